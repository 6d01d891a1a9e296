import { AppUser, ApplicationEvent, KycApplication, LockMode } from '@ostiary/db';
import { maskPhone } from '@ostiary/domain/identifiers';
import type { ContactChannel } from '@ostiary/domain/registration';
import type { UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { lockPerson } from '../auth/lock-person.service.ts';
import { touch } from '../requirements/case-file.service.ts';

export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}•••${email.slice(at)}`;
}

export const maskContact = (channel: ContactChannel, value: string) =>
  channel === 'email' ? maskEmail(value) : maskPhone(value);

// The application first, as everywhere: its version counts under its lock, and two orders of locks would be a deadlock.
const lockApplication = (tx: Context, customerId: UserId) =>
  tx.em.findOne(
    KycApplication,
    { customerId },
    { orderBy: { createdAt: 'desc', id: 'desc' }, lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );

/** Locks a person, their application first, and reads them as they are now. */
export async function lockApplicant(tx: Context, id: UserId): Promise<AppUser> {
  await lockApplication(tx, id);
  await lockPerson(tx, id);
  return tx.em.findOneOrFail(AppUser, { id }, { refresh: true });
}

/** Marks a contact of a locked person as confirmed, in the caller's transaction. Confirming twice changes nothing. */
export async function confirmContact(tx: Context, user: AppUser, channel: ContactChannel): Promise<void> {
  const already = channel === 'email' ? user.emailConfirmedAt : user.phoneConfirmedAt;
  if (already != null) return;
  if (channel === 'email') user.emailConfirmedAt = tx.now;
  else user.phoneConfirmedAt = tx.now;
  user.updatedAt = tx.now;
  recordAudit(tx, {
    action: 'contact.confirmed',
    target: { type: 'app_user', id: user.id },
    after: { channel },
    actorId: user.id,
  });
  const application = await lockApplication(tx, user.id);
  if (!application) return;
  touch(application, tx.now);
  const kind = channel === 'email' ? 'email_confirmed' : 'phone_confirmed';
  tx.em.persist(
    tx.em.create(ApplicationEvent, {
      id: uuidv7(),
      applicationId: application.id,
      kind,
      at: tx.now,
      actorId: user.id,
    }),
  );
}
