import type { SqlEntityManager } from '@ostiary/db';
import type { Deps } from '../../context.ts';
import { KNOWN_DAYS } from './known-device.service.ts';

/** Long enough to look into a complaint of last week; the audit log and the sign-in history keep the facts for longer. */
const OVER_DAYS = 7;

/** A notice that was read says what happened, which the record keeps for longer. */
const TOLD_DAYS = 90;

/** Few rows at a time, so that no sign-in waits; what is left after so many times waits for the next hour. */
const BATCH = 1_000;
const BATCHES = 50;

const OVER = `bank_now() - interval '${OVER_DAYS} days'`;

/** When a row of each table is over for so long that nothing asks for it again. `rate_limit` is swept by the limits. */
const FORGOTTEN = {
  login_challenge: `expires_at < ${OVER}`,
  one_time_code: `expires_at < ${OVER}`,
  password_reset: `expires_at < ${OVER}`,
  // It names an address that is the person's no longer.
  undo_link: 'expires_at < bank_now()',
  // The longest penalty and the clean day after it take two days.
  login_throttle: `greatest(window_start, locked_until, last_strike_at) < ${OVER}`,
  session: `least(revoked_at, absolute_expires_at, idle_expires_at) < ${OVER}`,
  known_device: `last_seen_at < bank_now() - interval '${KNOWN_DAYS} days'`,
  idempotency_key: `created_at < ${OVER}`,
  notification: `read_at is not null and created_at < bank_now() - interval '${TOLD_DAYS} days'`,
} as const;

const PRUNES = Object.entries(FORGOTTEN).map(
  ([table, isOver]) => `with gone as (delete from ${table} where ctid = any (array(
    select ctid from ${table} where ${isOver} limit ${BATCH} for update skip locked)) returning 1)
  select count(*)::int as removed from gone`,
);

/** Only this function may take rows of the history, and only old ones: the application's role cannot delete them. */
const FORGET_SIGN_INS = `select forget_old_sign_ins(${BATCH}) as removed`;

async function runDown(em: SqlEntityManager, statement: string): Promise<number> {
  let removed = 0;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const [row] = await em.execute<{ removed: number }[]>(statement);
    removed += row?.removed ?? 0;
    if (row === undefined || row.removed < BATCH) break;
  }
  return removed;
}

/** Removes what is long over: challenges, codes, links, counters, sessions, browsers, repeats, read notices, and old sign-ins. */
export async function forgetOldRecords({ orm, log }: Pick<Deps, 'orm' | 'log'>): Promise<number> {
  const em = orm.em.fork();
  let removed = 0;
  for (const statement of [...PRUNES, FORGET_SIGN_INS]) removed += await runDown(em, statement);
  if (removed > 0) log.info({ removed }, 'records that were long over are gone');
  return removed;
}
