import { hmacSha256 } from '@ostiary/domain/crypto';
import { DomainError } from '@ostiary/domain/shared';
import { Pool } from 'pg';
import { type RateLimiterAbstract, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Deps } from '../context.ts';
import { addressBucket } from './address-bucket.ts';
import { openRedisFront, type RedisFront } from './redis-front.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** The general limits: `points` within `seconds` from the first one, per address or per customer. Sign-in has a throttle of its own. */
export const LIMITS = {
  registration: { points: 5, seconds: HOUR, per: 'address' },
  'code-sending': { points: 10, seconds: HOUR, per: 'address' },
  'code-checking': { points: 30, seconds: 10 * MINUTE, per: 'address' },
  'password-forgot': { points: 5, seconds: HOUR, per: 'address' },
  'password-reset': { points: 10, seconds: HOUR, per: 'address' },
  upload: { points: 60, seconds: HOUR, per: 'customer' },
  rest: { points: 600, seconds: MINUTE, per: 'address' },
} as const;
export type LimitName = keyof typeof LIMITS;
const NAMES = Object.keys(LIMITS) as LimitName[]; // Object.keys forgets the names

export interface Limits {
  /**
   * Counts `points` (1) for an address or a customer's id, as the limit's `per` says.
   * Throws `RATE_LIMITED` with `retryAfterSeconds` once the limit is passed.
   */
  consume(name: LimitName, subject: string, points?: number): Promise<void>;
  close(): Promise<void>;
}

const CONNECTIONS = 4;
const PATIENCE_MS = 5_000;
const CLEANING_MS = 5 * MINUTE * 1_000;

function openPool(databaseUrl: string, log: Deps['log']): Pool {
  const pool = new Pool({ connectionString: databaseUrl, max: CONNECTIONS, connectionTimeoutMillis: PATIENCE_MS });
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ reason: error.message }, 'rate limits: a database connection broke'));
  return pool;
}

function postgresLimiter(name: LimitName, { pool, points }: { pool: Pool; points: number }): RateLimiterAbstract {
  return new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: LIMITS[name].seconds,
    // Whoever is over the limit is refused from memory until the window ends: a flood costs no queries.
    inMemoryBlockOnConsumed: points,
    clearExpiredByTimeout: false,
  });
}

/** The library rejects with its own result, which is no Error, when a limit is passed. */
async function orRefuse(counting: Promise<unknown>): Promise<void> {
  await counting.catch((refusal: unknown) => {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
    throw new DomainError('RATE_LIMITED', { retryAfterSeconds });
  });
}

type Place = Pick<Deps, 'env' | 'keys' | 'log'> & { readonly databaseUrl: string };

/**
 * PostgreSQL counts every request that gets past Redis, so that losing Redis in the middle of a window resets nothing;
 * Redis, where there is one, refuses in front of it. Neither sees an address: keys are hashed with the pepper.
 */
export function openLimits({ env, keys, log, databaseUrl }: Place): Limits {
  const secret = hmacSha256(keys.pepper, 'ostiary/rate-limit/v1');
  const pointsOf = (name: LimitName) => Math.floor(LIMITS[name].points * env.RATE_LIMIT_FACTOR);
  const front: RedisFront | undefined =
    env.REDIS_URL === undefined
      ? undefined
      : openRedisFront(env.REDIS_URL, {
          log,
          rules: NAMES.map((name) => ({ ...LIMITS[name], name, points: pointsOf(name) })),
        });
  const pool = openPool(databaseUrl, log);
  const limiters = new Map(NAMES.map((name) => [name, postgresLimiter(name, { pool, points: pointsOf(name) })]));
  const cleaning = setInterval(() => {
    pool.query('delete from rate_limit where expire < $1', [Date.now()]).catch((error: unknown) => {
      log.warn({ reason: String(error) }, 'rate limits: old counters stay for now');
    });
  }, CLEANING_MS).unref();
  return {
    async consume(name, subject, points = 1) {
      const counted = LIMITS[name].per === 'address' ? addressBucket(subject) : subject;
      const key = hmacSha256(secret, `${name}:${counted}`).toString('base64url');
      if (front) await orRefuse(front.consume({ name, key, points }));
      await orRefuse(limiters.get(name)?.consume(key, points) ?? Promise.resolve());
    },
    async close() {
      clearInterval(cleaning);
      front?.close();
      await pool.end();
    },
  };
}
