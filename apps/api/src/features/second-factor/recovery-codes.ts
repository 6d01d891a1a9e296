import { type AppUser, RecoveryCode } from '@ostiary/db';
import { formatRecoveryCode, newRecoveryCodes, recoveryHash } from '@ostiary/domain/crypto';
import type { UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { sayWhen } from '../sessions/say-when.service.ts';

/** Ends the old codes and makes ten new ones, in the caller's transaction. @returns them as people read them, once */
export async function replaceRecoveryCodes(tx: Context, userId: UserId): Promise<string[]> {
  await tx.em.execute('delete from recovery_code where user_id = ?', [userId]);
  const codes = newRecoveryCodes();
  for (const code of codes)
    tx.em.persist(
      tx.em.create(RecoveryCode, {
        id: uuidv7(),
        userId,
        codeHash: recoveryHash(tx.deps.keys.codes, userId, code),
        createdAt: tx.now,
      }),
    );
  return codes.map(formatRecoveryCode);
}

export async function countRecoveryCodes(ctx: Context, userId: UserId): Promise<number> {
  const rows = await ctx.em.execute<unknown[]>('select from recovery_code where user_id = ? and used_at is null', [
    userId,
  ]);
  return rows.length;
}

async function isUsed(tx: Context, userId: UserId, hash: Buffer): Promise<boolean> {
  const rows = await tx.em.execute<unknown[]>('select from recovery_code where user_id = ? and code_hash = ?', [
    userId,
    hash,
  ]);
  return rows.length > 0;
}

/** Uses up a code in the caller's transaction and tells its owner. `repeated` for one of theirs that was used before. */
export async function redeemRecoveryCode(
  tx: Context,
  user: AppUser,
  code: string,
): Promise<'recovery' | 'repeated' | 'wrong'> {
  const hash = recoveryHash(tx.deps.keys.codes, user.id, code);
  const used = await tx.em.execute<unknown[]>(
    'update recovery_code set used_at = ? where user_id = ? and code_hash = ? and used_at is null returning id',
    [tx.now, user.id, hash],
  );
  if (used.length === 0) return (await isUsed(tx, user.id, hash)) ? 'repeated' : 'wrong';
  const left = await countRecoveryCodes(tx, user.id);
  recordAudit(tx, {
    action: 'second_factor.recovery-code-used',
    target: { type: 'app_user', id: user.id },
    after: { left },
    actorId: user.id,
  });
  recordSecurityEvent(tx, {
    eventType: 'RECOVERY_CODE_USED',
    severity: 'MEDIUM',
    userId: user.id,
    description: 'A recovery code was used in place of the authenticator app',
    metadata: { left },
  });
  const params = { when: sayWhen(tx.now, user.language), left: String(left) };
  await notify(tx, { user, template: 'recovery_code_used', params });
  return 'recovery';
}
