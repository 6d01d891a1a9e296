import type { AppUser } from '@ostiary/db';
import { hashPassword } from '@ostiary/domain/crypto';
import type { Context } from '../../context.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { sayWhen } from '../sessions/say-when.service.ts';

/** Outside any transaction: a hash takes a quarter of a second, and longer while others wait for theirs. */
export const hashNew = ({ deps: { hashes, keys, bcryptCost } }: Context, password: string): Promise<string> =>
  hashes.run(() => hashPassword(password, keys.pepper, bcryptCost));

interface Replacement {
  readonly user: AppUser;
  readonly hash: string;
  readonly action: 'password.reset' | 'password.changed';
}

/** Stores the hash in the caller's transaction, voids what the old password began, and tells the owner. */
export async function replacePassword(tx: Context, { user, hash, action }: Replacement): Promise<void> {
  await tx.em.execute(
    `update app_user set password_hash = ?, password_changed_at = ?, must_reset_password = false, updated_at = ?
     where id = ?`,
    [hash, tx.now, tx.now, user.id],
  );
  await tx.em.execute('update password_reset set used_at = ? where user_id = ? and used_at is null', [tx.now, user.id]);
  // A sign-in that waits for its second factor was let so far by the old password.
  await tx.em.execute('update login_challenge set consumed_at = ? where user_id = ? and consumed_at is null', [
    tx.now,
    user.id,
  ]);
  recordAudit(tx, { action, target: { type: 'app_user', id: user.id }, actorId: user.id });
  const isReset = action === 'password.reset';
  recordSecurityEvent(tx, {
    eventType: isReset ? 'PASSWORD_RESET' : 'PASSWORD_CHANGED',
    severity: isReset ? 'MEDIUM' : 'LOW',
    userId: user.id,
    description: isReset ? 'A new password was chosen by the link' : 'The password was changed',
  });
  const when = sayWhen(tx.now, user.language);
  await notify(tx, { user, template: 'password_changed', params: { when } });
}
