import { type AppUser, OneTimeCode } from '@ostiary/db';
import { CODE_RULES } from '@ostiary/domain/auth';
import { codesEqual, hashCode, newOneTimeCode } from '@ostiary/domain/crypto';
import { DomainError, invalidField } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { notify } from '../notifications/notifications.service.ts';

export type CodePurpose = Exclude<OneTimeCode['purpose'], 'decoy'>;

interface Sending {
  readonly user: AppUser;
  readonly purpose: CodePurpose;
  /** The contact that a change waits for; the code goes there. */
  readonly newValue?: string;
}

const MINUTE = 60_000;

export const later = (moment: Date, minutes: number) => new Date(moment.getTime() + minutes * MINUTE);

export const resendAt = (code: Pick<OneTimeCode, 'createdAt'>): Date => later(code.createdAt, CODE_RULES.perMinute);

const isEmail = (purpose: CodePurpose) => purpose === 'confirm_email' || purpose === 'change_email';
const channelOf = (purpose: CodePurpose) => (isEmail(purpose) ? 'email' : 'phone');

const onFile = (user: AppUser, purpose: CodePurpose) => (isEmail(purpose) ? user.email : (user.phoneNumber ?? ''));

export const wrongCode = (): DomainError => invalidField('code', 'CODE_INVALID');
/** After five wrong tries even the right one is refused: who goes on typing it must hear that another is needed. */
export const usedUpCode = (): DomainError => invalidField('code', 'CODE_USED_UP');

/** One a minute and five an hour of one kind, `sent` being when the others were. Throws `RATE_LIMITED` with `resendAt`. */
export function assertMaySend(now: Date, sent: readonly Date[]): void {
  const recent = sent.filter((at) => at > later(now, -60)).toSorted((a, b) => a.getTime() - b.getTime());
  const [oldest] = recent;
  const newest = recent.at(-1);
  if (!oldest || !newest) return;
  const free = recent.length >= CODE_RULES.perHour ? later(oldest, 60) : resendAt({ createdAt: newest });
  const waitSeconds = Math.ceil((free.getTime() - now.getTime()) / 1000);
  if (waitSeconds > 0)
    throw new DomainError('RATE_LIMITED', {
      retryAfterSeconds: waitSeconds,
      details: { resendAt: free.toISOString() },
    });
}

/** The same for a person's codes of one purpose, in any state. The caller has locked the person's row. */
export async function assertMayWrite(ctx: Context, { user, purpose }: Omit<Sending, 'newValue'>): Promise<void> {
  const sent = await ctx.em.find(OneTimeCode, { userId: user.id, purpose, createdAt: { $gt: later(ctx.now, -60) } });
  assertMaySend(
    ctx.now,
    sent.map(({ createdAt }) => createdAt),
  );
}

/**
 * Stores a fresh code and voids older ones of its purpose, in the caller's transaction; only its keyed hash is kept.
 * The caller has locked the person's row, so that two requests cannot both pass the limit. Throws `RATE_LIMITED`.
 */
export async function writeCode(
  ctx: Context,
  { user, purpose, newValue }: Sending,
): Promise<{ row: OneTimeCode; code: string }> {
  await assertMayWrite(ctx, { user, purpose });
  await ctx.em.nativeUpdate(OneTimeCode, { userId: user.id, purpose, consumedAt: null }, { consumedAt: ctx.now });
  const code = newOneTimeCode();
  const target = newValue ?? onFile(user, purpose);
  const row = ctx.em.create(OneTimeCode, {
    id: uuidv7(),
    userId: user.id,
    purpose,
    newValue: newValue ?? null,
    codeHash: hashCode(ctx.deps.keys.codes, { userId: user.id, purpose, target }, code),
    createdAt: ctx.now,
    expiresAt: later(ctx.now, CODE_RULES.validMinutes),
  });
  ctx.em.persist(row);
  return { row, code };
}

/** As `writeCode`, and sends it: a change's code to the new contact, any other to the one on file. */
export async function sendCode(ctx: Context, sending: Sending): Promise<OneTimeCode> {
  const { user, purpose, newValue } = sending;
  const { row, code } = await writeCode(ctx, sending);
  const channel = isEmail(purpose) ? 'email' : 'sms';
  const changed = newValue === undefined ? {} : { [isEmail(purpose) ? 'email' : 'phoneNumber']: newValue };
  const { id, language, email, phoneNumber = null } = user;
  const to = { id, language, email, phoneNumber, ...changed };
  await notify(ctx, { user: to, template: purpose, channel, params: { code } });
  return row;
}

export interface RightCode {
  readonly id: string;
  readonly newValue: string | null;
}

interface Tried {
  readonly id: string;
  readonly tries: number;
  readonly code_hash: Buffer;
  readonly new_value: string | null;
}

interface Given {
  readonly user: AppUser;
  readonly purpose: CodePurpose;
  readonly code: string;
}

/** The last wrong try is on record, whatever becomes of the request: somebody may be guessing at another's contact. */
async function recordUsedUp(ctx: Context, { user, purpose }: Given): Promise<void> {
  const own = { ...ctx, em: ctx.deps.orm.em.fork() };
  const target = { type: 'app_user', id: user.id };
  recordAudit(own, { action: 'code.used-up', target, after: { channel: channelOf(purpose) }, actorId: user.id });
  recordSecurityEvent(own, {
    eventType: 'SUSPICIOUS_ACTIVITY',
    severity: 'LOW',
    userId: user.id,
    description: 'Five wrong tries used up a code that was sent',
    metadata: { signal: 'WRONG_CODES', subject: user.id },
  });
  await own.em.flush();
}

/** Whether the newest live code of that purpose takes no more tries. */
export async function isUsedUp(ctx: Context, { user, purpose }: Omit<Given, 'code'>): Promise<boolean> {
  const [newest] = await ctx.deps.orm.em
    .fork()
    .find(
      OneTimeCode,
      { userId: user.id, purpose, consumedAt: null, expiresAt: { $gt: ctx.now } },
      { orderBy: { createdAt: 'desc' }, limit: 1 },
    );
  return newest !== undefined && newest.tries >= CODE_RULES.tries;
}

/**
 * Spends a try on the newest live code before looking at it, in a transaction of its own: parallel guesses cannot
 * share one try, and a refusal does not give it back. A right code is not used up yet: `useCode` does that.
 */
export async function tryCode(ctx: Context, { user, purpose, code }: Given): Promise<RightCode | null> {
  const [row] = await ctx.deps.orm.em.fork().execute<Tried[]>(
    `update one_time_code set tries = tries + 1 where id = (
         select id from one_time_code where user_id = ? and purpose = ? and consumed_at is null and expires_at > ?
         order by created_at desc limit 1 for update) and tries < ? returning id, tries, code_hash, new_value`,
    [user.id, purpose, ctx.now, CODE_RULES.tries],
  );
  if (!row) return null;
  const target = row.new_value ?? onFile(user, purpose);
  const given = hashCode(ctx.deps.keys.codes, { userId: user.id, purpose, target }, code);
  if (codesEqual(Buffer.from(row.code_hash), given)) return { id: row.id, newValue: row.new_value };
  if (row.tries >= CODE_RULES.tries) await recordUsedUp(ctx, { user, purpose, code });
  return null;
}

/** Uses a right code up, in the transaction of what it allows: a crash in between costs nobody their code. */
export async function useCode(tx: Context, { id }: RightCode): Promise<void> {
  const used = await tx.em.execute<unknown[]>(
    'update one_time_code set consumed_at = ? where id = ? and consumed_at is null returning id',
    [tx.now, id],
  );
  if (used.length === 0) throw wrongCode();
}
