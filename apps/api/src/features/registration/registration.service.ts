import { AppUser, Customer, OneTimeCode, SecondFactor } from '@ostiary/db';
import type { SignedIn } from '@ostiary/domain/auth';
import type {
  RegisteredCustomer,
  RegisterInput,
  RegistrationChallenge,
  ResendRegistrationInput,
  StartRegistrationInput,
  VerifyRegistrationInput,
} from '@ostiary/domain/registration';
import { DomainError } from '@ostiary/domain/shared';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { isStrict } from '../../security-profile.ts';
import { inTransaction } from '../../transaction.ts';
import { finishLogin } from '../auth/finish-login.service.ts';
import { lockPerson } from '../auth/lock-person.service.ts';
import { assertOfAge } from '../requirements/requirements.service.ts';
import { sendCode, tryCode, useCode, wrongCode } from './codes.ts';
import { confirmContact, lockApplicant } from './confirm-contact.service.ts';
import { type Decoy, findDecoy, resendDecoy } from './decoys.ts';
import { challengeOf, openAccount } from './open-account.ts';

/** POST /api/auth/register/initiate/: account first. Throws `INVALID_INPUT`, or 409 naming the field. */
export async function startRegistration(ctx: Context, input: StartRegistrationInput): Promise<RegistrationChallenge> {
  const { challenge } = await openAccount(ctx, input);
  return challenge;
}

/**
 * POST /api/auth/register/: registration in one call. Its answer shows the new account, so it cannot be made up for a
 * contact that is somebody else's: the strict profile refuses it (`FORBIDDEN`) and takes the account-first way only.
 */
export async function register(ctx: Context, input: RegisterInput): Promise<RegisteredCustomer> {
  if (isStrict(ctx.deps.env)) throw new DomainError('FORBIDDEN');
  const { firstName, lastName, dateOfBirth, ssn, address } = input;
  await assertOfAge(ctx, dateOfBirth);
  const { user } = await openAccount(ctx, {
    ...input,
    names: [firstName, lastName],
    evidence: { firstName, lastName, dateOfBirth, ssn, address },
  });
  if (!user) throw new DomainError('UNAVAILABLE');
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

async function findChallenged(ctx: Context, challenge: string): Promise<AppUser | Decoy | null> {
  if (!z.uuid().safeParse(challenge).success) return null;
  const code = await ctx.em.findOne(OneTimeCode, { id: challenge, purpose: 'confirm_email' });
  return code ? ctx.em.findOne(AppUser, { id: code.userId }) : findDecoy(ctx, challenge);
}

/** The code proves the e-mail only: not the second factor, nor that the password which was reported is changed. */
async function owesMore(tx: Context, { id, mustResetPassword }: AppUser): Promise<boolean> {
  return mustResetPassword || (await tx.em.count(SecondFactor, { userId: id, confirmedAt: { $ne: null } })) > 0;
}

/**
 * POST /api/auth/register/verify/: the code confirms the e-mail and signs in. Once confirmed, signing in needs the
 * password: also now, where more than the e-mail is to be proved (`CHALLENGE_OVER`; the e-mail stays confirmed).
 */
export async function verifyRegistration(
  ctx: Context,
  { challenge, code }: VerifyRegistrationInput,
): Promise<SignedIn> {
  const found = await findChallenged(ctx, challenge);
  if (!found || 'chain' in found) throw wrongCode();
  if (found.isBlocked || found.emailConfirmedAt != null || found.passwordHash == null) throw wrongCode();
  const right = await tryCode(ctx, { user: found, purpose: 'confirm_email', code });
  if (!right) throw wrongCode();
  const signedIn = await inTransaction(ctx, async (tx) => {
    const user = await lockApplicant(tx, found.id);
    await useCode(tx, right);
    await confirmContact(tx, user, 'email');
    return (await owesMore(tx, user)) ? null : finishLogin(tx, user, []);
  });
  if (!signedIn) throw new DomainError('CHALLENGE_OVER');
  return signedIn;
}

/** Sends the code again, within the limits. Throws `RATE_LIMITED` with `resendAt`. */
export async function resendRegistration(
  ctx: Context,
  { challenge }: ResendRegistrationInput,
): Promise<RegistrationChallenge> {
  const found = await findChallenged(ctx, challenge);
  if (!found) throw new DomainError('NOT_FOUND');
  return inTransaction(ctx, async (tx) => {
    if ('chain' in found) {
      const decoy = await resendDecoy(tx, found);
      return challengeOf(decoy.email, decoy.row);
    }
    if (found.emailConfirmedAt != null) throw new DomainError('NOT_FOUND');
    await lockPerson(tx, found.id);
    return challengeOf(found.email, await sendCode(tx, { user: found, purpose: 'confirm_email' }));
  });
}
