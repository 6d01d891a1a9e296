import { AppUser, SecondFactor } from '@ostiary/db';
import { totpStep } from '@ostiary/domain/crypto';
import { DomainError, invalidField, type UserId } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { openVault } from '../../vault.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { ACCOUNT_LOCK, type Attempt, BUSY_SECONDS, release, reserveWith, settle } from '../auth/throttle.service.ts';
import { redeemRecoveryCode } from './recovery-codes.ts';

export const secretPlace = (rowId: UserId) => ({ table: 'second_factor', column: 'secret_encrypted', rowId }) as const;

const TOTP = /^[0-9]{6}$/;

/** Compare-and-set: of answers that arrive together, with one code or with two, only the first is accepted. */
const TAKE_STEP = `update second_factor set last_step = ?
  where user_id = ? and confirmed_at is not null and (last_step is null or last_step < ?) returning user_id`;

type Verdict = 'totp' | 'recovery' | 'repeated' | 'wrong';

async function judge(tx: Context, user: AppUser, code: string): Promise<Verdict> {
  const factor = await tx.em.findOne(SecondFactor, { userId: user.id, confirmedAt: { $ne: null } });
  if (!factor) return 'wrong';
  if (!TOTP.test(code)) return redeemRecoveryCode(tx, user, code);
  const vault = await openVault(tx, user.id);
  const step = totpStep(vault.open(secretPlace(user.id), factor.secretEncrypted), code, tx.now);
  if (step === null) return 'wrong';
  const taken = await tx.em.execute<unknown[]>(TAKE_STEP, [step, user.id, step]);
  return taken.length > 0 ? 'totp' : 'repeated';
}

async function recordWrong(tx: Context, userId: UserId, { attempt, verdict }: { attempt: Attempt; verdict: Verdict }) {
  // Who repeats a right code is no guesser: a double click must not lock anybody out.
  const { isLockedNow, failures } = await settle(tx, attempt, verdict === 'repeated' ? 'void' : 'wrong');
  const target = { type: 'app_user', id: userId };
  recordAudit(tx, { action: 'second_factor.refused', target, after: { failures }, actorId: userId });
  recordSecurityEvent(tx, {
    eventType: 'FAILED_SECOND_FACTOR',
    severity: 'LOW',
    userId,
    description: verdict === 'repeated' ? 'A code was used again' : 'Wrong code of the second factor',
  });
  if (!isLockedNow) return;
  recordAudit(tx, { action: 'second_factor.locked', target, actorId: userId });
  recordSecurityEvent(tx, {
    eventType: 'ACCOUNT_LOCKED',
    severity: 'MEDIUM',
    userId,
    description: 'Five wrong codes of the second factor',
  });
}

/** Where five wrong codes lock: guesses at the door must not shut out who is inside, nor at a browser of theirs. */
interface Given {
  readonly code: string;
  readonly key: Buffer;
}

/**
 * Checks and uses up a code of the app or a recovery code, in a transaction of its own: what was tried stays counted
 * whatever becomes of the request. Null for a wrong, used or repeated code, and where no factor is on. Throws
 * `RATE_LIMITED` while five wrong ones lock the key, for 30 minutes, and `BUSY` in a crowd.
 */
export async function checkFactor(
  ctx: Context,
  userId: UserId,
  { code, key }: Given,
): Promise<'totp' | 'recovery' | null> {
  const reservation = await reserveWith(ctx, key, ACCOUNT_LOCK);
  if (reservation.is === 'full') throw new DomainError('BUSY', { retryAfterSeconds: BUSY_SECONDS });
  if (reservation.is === 'locked') throw new DomainError('RATE_LIMITED', { retryAfterSeconds: reservation.seconds });
  const { attempt } = reservation;
  try {
    return await inTransaction({ ...ctx, em: ctx.deps.orm.em.fork() }, async (tx) => {
      const user = await tx.em.findOneOrFail(AppUser, { id: userId });
      const verdict = await judge(tx, user, code);
      if (verdict === 'totp' || verdict === 'recovery') {
        await settle(tx, attempt, 'right');
        return verdict;
      }
      await recordWrong(tx, userId, { attempt, verdict });
      return null;
    });
  } catch (error) {
    await release(ctx, attempt);
    throw error;
  }
}

/** The refusal of a wrong code, on its field. */
export const wrongCode = (): DomainError => invalidField('code', 'CODE_INVALID');
