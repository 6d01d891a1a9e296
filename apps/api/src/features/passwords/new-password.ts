import type { AppUser } from '@ostiary/db';
import { hashPassword } from '@ostiary/domain/crypto';
import type { Language } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { notify } from '../notifications/notifications.service.ts';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', hi: 'hi-IN' };

/** A moment in words, for messages. */
function sayWhen(moment: Date, language: Language): string {
  const text = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${text.format(moment)} UTC`;
}

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
  const when = sayWhen(tx.now, user.language);
  await notify(tx, { user, template: 'password_changed', params: { when } });
}
