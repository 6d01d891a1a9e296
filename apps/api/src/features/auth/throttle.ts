import { LOCK_RULES } from '@ostiary/domain/auth';
import { hmacSha256 } from '@ostiary/domain/crypto';
import type { Context } from '../../context.ts';

const WINDOW = `${LOCK_RULES.lockMinutes} minutes`;

/** Counts the attempt before the password is looked at: one statement, so parallel guesses cannot slip through (T6). */
const RESERVE = `
  insert into login_throttle as t (key, attempts, window_start) values (?, 1, bank_now())
  on conflict (key) do update set
    attempts = case when t.locked_until > bank_now() then t.attempts
      when t.window_start < bank_now() - ?::interval or t.locked_until is not null then 1 else t.attempts + 1 end,
    window_start = case when t.locked_until > bank_now() or (t.window_start >= bank_now() - ?::interval and t.locked_until is null)
      then t.window_start else bank_now() end,
    locked_until = case when t.locked_until > bank_now() then t.locked_until
      when t.locked_until is null and t.window_start >= bank_now() - ?::interval and t.attempts + 1 > ? then bank_now() + ?::interval end
  returning attempts, coalesce(locked_until > bank_now(), false) as locked`;

/** The key of an account, known or not: its id, or what was typed. Keyed, so that the table names nobody. */
export function throttleKey(ctx: Context, account: string): Buffer {
  return hmacSha256(ctx.deps.keys.pepper, `acct|${ctx.door}|${account}`);
}

export async function reserveAttempt(ctx: Context, key: Buffer): Promise<{ isAllowed: boolean; attempts: number }> {
  const em = ctx.deps.orm.em.fork();
  const [row] = await em.execute<{ attempts: number; locked: boolean }[]>(RESERVE, [
    key,
    WINDOW,
    WINDOW,
    WINDOW,
    LOCK_RULES.attempts,
    WINDOW,
  ]);
  const attempts = row?.attempts ?? LOCK_RULES.attempts + 1;
  return { isAllowed: row?.locked === false && attempts <= LOCK_RULES.attempts, attempts };
}

/** The fifth failure locks at once, so that it shows before a sixth attempt arrives. */
export async function lockAccount(ctx: Context, key: Buffer): Promise<void> {
  await ctx.em.execute(
    'update login_throttle set locked_until = bank_now() + ?::interval, strikes = strikes + 1 where key = ? and locked_until is null',
    [WINDOW, key],
  );
}

export async function forgetFailures(ctx: Context, key: Buffer): Promise<void> {
  await ctx.em.execute('delete from login_throttle where key = ?', [key]);
}
