import { type AppUser, Customer, PasswordReset } from '@ostiary/db';
import { RESET_RULES } from '@ostiary/domain/auth';
import { newToken, tokenHash } from '@ostiary/domain/crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { portalUrl } from '../../security-profile.ts';
import { lockPerson } from '../auth/lock-person.service.ts';
import { notify } from '../notifications/notifications.service.ts';

const MINUTE = 60_000;

/**
 * Sends a person a link to choose a new password, in the caller's transaction; an older link dies. Beyond
 * `RESET_RULES.perHour` nothing happens, and nobody is told: whoever asks must not learn that the account exists.
 * @returns whether a link was sent; the caller puts it on record
 */
export async function startReset(tx: Pick<Context, 'deps' | 'em' | 'now'>, user: AppUser): Promise<boolean> {
  const { em, now, deps } = tx;
  await lockPerson(tx, user.id);
  const anHourAgo = new Date(now.getTime() - 60 * MINUTE);
  const recent = await em.count(PasswordReset, { userId: user.id, createdAt: { $gt: anHourAgo } });
  if (recent >= RESET_RULES.perHour) return false;
  await em.nativeUpdate(PasswordReset, { userId: user.id, usedAt: null }, { usedAt: now });
  const token = newToken();
  const expiresAt = new Date(now.getTime() + RESET_RULES.validMinutes * MINUTE);
  em.persist(
    em.create(PasswordReset, {
      id: uuidv7(),
      userId: user.id,
      tokenHash: tokenHash(token),
      createdAt: now,
      expiresAt,
    }),
  );
  const door = (await em.count(Customer, { id: user.id })) > 0 ? 'customer' : 'staff';
  // After the #: a browser sends it to no server, so it is in no access log and no Referer.
  const link = `${portalUrl(deps.env, door)}/reset-password#token=${token}`;
  await notify(tx, { user, template: 'password_reset', params: { link } });
  return true;
}
