import { type AppUser, Customer, PasswordReset } from '@ostiary/db';
import { RESET_RULES } from '@ostiary/domain/auth';
import { newDataKey, sha256 } from '@ostiary/domain/crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { portalUrl } from '../../security-profile.ts';
import { notify } from '../notifications/notifications.service.ts';

const MINUTE = 60_000;

/** The text itself is hashed, not its bytes: base64url has four spellings of the same 32 bytes. */
export const resetTokenHash = (token: string): Buffer => sha256(Buffer.from(token));

/**
 * Sends a person a link to choose a new password, in the caller's transaction; an older link dies. Beyond
 * `RESET_RULES.perHour` nothing happens, and nobody is told: whoever asks must not learn that the account exists.
 */
export async function startReset(tx: Pick<Context, 'deps' | 'em' | 'now'>, user: AppUser): Promise<void> {
  const { em, now, deps } = tx;
  await em.execute('select id from app_user where id = ? for no key update', [user.id]);
  const anHourAgo = new Date(now.getTime() - 60 * MINUTE);
  const recent = await em.count(PasswordReset, { userId: user.id, createdAt: { $gt: anHourAgo } });
  if (recent >= RESET_RULES.perHour) return;
  await em.nativeUpdate(PasswordReset, { userId: user.id, usedAt: null }, { usedAt: now });
  const token = newDataKey().toString('base64url');
  const expiresAt = new Date(now.getTime() + RESET_RULES.validMinutes * MINUTE);
  em.persist(
    em.create(PasswordReset, {
      id: uuidv7(),
      userId: user.id,
      tokenHash: resetTokenHash(token),
      createdAt: now,
      expiresAt,
    }),
  );
  const door = (await em.count(Customer, { id: user.id })) > 0 ? 'customer' : 'staff';
  // After the #: a browser sends it to no server, so it is in no access log and no Referer.
  const link = `${portalUrl(deps.env, door)}/reset-password#token=${token}`;
  await notify(tx, { user, template: 'password_reset', params: { link } });
}
