import { assertNotOwnAccess, type BlockInput } from '@ostiary/domain/access';
import type { Done } from '@ostiary/domain/auth';
import { DomainError, type Permission, type UserId } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { endSessions } from '../auth/end-sessions.service.ts';
import { returnEventsOf } from '../security-events/event-work.service.ts';
import { recordChange } from './access-change.service.ts';
import { assertNotLast, lockAdministration, lockedPerson, type LockedPerson } from './administration.service.ts';

/** Whom the procedure is about: the other kind of people does not exist for it. */
export type Kind = 'staff' | 'customer' | 'anyone';

const RIGHT: Record<'staff' | 'customer', Permission> = { staff: 'staff.manage', customer: 'customers.block' };

/** Somebody who is both needs both rights. Throws `NOT_FOUND`, `FORBIDDEN`. */
function assertReach(tx: StaffContext, { isStaff, isCustomer }: LockedPerson, kind: Kind): void {
  const is = { staff: isStaff, customer: isCustomer, anyone: isStaff || isCustomer };
  if (!is[kind]) throw new DomainError('NOT_FOUND');
  for (const one of ['staff', 'customer'] as const)
    if (is[one] && !tx.actor.permissions.has(RIGHT[one])) throw new DomainError('FORBIDDEN');
}

/** Locks the administration and the person, if whoever asks may act on them. Throws `OWN_ACCESS_FORBIDDEN`, `NOT_FOUND`, `FORBIDDEN`. */
export async function reach(tx: StaffContext, { id, kind }: { id: UserId; kind: Kind }): Promise<LockedPerson> {
  assertNotOwnAccess({ by: tx.actor.id, person: id });
  await lockAdministration(tx, kind === 'customer' ? 'customers.block' : 'staff.manage');
  const person = await lockedPerson(tx, id);
  assertReach(tx, person, kind);
  return person;
}

/** A sign-in that waits for its second factor ends as well. */
export async function shutOut(tx: StaffContext, id: UserId, reason: 'BLOCKED' | 'REVOKED'): Promise<number> {
  await tx.em.execute('update login_challenge set consumed_at = ? where user_id = ? and consumed_at is null', [
    tx.now,
    id,
  ]);
  return (await endSessions(tx, { userId: id, reason })).length;
}

/**
 * Nobody signs in as this person any more: sessions end and cases go back, in one transaction, so that their next
 * request is refused. Throws `OWN_ACCESS_FORBIDDEN`, `NOT_FOUND`, `ALREADY_BLOCKED`, `LAST_ADMINISTRATOR`.
 */
export function block(ctx: StaffContext, { id, why }: BlockInput, kind: Kind): Promise<Done> {
  return inTransaction(ctx, async (tx) => {
    const person = await reach(tx, { id, kind });
    if (person.isBlocked) throw new DomainError('ALREADY_BLOCKED');
    await assertNotLast(tx, id);
    await tx.em.execute('update app_user set is_blocked = true, updated_at = ? where id = ?', [tx.now, id]);
    await shutOut(tx, id, 'BLOCKED');
    await returnEventsOf(tx, id);
    const record = { action: 'account.blocked' } as const;
    await recordChange(tx, { userId: id, kind: 'BLOCKED', by: tx.actor.id, why, record });
    return { ok: true };
  });
}

/** Throws `OWN_ACCESS_FORBIDDEN`, `NOT_FOUND`, `NOT_BLOCKED`. */
export function unblock(ctx: StaffContext, { id, why }: BlockInput, kind: Kind): Promise<Done> {
  return inTransaction(ctx, async (tx) => {
    const person = await reach(tx, { id, kind });
    if (!person.isBlocked) throw new DomainError('NOT_BLOCKED');
    await tx.em.execute('update app_user set is_blocked = false, updated_at = ? where id = ?', [tx.now, id]);
    const record = { action: 'account.unblocked' } as const;
    await recordChange(tx, { userId: id, kind: 'UNBLOCKED', by: tx.actor.id, why, record });
    return { ok: true };
  });
}

/** Signs the person out everywhere. Throws `OWN_ACCESS_FORBIDDEN` (one's own are under `sessions`), `NOT_FOUND`. */
export function endAllSessions(ctx: StaffContext, { id, why }: BlockInput, kind: Kind): Promise<{ ended: number }> {
  return inTransaction(ctx, async (tx) => {
    await reach(tx, { id, kind });
    const ended = await shutOut(tx, id, 'REVOKED');
    const record = { action: 'account.sessions-ended', after: { count: ended } } as const;
    await recordChange(tx, { userId: id, kind: 'SESSIONS_ENDED', by: tx.actor.id, why, record });
    return { ended };
  });
}
