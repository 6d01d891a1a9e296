import { AppUser, Customer, OneTimeCode } from '@ostiary/db';
import type { SignedIn } from '@ostiary/domain/auth';
import { hashPassword } from '@ostiary/domain/crypto';
import type {
  RegisteredCustomer,
  RegisterInput,
  RegistrationChallenge,
  ResendRegistrationInput,
  StartRegistrationInput,
  VerifyRegistrationInput,
} from '@ostiary/domain/registration';
import { DomainError, fieldConflict } from '@ostiary/domain/shared';
import { z } from 'zod';
import type { Context, Deps } from '../../context.ts';
import { brokenConstraint } from '../../failures.ts';
import { inTransaction } from '../../transaction.ts';
import { asSystem, recordAudit } from '../audit/audit.service.ts';
import { openSession } from '../auth/session.service.ts';
import { assertOfAge } from '../requirements/requirements.service.ts';
import { assertAccount, claimAccount, type NewAccount } from './claim.ts';
import { resendAt, sendCode, spendCode, wrongCode } from './codes.ts';
import { confirmContact, maskEmail } from './contacts.service.ts';

const UNCONFIRMED_HOURS = 24;
/** Longer than any hash waits for its turn. */
const UNFINISHED_MINUTES = 2;

function challengeOf(user: AppUser, code: OneTimeCode): RegistrationChallenge {
  return {
    challenge: code.id,
    sentTo: maskEmail(user.email),
    expiresAt: code.expiresAt.toISOString(),
    resendAt: resendAt(code).toISOString(),
  };
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
  const fresh = { ...ctx, em: ctx.deps.orm.em.fork() };
  const isPending = await inTransaction(fresh, async (tx) => {
    const [row] = await tx.em.execute<{ id: AppUser['id'] }[]>(
      `select id from app_user where email_confirmed_at is null and ${condition} for no key update skip locked`,
      [value],
    );
    if (!row)
      return (
        (
          await tx.em.execute<unknown[]>(`select 1 from app_user where email_confirmed_at is null and ${condition}`, [
            value,
          ])
        ).length > 0
      );
    const user = await tx.em.findOneOrFail(AppUser, { id: row.id });
    await sendCode(tx, user, 'confirm_email').catch((limit: unknown) => {
      if (!(limit instanceof DomainError && limit.code === 'RATE_LIMITED')) throw limit;
    });
    return true;
  });
  if (isPending) throw fieldConflict(contact.field, 'REGISTRATION_IN_PROGRESS');
  throw error;
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

/** Claim, then hash, then store the hash; a failure in between gives the claimed values back. */
async function openAccount(ctx: Context, account: NewAccount): Promise<{ user: AppUser; code: OneTimeCode }> {
  const phoneNumber = assertAccount(account);
  await removeAbandoned(ctx.deps);
  const claimed = await inTransaction(ctx, async (tx) => {
    const user = await claimAccount(tx, { ...account, phoneNumber });
    return { user, code: await sendCode(tx, user, 'confirm_email') };
  }).catch((error: unknown) => answerConflict(ctx, { ...account, phoneNumber }, error));
  const { hashes, keys, bcryptCost } = ctx.deps;
  try {
    const hash = await hashes.run(() => hashPassword(account.password, keys.pepper, bcryptCost));
    const stored = await ctx.deps.orm.em.fork().nativeUpdate(AppUser, { id: claimed.user.id }, { passwordHash: hash });
    if (stored === 0) throw new DomainError('BUSY');
  } catch (error) {
    await ctx.deps.orm.em.fork().nativeDelete(AppUser, { id: claimed.user.id });
    throw error;
  }
  return claimed;
}

/** POST /api/auth/register/initiate/: account first. Throws `INVALID_INPUT`, or 409 naming the field. */
export async function startRegistration(ctx: Context, input: StartRegistrationInput): Promise<RegistrationChallenge> {
  const { user, code } = await openAccount(ctx, input);
  return challengeOf(user, code);
}

/** POST /api/auth/register/: S0's one-shot registration. */
export async function register(ctx: Context, input: RegisterInput): Promise<RegisteredCustomer> {
  const { firstName, lastName, dateOfBirth, ssn, address } = input;
  await assertOfAge(ctx, dateOfBirth);
  const { user } = await openAccount(ctx, {
    ...input,
    names: [firstName, lastName],
    evidence: { firstName, lastName, dateOfBirth, ssn, address },
  });
  const customer = await ctx.em.fork().findOneOrFail(Customer, { id: user.id });
  const { id, username, email } = user;
  return {
    id,
    username,
    email,
    firstName,
    lastName,
    customerId: customer.customerNumber,
    kycStatus: 'PENDING',
    riskProfile: 'LOW',
    isAccountVerified: false,
  };
}

async function findChallenged(ctx: Context, challenge: string): Promise<AppUser | null> {
  if (!z.uuid().safeParse(challenge).success) return null;
  const code = await ctx.em.findOne(OneTimeCode, { id: challenge, purpose: 'confirm_email' });
  return code && ctx.em.findOne(AppUser, { id: code.userId });
}

/** POST /api/auth/register/verify/: the code confirms the e-mail and signs in. Once confirmed, signing in needs the password. */
export async function verifyRegistration(
  ctx: Context,
  { challenge, code }: VerifyRegistrationInput,
): Promise<SignedIn> {
  const user = await findChallenged(ctx, challenge);
  if (!user || user.isBlocked || user.emailConfirmedAt != null || user.passwordHash == null) throw wrongCode();
  if (!(await spendCode(ctx, { user, purpose: 'confirm_email', code }))) throw wrongCode();
  return inTransaction(ctx, async (tx) => {
    await confirmContact(tx, user, 'email');
    return openSession(tx, user);
  });
}

/** Sends the code again, within the limits. Throws `RATE_LIMITED` with `resendAt`. */
export async function resendRegistration(
  ctx: Context,
  { challenge }: ResendRegistrationInput,
): Promise<RegistrationChallenge> {
  const user = await findChallenged(ctx, challenge);
  if (!user || user.emailConfirmedAt != null) throw new DomainError('NOT_FOUND');
  return inTransaction(ctx, async (tx) => {
    await tx.em.execute('select id from app_user where id = ? for no key update', [user.id]);
    return challengeOf(user, await sendCode(tx, user, 'confirm_email'));
  });
}
