import type { AppUser } from '@ostiary/db';
import type { Context } from '../../context.ts';
import { endSessions } from '../auth/end-sessions.service.ts';
import { forgetDevices } from '../auth/start-anew.service.ts';
import { sendReset } from '../passwords/start-reset.service.ts';

/**
 * Nothing that a stranger holds opens anything from now on: no session, no half sign-in, no browser, no password. The
 * owner gets a link for a new one. The caller has locked the person. @returns how many sessions ended
 */
export async function lockStrangerOut(tx: Context, user: AppUser): Promise<number> {
  const ended = await endSessions(tx, { userId: user.id, reason: 'REPORTED' });
  await tx.em.execute('update login_challenge set consumed_at = ? where user_id = ? and consumed_at is null', [
    tx.now,
    user.id,
  ]);
  await forgetDevices(tx, user.id);
  user.mustResetPassword = true;
  await sendReset(tx, user);
  return ended.length;
}
