import type { AppUser } from '@ostiary/db';
import { GLOBAL_RULES, type LoginOutcome } from '@ostiary/domain/auth';
import { DomainError } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { identifierHash, recordActivity } from '../login-activity/record-activity.service.ts';
import { raiseFailureSignals } from '../login-activity/signals.service.ts';
import { addressKey, globalKey, networkOf } from './throttle-keys.service.ts';
import {
  addressRules,
  type Attempt,
  BUSY_SECONDS,
  reserveWith,
  settle,
  type ThrottleRules,
} from './throttle.service.ts';

/** Who wants to sign in, as far as a name and a cookie tell. */
export interface Who {
  readonly user: AppUser | null;
  readonly identifier: string;
  readonly deviceId: string | null;
  readonly hasKnownDevice: boolean;
}

const MINUTE = 60_000;

/** A transaction of its own: what it writes must survive the refusal that follows. */
const apart = (ctx: Context, work: (tx: Context) => Promise<void>) =>
  inTransaction({ ...ctx, em: ctx.deps.orm.em.fork() }, work);

interface Refusal {
  readonly outcome: Extract<LoginOutcome, 'LOCKED' | 'THROTTLED'>;
  /** Where the refusal counts as a failure of its address, which bounds how many there can be. */
  readonly address: Attempt | null;
}

/** Whoever changes the name with every request fills the history no faster. */
const REFUSALS_A_MINUTE = 10;

/** Whether the minute has room for it. While another of the address is being written, it has not. */
async function isWorthKeeping(tx: Context, { identifier }: Who, outcome: LoginOutcome): Promise<boolean> {
  const network = networkOf(tx.request.address);
  const [turn] = await tx.em.execute<{ is_mine: boolean }[]>(
    'select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as is_mine',
    [`${outcome}|${network}`],
  );
  if (turn?.is_mine !== true) return false;
  const written = await tx.em.execute<{ is_same: boolean }[]>(
    `select identifier_hash = ? as is_same from login_activity where ip <<= ?::inet and outcome = ? and at > ?
     order by at desc limit ${REFUSALS_A_MINUTE}`,
    [identifierHash(tx, identifier), network, outcome, new Date(tx.now.getTime() - MINUTE)],
  );
  return written.length < REFUSALS_A_MINUTE && !written.some(({ is_same }) => is_same);
}

/** Keeps an attempt that never reached the password: all that count, else a few a minute of an address, one of each name. */
export async function noteRefusal(ctx: Context, who: Who, { outcome, address }: Refusal): Promise<void> {
  await apart(ctx, async (tx) => {
    if (address) await settle(tx, address, 'wrong');
    else if (!(await isWorthKeeping(tx, who, outcome))) return;
    recordActivity(tx, { ...who, outcome });
    await raiseFailureSignals(tx, who);
  });
}

/**
 * A place among the attempts of the address. Throws `RATE_LIMITED` where it failed too often, `BUSY` in a crowd. Null: a
 * browser that the person is known by needs none, for it has a limit of its own, and its neighbours' guesses shut many out.
 */
export async function enterAddress(ctx: Context, who: Who): Promise<Attempt | null> {
  if (who.hasKnownDevice) return null;
  const reservation = await reserveWith(ctx, addressKey(ctx), addressRules(ctx));
  if (reservation.is === 'reserved') return reservation.attempt;
  if (reservation.is === 'full') throw new DomainError('BUSY', { retryAfterSeconds: BUSY_SECONDS });
  await noteRefusal(ctx, who, { outcome: 'THROTTLED', address: null });
  throw new DomainError('RATE_LIMITED', { retryAfterSeconds: reservation.seconds });
}

const globalRules = (ctx: Context): ThrottleRules => ({
  attempts: Math.round(GLOBAL_RULES.attempts * ctx.deps.env.RATE_LIMIT_FACTOR),
  windowSeconds: GLOBAL_RULES.windowSeconds,
  lockSeconds: null,
  ladder: null,
});

const SECONDS_LEFT = `
  select ceil(extract(epoch from window_start + make_interval(secs => ?::float8) - bank_now()))::int as seconds
  from login_throttle where key = ? and failures >= ? and window_start + make_interval(secs => ?::float8) > bank_now()`;

/** While the whole bank is guessed at, only known browsers may try; throws `RATE_LIMITED` for all others. */
export async function enterBank(ctx: Context, who: Who): Promise<void> {
  const { attempts, windowSeconds } = globalRules(ctx);
  const [row] = await ctx.em.execute<{ seconds: number }[]>(SECONDS_LEFT, [
    windowSeconds,
    globalKey(ctx),
    attempts,
    windowSeconds,
  ]);
  if (!row || who.hasKnownDevice) return;
  await noteRefusal(ctx, who, { outcome: 'THROTTLED', address: null });
  throw new DomainError('RATE_LIMITED', { retryAfterSeconds: row.seconds });
}

/** A failure of the whole bank; the one that fills the window says so, once. Takes no place: one row serves everybody. */
export async function countGlobalFailure(ctx: Context): Promise<void> {
  const rules = globalRules(ctx);
  const em = ctx.deps.orm.em.fork();
  const { failures } = await settle({ em }, { key: globalKey(ctx), slot: '', rules }, 'wrong');
  if (failures !== rules.attempts) return;
  recordSecurityEvent(
    { ...ctx, em },
    {
      eventType: 'SUSPICIOUS_ACTIVITY',
      severity: 'CRITICAL',
      userId: null,
      description: 'Failed sign-ins of the whole bank passed their limit: only known devices may try',
      metadata: { signal: 'BANK_WIDE_FAILURES', subject: 'bank', failures },
    },
  );
  await em.flush();
}

/** A wrong password, or a right one that opens nothing: counted, kept, and perhaps the one that locks. */
export async function recordFailure(
  ctx: Context,
  who: Who,
  { attempt, address }: { attempt: Attempt; address: Attempt | null },
): Promise<void> {
  const userId = who.user?.id ?? null;
  await apart(ctx, async (tx) => {
    const { failures, isLockedNow } = await settle(tx, attempt, 'wrong');
    if (address) await settle(tx, address, 'wrong');
    const target = { type: 'app_user', id: userId };
    recordAudit(tx, { action: 'login.failed', target, after: { attempts: failures } });
    const description = 'Wrong password or unknown name';
    recordSecurityEvent(tx, { eventType: 'FAILED_LOGIN', severity: 'LOW', userId, description });
    if (isLockedNow) {
      recordAudit(tx, { action: 'account.locked', target });
      const locked = 'Five failed sign-ins';
      recordSecurityEvent(tx, { eventType: 'ACCOUNT_LOCKED', severity: 'MEDIUM', userId, description: locked });
    }
    recordActivity(tx, { ...who, outcome: 'FAILED' });
    await raiseFailureSignals(tx, who);
  });
}
