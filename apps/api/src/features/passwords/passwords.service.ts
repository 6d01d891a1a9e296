import { AppUser, PasswordReset } from '@ostiary/db';
import { type ChangePasswordInput, type Done, LOCK_RULES, type ResetPasswordInput } from '@ostiary/domain/auth';
import { tokenHash, verifyPassword } from '@ostiary/domain/crypto';
import { DomainError, invalidField } from '@ostiary/domain/shared';
import type { Context, SignedInContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { endSessions } from '../auth/end-sessions.service.ts';
import { forgetDevices, openLocks } from '../auth/start-anew.service.ts';
import { lockSelf } from '../auth/still-signed-in.service.ts';
import { proofKey } from '../auth/throttle-keys.service.ts';
import { type Attempt, release, reserve, settle } from '../auth/throttle.service.ts';
import { confirmContact, lockApplicant } from '../registration/confirm-contact.service.ts';
import { hashNew, replacePassword } from './new-password.ts';
import { assertNewPassword } from './password-policy.service.ts';
import { homeDoor } from './start-reset.service.ts';

async function findReset(ctx: Context, token: string): Promise<{ reset: PasswordReset; user: AppUser }> {
  const reset = await ctx.em.findOne(PasswordReset, {
    tokenHash: tokenHash(token),
    usedAt: null,
    expiresAt: { $gt: ctx.now },
  });
  const user = reset && (await ctx.em.findOne(AppUser, { id: reset.userId }));
  if (!user || user.isBlocked || (await homeDoor(ctx, user.id)) !== ctx.door)
    throw invalidField('token', 'RESET_LINK_INVALID');
  return { reset, user };
}

/** "This wasn't me" forces a reset because the password is known to somebody else: it must not come back. */
async function assertNotTheLostOne(ctx: Context, user: AppUser, newPassword: string): Promise<void> {
  const { passwordHash, mustResetPassword } = user;
  if (!mustResetPassword || passwordHash == null) return;
  const { hashes, keys } = ctx.deps;
  if (await hashes.run(() => verifyPassword(newPassword, passwordHash, keys.pepper)))
    throw invalidField('newPassword', 'PASSWORD_SAME');
}

/**
 * Whoever registered the address may not be who reads its mail (pre-hijacking, Sudhodanan and Paverd 2022): what they
 * put on the account before, a factor or a number of their own, must not outlive the owner's first proof.
 */
async function dropUnproven(tx: Context, owner: AppUser): Promise<void> {
  await tx.em.execute('delete from second_factor where user_id = ?', [owner.id]);
  Object.assign(owner, { phoneNumber: null, phoneConfirmedAt: null });
  recordAudit(tx, {
    action: 'account.unproven-dropped',
    target: { type: 'app_user', id: owner.id },
    actorId: owner.id,
  });
}

/**
 * POST /api/auth/password/reset/: a new password by the link; every session ends, every lock opens and no browser is
 * known any more. The link came by e-mail, so it confirms the e-mail as well. Throws `INVALID_INPUT`; a refused password spends no link.
 */
export async function resetPassword(ctx: Context, { token, newPassword }: ResetPasswordInput): Promise<Done> {
  const { reset, user } = await findReset(ctx, token);
  await assertNewPassword(ctx, user, newPassword);
  await assertNotTheLostOne(ctx, user, newPassword);
  const hash = await hashNew(ctx, newPassword);
  await inTransaction(ctx, async (tx) => {
    await openLocks(tx, user.id);
    const own = await lockApplicant(tx, user.id);
    const used = await tx.em.execute<unknown[]>(
      'update password_reset set used_at = ? where id = ? and used_at is null and expires_at > ? returning id',
      [tx.now, reset.id, tx.now],
    );
    if (used.length === 0) throw invalidField('token', 'RESET_LINK_INVALID');
    if (own.emailConfirmedAt == null) await dropUnproven(tx, own);
    await confirmContact(tx, own, 'email');
    await replacePassword(tx, { user: own, hash, action: 'password.reset' });
    await endSessions(tx, { userId: own.id, reason: 'PASSWORD_CHANGED' });
    await forgetDevices(tx, own.id);
  });
  return { ok: true };
}

async function refuseWrong(ctx: SignedInContext, attempt: Attempt): Promise<never> {
  await inTransaction({ ...ctx, em: ctx.deps.orm.em.fork() }, async (tx) => {
    const { isLockedNow } = await settle(tx, attempt, 'wrong');
    const target = { type: 'app_user', id: tx.actor.id };
    recordAudit(tx, { action: 'password.change-refused', target });
    if (!isLockedNow) return;
    recordAudit(tx, { action: 'account.locked', target });
    recordSecurityEvent(tx, {
      eventType: 'ACCOUNT_LOCKED',
      severity: 'MEDIUM',
      userId: tx.actor.id,
      description: 'Five wrong current passwords',
    });
  });
  throw invalidField('currentPassword', 'PASSWORD_WRONG');
}

/** Counted as a step-up is: a stolen session must not be a place to guess the password in. */
async function proveCurrent(ctx: SignedInContext, user: AppUser, currentPassword: string): Promise<Attempt> {
  const attempt = await reserve(ctx, proofKey(ctx, user.id));
  if (!attempt) throw new DomainError('RATE_LIMITED', { retryAfterSeconds: LOCK_RULES.lockMinutes * 60 });
  const { hashes, keys } = ctx.deps;
  const isRight = await hashes
    .run(() => verifyPassword(currentPassword, user.passwordHash ?? '', keys.pepper))
    .catch(async (failure: unknown) => {
      await release(ctx, attempt);
      throw failure;
    });
  return isRight ? attempt : refuseWrong(ctx, attempt);
}

/**
 * POST /api/auth/password/change/: needs the current password; every session but the asking one ends. Throws
 * `INVALID_INPUT`, `RATE_LIMITED`, and `SESSION_ENDED` where the session ended while the new one was hashed.
 */
export async function changePassword(
  ctx: SignedInContext,
  { currentPassword, newPassword }: ChangePasswordInput,
): Promise<Done> {
  const user = await ctx.em.findOneOrFail(AppUser, { id: ctx.actor.id });
  await assertNewPassword(ctx, user, newPassword);
  const provedOf = user.passwordChangedAt?.getTime();
  const attempt = await proveCurrent(ctx, user, currentPassword);
  try {
    if (newPassword.normalize('NFKC') === currentPassword.normalize('NFKC'))
      throw invalidField('newPassword', 'PASSWORD_SAME');
    const hash = await hashNew(ctx, newPassword);
    await inTransaction(ctx, async (tx) => {
      const own = await lockSelf(tx);
      // Proved was the password of a moment ago: another one may have been chosen while this one was hashed.
      if (own.passwordChangedAt?.getTime() !== provedOf) throw invalidField('currentPassword', 'PASSWORD_WRONG');
      await replacePassword(tx, { user: own, hash, action: 'password.changed' });
      await endSessions(tx, { userId: user.id, reason: 'PASSWORD_CHANGED', except: tx.actor.sessionId });
      await settle(tx, attempt, 'right');
    });
  } catch (failure) {
    await release(ctx, attempt);
    throw failure;
  }
  return { ok: true };
}
