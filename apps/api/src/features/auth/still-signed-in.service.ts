import { AppUser } from '@ostiary/db';
import type { SessionEndReason } from '@ostiary/domain/auth';
import { DomainError } from '@ostiary/domain/shared';
import type { SignedInContext } from '../../context.ts';
import { lockPerson } from './lock-person.service.ts';

/**
 * Under the person's lock: a session that was ended while its request was under way changes nothing of the account any
 * more, or a thief's last request would undo the owner's recovery. Throws `SESSION_ENDED`.
 */
export async function assertStillSignedIn(tx: SignedInContext): Promise<void> {
  const [session] = await tx.em.execute<{ reason: SessionEndReason | null }[]>(
    'select revoked_reason as reason from session where id = ? for key share',
    [tx.actor.sessionId],
  );
  if (!session) throw new DomainError('SESSION_ENDED');
  if (session.reason !== null) throw new DomainError('SESSION_ENDED', { details: { reason: session.reason } });
}

/** The asking person, locked and read as they are now. Throws `SESSION_ENDED`. */
export async function lockSelf(tx: SignedInContext): Promise<AppUser> {
  await lockPerson(tx, tx.actor.id);
  await assertStillSignedIn(tx);
  return tx.em.findOneOrFail(AppUser, { id: tx.actor.id }, { refresh: true });
}
