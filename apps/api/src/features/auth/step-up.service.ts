import { AppUser } from '@ostiary/db';
import { type AuthMethod, LOCK_RULES, SESSION_RULES, type SteppedUp, type StepUpInput } from '@ostiary/domain/auth';
import { verifyPassword } from '@ostiary/domain/crypto';
import { DomainError, invalidField } from '@ostiary/domain/shared';
import type { SignedInContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { checkFactor, wrongCode } from '../second-factor/check-factor.service.ts';
import { factorProofKey, proofKey } from './throttle-keys.service.ts';
import { type Attempt, release, reserve, settle } from './throttle.service.ts';

/** Outside the request's unit of work, which the refusal throws away. */
async function settlePassword(
  ctx: SignedInContext,
  { attempt, isRight }: { attempt: Attempt; isRight: boolean },
): Promise<void> {
  await inTransaction({ ...ctx, em: ctx.deps.orm.em.fork() }, async (tx) => {
    const { isLockedNow, failures } = await settle(tx, attempt, isRight ? 'right' : 'wrong');
    if (isRight) return;
    const userId = tx.actor.id;
    const target = { type: 'app_user', id: userId };
    recordAudit(tx, { action: 'step_up.failed', target, after: { failures } });
    const event = { userId, description: 'Wrong password when asked to confirm who it is' } as const;
    recordSecurityEvent(tx, { ...event, eventType: 'FAILED_STEP_UP', severity: 'LOW' });
    if (!isLockedNow) return;
    recordAudit(tx, { action: 'account.locked', target });
    recordSecurityEvent(tx, { ...event, eventType: 'ACCOUNT_LOCKED', severity: 'MEDIUM' });
  });
}

/** Locks as signing in does, but by itself: strangers who guess at the door must not shut out who is inside. */
async function provePassword(ctx: SignedInContext, password: string): Promise<void> {
  const { hashes, keys, orm } = ctx.deps;
  const attempt = await reserve(ctx, proofKey(ctx, ctx.actor.id));
  if (!attempt) throw new DomainError('RATE_LIMITED', { retryAfterSeconds: LOCK_RULES.lockMinutes * 60 });
  let isRight: boolean;
  try {
    const { passwordHash } = await orm.em.fork().findOneOrFail(AppUser, { id: ctx.actor.id });
    isRight = await hashes.run(() => verifyPassword(password, passwordHash ?? '', keys.pepper));
    await settlePassword(ctx, { attempt, isRight });
  } catch (error) {
    await release(ctx, attempt);
    throw error;
  }
  if (!isRight) throw invalidField('password', 'PASSWORD_WRONG');
}

/**
 * Proves again who is asking, by the second factor where it is on, else by the password. Throws `INVALID_INPUT` on the
 * field that is wrong or missing, and `RATE_LIMITED` while such proofs, or the factor, are locked.
 */
export async function stepUp(ctx: SignedInContext, input: StepUpInput): Promise<SteppedUp> {
  const { actor, now } = ctx;
  if (actor.hasSecondFactor) {
    if (!('code' in input)) throw invalidField('code', 'REQUIRED');
    const given = { code: input.code, key: factorProofKey(ctx, actor.id) };
    if ((await checkFactor(ctx, actor.id, given)) === null) throw wrongCode();
  } else {
    if (!('password' in input)) throw invalidField('password', 'REQUIRED');
    await provePassword(ctx, input.password);
  }
  const method: AuthMethod = actor.hasSecondFactor ? 'otp' : 'pwd';
  await inTransaction(ctx, async (tx) => {
    await tx.em.execute(
      `update session set stepped_up_at = ?, amr = case when ? = any (amr) then amr else array_append(amr, ?) end
       where id = ?`,
      [now, method, method, actor.sessionId],
    );
    recordAudit(tx, { action: 'session.stepped-up', target: { type: 'session', id: actor.sessionId } });
  });
  return { until: new Date(now.getTime() + SESSION_RULES.stepUpMinutes * 60_000).toISOString() };
}
