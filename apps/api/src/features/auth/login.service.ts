import { AppUser } from '@ostiary/db';
import type { LoginInput, SecurityRules, SignInResult } from '@ostiary/domain/auth';
import {
  hashPassword,
  needsRehash,
  verifyAgainstNobody,
  verifyAlike,
  WorkQueueFullError,
} from '@ostiary/domain/crypto';
import { DomainError, UserId } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';
import { isSecondFactorRequired, isStrict, passwordMinLength } from '../../security-profile.ts';
import { inTransaction } from '../../transaction.ts';
import { recordActivity } from '../login-activity/record-activity.service.ts';
import { findAccount, nameForm } from './find-account.service.ts';
import { finishLogin } from './finish-login.service.ts';
import { isKnown, readDevice } from './known-device.service.ts';
import { lockPerson } from './lock-person.service.ts';
import { countGlobalFailure, enterAddress, enterBank, noteRefusal, recordFailure, type Who } from './login-gates.ts';
import { issueChallenge } from './second-step.service.ts';
import { accountKey, deviceKey } from './throttle-keys.service.ts';
import { ACCOUNT_LOCK, type Attempt, BUSY_SECONDS, release, reserveWith, settle } from './throttle.service.ts';

/** What a portal must know before anybody has signed in. */
export const securityRules = ({ deps: { env }, door }: Context): SecurityRules => ({
  profile: env.SECURITY_PROFILE,
  passwordMinLength: passwordMinLength(env),
  isSecondFactorRequired: isSecondFactorRequired(env, door),
});

const NOBODY = UserId.parse('00000000-0000-0000-0000-000000000000');

/** Reads as much for a name nobody has: time must not tell names apart. */
async function whoIsAsking(ctx: Context, identifier: string): Promise<Who> {
  const user = (await findAccount(ctx, identifier)) ?? (await ctx.em.findOne(AppUser, { id: NOBODY }));
  const deviceId = readDevice(ctx);
  const hasKnownDevice = deviceId !== null && (await isKnown(ctx, deviceId, user?.id ?? null));
  return { user, identifier, deviceId, hasKnownDevice };
}

/** A known browser counts by itself: strangers cannot lock its owner out, and a stolen one burns only itself. */
function keyOf(ctx: Context, { user, identifier, deviceId, hasKnownDevice }: Who): Buffer {
  if (user && deviceId !== null && hasKnownDevice) return deviceKey(ctx, deviceId, user.id);
  return accountKey(ctx, user?.id ?? nameForm(identifier));
}

async function isRightPassword(ctx: Context, user: AppUser | null, password: string): Promise<boolean> {
  const { hashes, keys, bcryptCost: cost } = ctx.deps;
  const stored = user?.passwordHash;
  if (stored == null) return hashes.run(() => verifyAgainstNobody(password, keys.pepper, cost));
  return hashes.run(() => verifyAlike(password, stored, { pepper: keys.pepper, cost }));
}

/** A hash at today's cost where the stored one is cheaper; a busy moment leaves it for the next sign-in. */
async function dearerHash(ctx: Context, user: AppUser, password: string): Promise<string | null> {
  const { hashes, keys, bcryptCost } = ctx.deps;
  if (user.passwordHash == null || !needsRehash(user.passwordHash, bcryptCost)) return null;
  try {
    return await hashes.run(() => hashPassword(password, keys.pepper, bcryptCost));
  } catch (error) {
    if (error instanceof WorkQueueFullError) return null;
    throw error;
  }
}

async function hasSecondFactor(tx: Context, user: AppUser): Promise<boolean> {
  const rows = await tx.em.execute<unknown[]>(
    'select from second_factor where user_id = ? and confirmed_at is not null',
    [user.id],
  );
  return rows.length > 0;
}

/** Under the person's lock: who was blocked, erased or given another password while this one was tried is not let in. */
async function isStillHere(tx: Context, { id, passwordChangedAt = null }: AppUser): Promise<boolean> {
  const rows = await tx.em.execute<unknown[]>(
    `select from app_user where id = ? and not is_blocked and not must_reset_password and erased_at is null
       and not ?::text = any (closed_portals) and password_changed_at is not distinct from ?::timestamptz`,
    [id, tx.door, passwordChangedAt],
  );
  return rows.length > 0;
}

interface RightPassword {
  readonly user: AppUser;
  readonly identifier: string;
  readonly attempt: Attempt;
  readonly rehashed: string | null;
}

/** With a second factor the failures stay counted: only the whole sign-in proves that it is the owner. */
async function goOn(tx: Context, { user, identifier, attempt, rehashed }: RightPassword): Promise<SignInResult> {
  const isHalfway = await hasSecondFactor(tx, user);
  await settle(tx, attempt, isHalfway ? 'void' : 'right');
  await lockPerson(tx, user.id);
  if (!(await isStillHere(tx, user))) throw new DomainError('INVALID_CREDENTIALS');
  if (rehashed !== null)
    await tx.em.execute('update app_user set password_hash = ? where id = ? and password_hash = ?', [
      rehashed,
      user.id,
      user.passwordHash,
    ]);
  if (!isHalfway) return finishLogin(tx, user, ['pwd']);
  recordActivity(tx, { outcome: 'SECOND_FACTOR_ASKED', user, identifier, deviceId: readDevice(tx) });
  return issueChallenge(tx, user);
}

interface Try {
  readonly who: Who;
  readonly address: Attempt | null;
  readonly password: string;
}

/** In the strict profile an unconfirmed account may not: else signing in to one just opened would tell that the e-mail was free. */
const maySignIn = ({ deps, door }: Context, user: AppUser): boolean =>
  !user.isBlocked &&
  !user.closedPortals.includes(door) &&
  !user.mustResetPassword &&
  (user.emailConfirmedAt != null || !isStrict(deps.env));

/** Null: refused, recorded and counted. */
async function tryPassword(ctx: Context, { who, address, password }: Try): Promise<SignInResult | null> {
  const { user, identifier } = who;
  const reservation = await reserveWith(ctx, keyOf(ctx, who), ACCOUNT_LOCK);
  if (reservation.is === 'full') throw new DomainError('BUSY', { retryAfterSeconds: BUSY_SECONDS });
  if (reservation.is === 'locked') {
    await noteRefusal(ctx, who, { outcome: 'LOCKED', address });
    return null;
  }
  const { attempt } = reservation;
  try {
    const isRight = await isRightPassword(ctx, user, password);
    if (!user || !isRight || !maySignIn(ctx, user)) {
      await recordFailure(ctx, who, { attempt, address });
      return null;
    }
    const rehashed = await dearerHash(ctx, user, password);
    return await inTransaction(ctx, (tx) => goOn(tx, { user, identifier, attempt, rehashed }));
  } catch (error) {
    await release(ctx, attempt);
    throw error;
  }
}

/**
 * Signs in with username, e-mail or phone. Unknown, wrong, locked, blocked and reported all answer
 * `INVALID_CREDENTIALS`; below the limit they also take the same bcrypt work. Throws `RATE_LIMITED` for an address or a
 * bank under fire, and `BUSY` when too many wait for their turn.
 */
export async function login(ctx: Context, input: LoginInput): Promise<SignInResult> {
  // In a flood most are sent away: before anything is looked up for them.
  ctx.deps.hashes.assertRoom();
  const who = await whoIsAsking(ctx, input.username);
  const address = await enterAddress(ctx, who);
  let result: SignInResult | null;
  try {
    await enterBank(ctx, who);
    result = await tryPassword(ctx, { who, address, password: input.password });
  } finally {
    if (address) await release(ctx, address);
  }
  if (result) return result;
  await countGlobalFailure(ctx);
  throw new DomainError('INVALID_CREDENTIALS');
}
