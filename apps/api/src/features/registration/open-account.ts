import { AppUser } from '@ostiary/db';
import { hashPassword } from '@ostiary/domain/crypto';
import { DomainError, fieldConflict } from '@ostiary/domain/shared';
import type { Context, Deps } from '../../context.ts';
import { brokenConstraint } from '../../failures.ts';
import { isStrict } from '../../security-profile.ts';
import { inTransaction } from '../../transaction.ts';
import { asSystem, recordAudit } from '../audit/audit.service.ts';
import { assertAccount, claimAccount, type NewAccount } from './claim.ts';
import { resendAt, sendCode } from './codes.ts';
import { maskEmail } from './confirm-contact.service.ts';
import { tellOwner, UNCONFIRMED_HOURS, writeDecoy } from './decoys.ts';

/** Longer than any hash waits for its turn. */
const UNFINISHED_MINUTES = 2;

/** What the newcomer is told: the same words for a real account and, in the strict profile, for a decoy. */
export function challengeOf(email: string, code: { id: string; createdAt: Date; expiresAt: Date }) {
  return {
    challenge: code.id,
    sentTo: maskEmail(email),
    expiresAt: code.expiresAt.toISOString(),
    resendAt: resendAt(code).toISOString(),
  };
}

interface Opened {
  /** Null: somebody else's contact, in the strict profile. */
  readonly user: AppUser | null;
  readonly challenge: ReturnType<typeof challengeOf>;
}

const CONTACTS: Record<string, { field: string; where: (account: NewAccount) => [string, string] }> = {
  app_user_email_key: { field: 'email', where: ({ email }) => ['lower(email) = lower(?)', email] },
  app_user_phone_key: { field: 'phoneNumber', where: ({ phoneNumber }) => ['phone_number = ?', phoneNumber] },
};

/** An unconfirmed holder gets a fresh code, within the limits, and the newcomer is told that a registration has begun. */
async function answerConflict(ctx: Context, account: NewAccount, error: unknown): Promise<never> {
  const contact = CONTACTS[brokenConstraint(error) ?? ''];
  if (!contact) throw error;
  const [condition, value] = contact.where(account);
  const unconfirmed = `select id from app_user where email_confirmed_at is null and ${condition}`;
  const fresh = { ...ctx, em: ctx.deps.orm.em.fork() };
  const isPending = await inTransaction(fresh, async (tx) => {
    const [row] = await tx.em.execute<{ id: AppUser['id'] }[]>(`${unconfirmed} for no key update skip locked`, [value]);
    if (!row) return (await tx.em.execute<unknown[]>(unconfirmed, [value])).length > 0;
    const user = await tx.em.findOneOrFail(AppUser, { id: row.id });
    await sendCode(tx, { user, purpose: 'confirm_email' }).catch((limit: unknown) => {
      if (!(limit instanceof DomainError && limit.code === 'RATE_LIMITED')) throw limit;
    });
    return true;
  });
  if (isPending) throw fieldConflict(contact.field, 'REGISTRATION_IN_PROGRESS');
  throw error;
}

/** Strict: the newcomer gets a challenge like any other, the owner a word by e-mail. Takes the time of a hash as well. */
async function answerWithDecoy(ctx: Context, account: NewAccount, error: unknown): Promise<Opened> {
  const contact = CONTACTS[brokenConstraint(error) ?? ''];
  if (!contact) throw error;
  const [condition, value] = contact.where(account);
  const decoy = await inTransaction({ ...ctx, em: ctx.deps.orm.em.fork() }, async (tx) => {
    const [row] = await tx.em.execute<{ id: AppUser['id'] }[]>(
      `select id from app_user where ${condition} for no key update`,
      [value],
    );
    if (!row) throw new DomainError('BUSY', { retryAfterSeconds: 1 });
    const user = await tx.em.findOneOrFail(AppUser, { id: row.id });
    await tellOwner(tx, user);
    return writeDecoy(tx, { userId: user.id, email: account.email });
  });
  const { hashes, keys, bcryptCost } = ctx.deps;
  await hashes.run(() => hashPassword(account.password, keys.pepper, bcryptCost));
  return { user: null, challenge: challengeOf(account.email, decoy.row) };
}

/**
 * Removes what a registration left behind: never confirmed within a day, so nobody can sit on a stranger's address; or
 * cut off by a crash before its hash was stored, because nobody could ever sign in to it.
 */
export async function removeAbandoned(deps: Pick<Deps, 'orm' | 'clock'>): Promise<number> {
  return deps.orm.em.fork().transactional(async (em) => {
    const removed = await em.execute<{ id: string }[]>(
      `delete from app_user where email_confirmed_at is null
         and created_at < bank_now() - case when password_hash is null
           then interval '${UNFINISHED_MINUTES} minutes' else interval '${UNCONFIRMED_HOURS} hours' end
         and exists (select from customer where customer.id = app_user.id) returning id`,
    );
    const system = asSystem(em, deps.clock());
    for (const { id } of removed)
      recordAudit(system, { action: 'account.abandoned', target: { type: 'app_user', id } });
    return removed.length;
  });
}

const claim = (ctx: Context, account: NewAccount) =>
  inTransaction({ ...ctx, em: ctx.em.fork() }, async (tx) => {
    const user = await claimAccount(tx, account);
    return { user, code: await sendCode(tx, { user, purpose: 'confirm_email' }) };
  });

/** Strict: a username that is gone is replaced in silence, as when none was chosen; saying so would name an account. */
function claimQuietly(ctx: Context, account: NewAccount) {
  return claim(ctx, account).catch((error: unknown) => {
    if (brokenConstraint(error) !== 'app_user_username_key') throw error;
    return claim(ctx, { ...account, username: undefined });
  });
}

async function storeHash(ctx: Context, user: AppUser, password: string): Promise<void> {
  const { hashes, keys, bcryptCost, orm } = ctx.deps;
  try {
    const hash = await hashes.run(() => hashPassword(password, keys.pepper, bcryptCost));
    const stored = await orm.em.fork().nativeUpdate(AppUser, { id: user.id }, { passwordHash: hash });
    if (stored === 0) throw new DomainError('BUSY');
  } catch (error) {
    await orm.em.fork().nativeDelete(AppUser, { id: user.id });
    throw error;
  }
}

/** Claim, then hash, then store the hash; a failure in between gives the claimed values back. */
export async function openAccount(ctx: Context, given: NewAccount): Promise<Opened> {
  const account = { ...given, phoneNumber: assertAccount(ctx.deps.env, given) };
  await removeAbandoned(ctx.deps);
  const isQuiet = isStrict(ctx.deps.env);
  const claimed = await (isQuiet ? claimQuietly : claim)(ctx, account).catch((error: unknown) =>
    (isQuiet ? answerWithDecoy : answerConflict)(ctx, account, error),
  );
  if (!('code' in claimed)) return claimed;
  await storeHash(ctx, claimed.user, account.password);
  return { user: claimed.user, challenge: challengeOf(claimed.user.email, claimed.code) };
}
