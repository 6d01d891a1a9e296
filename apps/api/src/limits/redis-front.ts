import type { Logger } from 'pino';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { createClient } from 'redis';

const CONNECT_MS = 1_000;
/** A Redis that takes longer than this to count is no help; it is asked again after the pause. */
const ANSWER_MS = 1_000;
const PAUSE_MS = 1_000;
const LONGEST_WAIT_MS = 2_000;

interface Rule {
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

export interface RedisFront {
  /** Rejects with a `RateLimiterRes` when the limit is passed, and never because Redis fails. */
  consume(request: { name: string; key: string; points: number }): Promise<void>;
  close(): void;
}

/** Says once that Redis is lost and once that it is back. */
function createHealth(log: Logger) {
  let losses = 0;
  let lostAt: number | undefined;
  return {
    losses: () => losses,
    isPausing: () => lostAt !== undefined && performance.now() - lostAt < PAUSE_MS,
    lost(error: unknown): void {
      if (lostAt === undefined) {
        losses += 1;
        const reason = error instanceof Error ? error.message || error.name : String(error);
        log.warn({ store: 'redis', reason }, 'rate limits degraded: PostgreSQL counts alone');
      }
      lostAt = performance.now();
    },
    back(): void {
      if (lostAt === undefined) return;
      lostAt = undefined;
      log.info({ store: 'redis' }, 'rate limits: Redis is back in front');
    },
  };
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${ANSWER_MS} ms`)), ANSWER_MS);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function connect(url: string, health: ReturnType<typeof createHealth>) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: CONNECT_MS,
      reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, LONGEST_WAIT_MS),
    },
  });
  client.on('error', (error: unknown) => health.lost(error));
  client.on('ready', () => health.back());
  // Nobody waits for it: until it is there, and whenever it is not, PostgreSQL counts alone.
  client.connect().catch((error: unknown) => health.lost(error));
  return client;
}

/** A counter in front of PostgreSQL, which spares it the requests that are over a limit anyway. */
export function openRedisFront(url: string, { log, rules }: { log: Logger; rules: readonly Rule[] }): RedisFront {
  const health = createHealth(log);
  const client = connect(url, health);
  const limiters = new Map(
    rules.map(({ name, points, seconds }) => [
      name,
      new RateLimiterRedis({
        storeClient: client,
        useRedisPackage: true,
        keyPrefix: `ostiary:${name}`,
        points,
        duration: seconds,
      }),
    ]),
  );
  return {
    async consume({ name, key, points }) {
      if (!client.isReady || health.isPausing()) return;
      const before = health.losses();
      try {
        await inTime<unknown>(limiters.get(name)?.consume(key, points) ?? Promise.resolve());
      } catch (error) {
        if (error instanceof RateLimiterRes) throw error;
        return health.lost(error);
      }
      // An answer that was already on its way when Redis was lost does not mean that it is back.
      if (health.losses() === before) health.back();
    },
    close: () => client.destroy(),
  };
}
