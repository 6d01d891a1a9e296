import { AppUser, LoginChallenge } from '@ostiary/db';
import {
  CHALLENGE_MINUTES,
  type SecondFactorChallenge,
  type SignedIn,
  type VerifySignInInput,
} from '@ostiary/domain/auth';
import { newToken, tokenHash } from '@ostiary/domain/crypto';
import { DomainError, type UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordActivity } from '../login-activity/record-activity.service.ts';
import { notifyHourly } from '../notifications/notifications.service.ts';
import { checkFactor, wrongCode } from '../second-factor/check-factor.service.ts';
import { sayDevice } from '../sessions/device-label.service.ts';
import { sayWhen } from '../sessions/say-when.service.ts';
import { finishLogin } from './finish-login.service.ts';
import { isKnown, readDevice } from './known-device.service.ts';
import { lockPerson } from './lock-person.service.ts';
import { accountKey, deviceFactorKey, deviceKey, factorKey } from './throttle-keys.service.ts';
import { unlock } from './throttle.service.ts';

/** Right password, second factor still owed: a ticket of 256 random bits for five minutes at this door. */
export async function issueChallenge(tx: Context, user: AppUser): Promise<SecondFactorChallenge> {
  await tx.em.execute('delete from login_challenge where user_id = ? and expires_at <= ?', [user.id, tx.now]);
  const challenge = newToken();
  const expiresAt = new Date(tx.now.getTime() + CHALLENGE_MINUTES * 60_000);
  tx.em.persist(
    tx.em.create(LoginChallenge, {
      id: uuidv7(),
      userId: user.id,
      door: tx.door,
      tokenHash: tokenHash(challenge),
      createdAt: tx.now,
      expiresAt,
    }),
  );
  return { challenge, expiresAt: expiresAt.toISOString() };
}

/** Live, and the person may still sign in with the password that was right then. */
const IS_LIVE = `c.user_id = u.id and c.door = ? and c.consumed_at is null and c.expires_at > ? and not u.is_blocked
  and not u.must_reset_password and not c.door = any (u.closed_portals) and (u.password_changed_at is null or u.password_changed_at <= c.created_at)`;

async function findLive(ctx: Context, challenge: string): Promise<{ id: string; user_id: UserId } | null> {
  const [row] = await ctx.em.execute<{ id: string; user_id: UserId }[]>(
    `select c.id, c.user_id from login_challenge c, app_user u where c.token_hash = ? and ${IS_LIVE}`,
    [tokenHash(challenge), ctx.door, ctx.now],
  );
  return row ?? null;
}

/** A browser the person is known by. */
async function knownDevice(ctx: Context, userId: UserId): Promise<string | null> {
  const deviceId = readDevice(ctx);
  return deviceId !== null && (await isKnown(ctx, deviceId, userId)) ? deviceId : null;
}

/** Throws `CHALLENGE_OVER` with the reason and the wait: the same password again would lead no further. */
async function isRightCode(ctx: Context, userId: UserId, code: string): Promise<boolean> {
  const deviceId = await knownDevice(ctx, userId);
  const key = deviceId === null ? factorKey(ctx, userId) : deviceFactorKey(ctx, deviceId, userId);
  try {
    return (await checkFactor(ctx, userId, { code, key })) !== null;
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'RATE_LIMITED')) throw error;
    const { retryAfterSeconds = 0 } = error;
    throw new DomainError('CHALLENGE_OVER', { retryAfterSeconds, details: { reason: 'FACTOR_LOCKED' } });
  }
}

/** Kept whatever becomes of the request. The owner hears of it at once: somebody has their password. */
async function noteFailure(ctx: Context, userId: UserId): Promise<void> {
  const { userAgent, address } = ctx.request;
  await inTransaction({ ...ctx, em: ctx.deps.orm.em.fork() }, async (tx) => {
    await lockPerson(tx, userId);
    const user = await tx.em.findOneOrFail(AppUser, { id: userId });
    if (user.erasedAt != null) return;
    const deviceId = readDevice(tx);
    recordActivity(tx, { outcome: 'SECOND_FACTOR_FAILED', user, identifier: user.username, deviceId });
    const params = { when: sayWhen(tx.now, user.language), device: sayDevice(userAgent, user.language), address };
    await notifyHourly(tx, { user, template: 'second_factor_refused', params });
  });
}

/** The whole sign-in proves the owner: wrong passwords counted on the way are forgotten, as they are without a factor. */
async function forgetFailures(tx: Context, userId: UserId): Promise<void> {
  const deviceId = await knownDevice(tx, userId);
  await unlock(tx, deviceId === null ? accountKey(tx, userId) : deviceKey(tx, deviceId, userId));
}

/**
 * Trades a challenge and a code for a session. Throws `CHALLENGE_OVER` (unknown, run out, used, of the other door, the
 * person blocked meanwhile, or the factor locked: `reason` says so), `INVALID_INPUT` on `code` for a wrong or used one,
 * and `RATE_LIMITED` for an address that sends challenges of nobody.
 */
export async function verifySignIn(ctx: Context, { challenge, code }: VerifySignInInput): Promise<SignedIn> {
  const live = await findLive(ctx, challenge);
  if (!live) {
    // Only what opens nothing is counted: a branch behind one address is not refused for signing in.
    await ctx.deps.limits.consume('code-checking', ctx.request.address);
    throw new DomainError('CHALLENGE_OVER');
  }
  if (!(await isRightCode(ctx, live.user_id, code))) {
    await noteFailure(ctx, live.user_id);
    throw wrongCode();
  }
  return inTransaction(ctx, async (tx) => {
    // Counters, then the person, then the rest: the order of every sign-in. What commits while we wait counts below.
    await forgetFailures(tx, live.user_id);
    await lockPerson(tx, live.user_id);
    const consumed = await tx.em.execute<unknown[]>(
      `update login_challenge c set consumed_at = ? from app_user u where c.id = ? and ${IS_LIVE} returning c.id`,
      [tx.now, live.id, tx.door, tx.now],
    );
    if (consumed.length === 0) throw new DomainError('CHALLENGE_OVER');
    const user = await tx.em.findOneOrFail(AppUser, { id: live.user_id });
    return finishLogin(tx, user, ['pwd', 'otp']);
  });
}
