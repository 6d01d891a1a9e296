import { type AppUser, Customer, PasswordReset } from '@ostiary/db';
import { type Door, RESET_RULES } from '@ostiary/domain/auth';
import { newToken, tokenHash } from '@ostiary/domain/crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { portalUrl } from '../../security-profile.ts';
import { lockPerson } from '../auth/lock-person.service.ts';
import { notify } from '../notifications/notifications.service.ts';

const MINUTE = 60_000;

type Sending = Pick<Context, 'deps' | 'em' | 'now'>;

/** The door that links of a person lead to, and the only one where they work; of somebody who is both, the customers'. */
export async function homeDoor({ em }: Pick<Sending, 'em'>, id: AppUser['id']): Promise<Door> {
  return (await em.count(Customer, { id })) > 0 ? 'customer' : 'staff';
}

/** Where somebody follows a link that was mailed to them, its secret after the #: a browser sends that to no server. */
export async function secretLink(tx: Sending, user: AppUser, path: `/${string}#token=`): Promise<string> {
  return `${portalUrl(tx.deps.env, await homeDoor(tx, user.id))}${path}`;
}

/** Sends a person a link to choose a new password, whatever was sent before; in the caller's transaction, which has locked them. */
export async function sendReset(tx: Sending, user: AppUser): Promise<void> {
  const { em, now } = tx;
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
  const link = `${await secretLink(tx, user, '/reset-password#token=')}${token}`;
  await notify(tx, { user, template: 'password_reset', params: { link } });
}

/** Beyond the number for an hour a link is due only where the newest will not work for long any more. */
async function isDue({ em, now }: Sending, user: AppUser): Promise<boolean> {
  const since = new Date(now.getTime() - 60 * MINUTE);
  const recent = await em.find(
    PasswordReset,
    { userId: user.id, createdAt: { $gt: since } },
    { orderBy: { createdAt: 'desc' } },
  );
  const [newest] = recent;
  if (!newest || recent.length < RESET_RULES.perHour) return true;
  return newest.usedAt != null || newest.createdAt.getTime() <= now.getTime() - RESET_RULES.spacingMinutes * MINUTE;
}

/**
 * The same for whoever asks at the door, at most as often as `RESET_RULES` says; nobody is told of a refusal: whoever
 * asks must not learn that the account exists.
 * @returns whether a link was sent; the caller puts it on record
 */
export async function startReset(tx: Sending, user: AppUser): Promise<boolean> {
  await lockPerson(tx, user.id);
  if (!(await isDue(tx, user))) return false;
  await sendReset(tx, user);
  return true;
}
