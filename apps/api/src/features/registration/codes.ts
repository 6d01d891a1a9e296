import { type AppUser, OneTimeCode } from '@ostiary/db';
import { CODE_RULES } from '@ostiary/domain/auth';
import { codesEqual, hashCode, newOneTimeCode } from '@ostiary/domain/crypto';
import { DomainError, fieldProblem } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { notify } from '../notifications/notifications.service.ts';

export type CodePurpose = OneTimeCode['purpose'];

const MINUTE = 60_000;

const later = (moment: Date, minutes: number) => new Date(moment.getTime() + minutes * MINUTE);

export const resendAt = (code: OneTimeCode): Date => later(code.createdAt, CODE_RULES.perMinute);

const targetOf = (user: AppUser, purpose: CodePurpose) =>
  purpose === 'confirm_email' ? user.email : (user.phoneNumber ?? '');

export const wrongCode = (): DomainError =>
  new DomainError('INVALID_INPUT', { fields: { code: [fieldProblem('CODE_INVALID')] } });

/** One a minute and five an hour. Throws `RATE_LIMITED` with how long to wait. */
async function assertMaySend(ctx: Context, user: AppUser, purpose: CodePurpose): Promise<void> {
  const recent = await ctx.em.find(
    OneTimeCode,
    { userId: user.id, purpose, createdAt: { $gt: later(ctx.now, -60) } },
    { orderBy: { createdAt: 'asc' } },
  );
  const [oldest] = recent;
  const newest = recent.at(-1);
  if (!oldest || !newest) return;
  const free = recent.length >= CODE_RULES.perHour ? later(oldest.createdAt, 60) : resendAt(newest);
  const waitSeconds = Math.ceil((free.getTime() - ctx.now.getTime()) / 1000);
  if (waitSeconds > 0)
    throw new DomainError('RATE_LIMITED', {
      retryAfterSeconds: waitSeconds,
      details: { resendAt: free.toISOString() },
    });
}

/**
 * Sends a fresh code inside the caller's transaction and voids older ones. Only its keyed hash is stored.
 * The person's row is locked by the caller, so that two requests cannot both pass the limit.
 */
export async function sendCode(ctx: Context, user: AppUser, purpose: CodePurpose): Promise<OneTimeCode> {
  await assertMaySend(ctx, user, purpose);
  await ctx.em.nativeUpdate(OneTimeCode, { userId: user.id, purpose, consumedAt: null }, { consumedAt: ctx.now });
  const code = newOneTimeCode();
  const row = ctx.em.create(OneTimeCode, {
    id: uuidv7(),
    userId: user.id,
    purpose,
    codeHash: hashCode(ctx.deps.keys.codes, { userId: user.id, purpose, target: targetOf(user, purpose) }, code),
    createdAt: ctx.now,
    expiresAt: later(ctx.now, CODE_RULES.validMinutes),
  });
  ctx.em.persist(row);
  await notify(ctx, {
    user,
    template: purpose,
    channel: purpose === 'confirm_email' ? 'email' : 'sms',
    params: { code },
  });
  return row;
}

interface Attempt {
  readonly user: AppUser;
  readonly purpose: CodePurpose;
  readonly code: string;
}

/**
 * Spends a try on the newest live code before looking at it, in a transaction of its own: parallel guesses cannot
 * share one try, and a refusal does not give it back. True when the code was right; it is then used up.
 */
export async function spendCode(ctx: Context, { user, purpose, code }: Attempt): Promise<boolean> {
  const em = ctx.deps.orm.em.fork();
  const [row] = await em.execute<{ id: string; code_hash: Buffer }[]>(
    `update one_time_code set tries = tries + 1 where id = (
       select id from one_time_code where user_id = ? and purpose = ? and consumed_at is null and expires_at > ?
       order by created_at desc limit 1 for update) and tries < ? returning id, code_hash`,
    [user.id, purpose, ctx.now, CODE_RULES.tries],
  );
  if (!row) return false;
  const given = hashCode(ctx.deps.keys.codes, { userId: user.id, purpose, target: targetOf(user, purpose) }, code);
  if (!codesEqual(Buffer.from(row.code_hash), given)) return false;
  const used = await em.execute<{ id: string }[]>(
    'update one_time_code set consumed_at = ? where id = ? and consumed_at is null returning id',
    [ctx.now, row.id],
  );
  return used.length === 1;
}
