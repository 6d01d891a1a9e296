import { setTimeout as sleep } from 'node:timers/promises';
import { ADDRESS_RULES, LOCK_RULES, penaltyMinutes } from '@ostiary/domain/auth';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';

export interface ThrottleRules {
  /** Failures, and attempts in flight, that a window holds. */
  readonly attempts: number;
  readonly windowSeconds: number;
  /** The failure that fills the window locks the key for so long; null: failures alone never lock it. */
  readonly lockSeconds: number | null;
  /** Minutes that the first, second … attempt too many costs; null: nothing. */
  readonly ladder: readonly number[] | null;
}

/** A place among the attempts in flight under a key; every one must be settled, a forgotten one runs out by itself. */
export interface Attempt {
  readonly key: Buffer;
  readonly slot: string;
  readonly rules: ThrottleRules;
}

/** `locked` says for how many seconds; `full`: others are being verified, and one of them may yet turn out right. */
type Reservation =
  | { readonly is: 'reserved'; readonly attempt: Attempt }
  | { readonly is: 'locked'; readonly seconds: number }
  | { readonly is: 'full' };

const MINUTE = 60;
const POLL_MS = 25;
/** What a crowd is told, that waited for a place as long as it may. */
export const BUSY_SECONDS = 5;

/** Of accounts, known devices and second factors. No setting multiplies it. */
export const ACCOUNT_LOCK: ThrottleRules = {
  attempts: LOCK_RULES.attempts,
  windowSeconds: LOCK_RULES.lockMinutes * MINUTE,
  lockSeconds: LOCK_RULES.lockMinutes * MINUTE,
  ladder: null,
};

export const addressRules = (ctx: Pick<Context, 'deps'>): ThrottleRules => ({
  attempts: Math.round(ADDRESS_RULES.attempts * ctx.deps.env.RATE_LIMIT_FACTOR),
  windowSeconds: ADDRESS_RULES.windowSeconds,
  lockSeconds: null,
  ladder: ADDRESS_RULES.ladderMinutes.map((_minutes, step) => penaltyMinutes(step + 1)),
});

/** Everything is judged and written by one statement on the row it locks: parallel guesses cannot slip through (T6). */
const RESERVE = `
  with rule as (select ?::bytea as key, ?::text as slot, ?::int as attempts, make_interval(secs => ?::float8) as length,
    make_interval(secs => ?::float8) as slot_life, ?::int[] as ladder, make_interval(hours => ?::int) as clean, bank_now() as now)
  insert into login_throttle as t (key, failures, slots, window_start)
    select key, 0, jsonb_build_object(slot, now + slot_life), now from rule
  on conflict (key) do update set (failures, slots, window_start, locked_until, strikes, last_strike_at) = (
    select f.failures,
      case when v.is_free then l.slots || jsonb_build_object(slot, now + slot_life) else l.slots end,
      case when l.is_over then now else t.window_start end,
      case when v.is_strike then now + make_interval(mins => ladder[least(s.strikes + 1, cardinality(ladder))])
        when l.is_locked then t.locked_until end,
      s.strikes + v.is_strike::int,
      case when v.is_strike then now else t.last_strike_at end
    from rule
    cross join lateral (select coalesce(t.locked_until > now, false) as is_locked) k
    cross join lateral (select k.is_locked,
      not k.is_locked and (t.locked_until is not null or t.window_start + length <= now) as is_over,
      coalesce((select jsonb_object_agg(e.key, e.value) from jsonb_each(t.slots) e
        where (e.value #>> '{}')::timestamptz > now), '{}') as slots) l
    cross join lateral (select case when l.is_over then 0 else t.failures end as failures) f
    -- A day behind bars is no clean day: the count falls a day after the penalty's end.
    cross join lateral (select case when ladder is not null and t.last_strike_at + clean
        + make_interval(mins => coalesce(ladder[least(t.strikes, cardinality(ladder))], 0)) <= now
      then 0 else t.strikes end as strikes) s
    cross join lateral (select
      not l.is_locked and f.failures + (select count(*) from jsonb_object_keys(l.slots)) < attempts as is_free,
      not l.is_locked and ladder is not null and f.failures >= attempts as is_strike) v)
  returning jsonb_exists(slots, ?) as is_reserved, failures,
    coalesce(ceil(extract(epoch from locked_until - bank_now())), 0)::int as locked_seconds`;

/** Asks for a place once, without waiting. */
async function reserveNow(ctx: Pick<Context, 'deps'>, key: Buffer, rules: ThrottleRules): Promise<Reservation> {
  const slot = uuidv7();
  const ladder = rules.ladder && `{${rules.ladder.join(',')}}`;
  const { attempts, windowSeconds } = rules;
  const [row] = await ctx.deps.orm.em
    .fork()
    .execute<{ is_reserved: boolean; failures: number; locked_seconds: number }[]>(RESERVE, [
      key,
      slot,
      attempts,
      windowSeconds,
      LOCK_RULES.slotSeconds,
      ladder,
      ADDRESS_RULES.cleanHours,
      slot,
    ]);
  if (row?.is_reserved === true) return { is: 'reserved', attempt: { key, slot, rules } };
  if (!row || row.locked_seconds > 0) return { is: 'locked', seconds: row?.locked_seconds ?? 0 };
  return row.failures >= attempts ? { is: 'locked', seconds: windowSeconds } : { is: 'full' };
}

const lines = new Map<string, Promise<unknown>>();

/** One caller per key asks at a time, in order of arrival: a crowd that polls one row would hold every connection. */
async function inLine<T>(key: Buffer, work: () => Promise<T>): Promise<T> {
  const name = key.toString('base64');
  const turn = (lines.get(name) ?? Promise.resolve()).then(work, work);
  lines.set(name, turn);
  try {
    return await turn;
  } finally {
    if (lines.get(name) === turn) lines.delete(name);
  }
}

/** Waits for a place while others of the same key are being verified; `full` when none came free in time. */
export function reserveWith(ctx: Pick<Context, 'deps'>, key: Buffer, rules: ThrottleRules): Promise<Reservation> {
  const giveUpAt = performance.now() + LOCK_RULES.waitSeconds * 1000;
  return inLine(key, async () => {
    for (;;) {
      const reservation = await reserveNow(ctx, key, rules);
      if (reservation.is !== 'full' || performance.now() >= giveUpAt) return reservation;
      await sleep(POLL_MS);
    }
  });
}

/** Counts an attempt before its secret is looked at. Null: locked, or too many were in flight for too long. */
export async function reserve(ctx: Pick<Context, 'deps'>, key: Buffer): Promise<Attempt | null> {
  const reservation = await reserveWith(ctx, key, ACCOUNT_LOCK);
  return reservation.is === 'reserved' ? reservation.attempt : null;
}

/** Upserts: the row may have been unlocked away while the attempt was in flight, and its failure still counts. */
const COUNT_FAILURE = `
  with rule as (select ?::bytea as key, ?::text as slot, ?::int as attempts, make_interval(secs => ?::float8) as length,
    make_interval(secs => ?::float8) as lock, bank_now() as now)
  insert into login_throttle as t (key, failures, window_start) select key, 1, now from rule
  on conflict (key) do update set (failures, slots, window_start, locked_until, strikes) = (
    select f.failures, t.slots - slot, case when l.is_over then now else t.window_start end,
      case when l.is_locked then t.locked_until when f.failures >= attempts then now + lock end,
      t.strikes + (lock is not null and not l.is_locked and f.failures >= attempts)::int
    from rule
    cross join lateral (select coalesce(t.locked_until > now, false) as is_locked) k
    cross join lateral (select k.is_locked,
      not k.is_locked and (t.locked_until is not null or t.window_start + length <= now) as is_over) l
    cross join lateral (select case when l.is_over then 1 else t.failures + 1 end as failures) f)
  returning failures`;

interface Settled {
  /** This very failure locked the key. */
  readonly isLockedNow: boolean;
  /** Failures of the window so far. */
  readonly failures: number;
}

/** Gives the place back: `wrong` counts and may lock, `right` forgets the failures, `void` says nothing either way. */
export async function settle(
  tx: Pick<Context, 'em'>,
  { key, slot, rules }: Attempt,
  outcome: 'right' | 'wrong' | 'void',
): Promise<Settled> {
  if (outcome !== 'wrong') {
    const failures = outcome === 'right' ? 'failures = 0, ' : '';
    await tx.em.execute(`update login_throttle set ${failures}slots = slots - ?::text where key = ?`, [slot, key]);
    return { isLockedNow: false, failures: 0 };
  }
  const [row] = await tx.em.execute<{ failures: number }[]>(COUNT_FAILURE, [
    key,
    slot,
    rules.attempts,
    rules.windowSeconds,
    rules.lockSeconds,
  ]);
  const failures = row?.failures ?? 1;
  return { isLockedNow: rules.lockSeconds !== null && failures === rules.attempts, failures };
}

/** Gives a place back outside the caller's transaction, which may have failed; harmless where it was settled before. */
export async function release(ctx: Pick<Context, 'deps'>, attempt: Attempt): Promise<void> {
  await settle({ em: ctx.deps.orm.em.fork() }, attempt, 'void');
}

/** Forgets failures and lock of a key, e.g. when its owner proved to be themself by e-mail. */
export async function unlock(tx: Pick<Context, 'em'>, key: Buffer): Promise<void> {
  await tx.em.execute('delete from login_throttle where key = ?', [key]);
}
