import { assertWithinBranch } from '@ostiary/domain/access';
import { DomainError, type Permission, type UserId } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { lockPerson } from '../auth/lock-person.service.ts';
import { keepsPermission } from '../desk/people.service.ts';

/**
 * Changes of who may do what happen one after the other, and whoever lost the right while they waited is refused: two
 * administrators who block each other at the same moment leave one. The trigger `last_administrator` takes this very
 * lock for whatever comes another way. Throws `FORBIDDEN`.
 */
export async function lockAdministration(tx: StaffContext, permission: Permission): Promise<void> {
  await tx.em.execute(`select pg_advisory_xact_lock(hashtextextended('administrators', 0))`);
  if (!(await keepsPermission(tx, { id: tx.actor.id, permission }))) throw new DomainError('FORBIDDEN');
}

/** People who could still let others in, once this one no longer can. */
export async function isLastAdministrator({ em }: Pick<StaffContext, 'em'>, id: string): Promise<boolean> {
  const [row] = await em.execute<{ is_last: boolean }[]>(
    `select exists (select from administrator where id = ?::uuid)
       and not exists (select from administrator where id <> ?::uuid) as is_last`,
    [id, id],
  );
  return row?.is_last === true;
}

/** Throws `LAST_ADMINISTRATOR`. */
export async function assertNotLast(tx: Pick<StaffContext, 'em'>, id: string): Promise<void> {
  if (await isLastAdministrator(tx, id)) throw new DomainError('LAST_ADMINISTRATOR');
}

/** Somebody who opens the staff door, or did once; `u` is `app_user`. */
export const IS_STAFF = `exists (select from user_role ur join role r on r.id = ur.role_id
  where ur.user_id = u.id and 'self.manage' = any (r.permissions))`;

export interface LockedPerson {
  readonly id: UserId;
  readonly isBlocked: boolean;
  readonly isStaff: boolean;
  readonly isCustomer: boolean;
  readonly version: number;
  readonly branchId: string | null;
  readonly onlyOwnBranch: boolean;
}

/**
 * A person under their lock. Throws `NOT_FOUND`, also for somebody erased, and `FORBIDDEN` for a colleague beyond the
 * branch that the one who acts is kept to.
 */
export async function lockedPerson(tx: StaffContext, id: UserId): Promise<LockedPerson> {
  await lockPerson(tx, id);
  const [row] = await tx.em.execute<LockedPerson[]>(
    `select u.id, u.is_blocked as "isBlocked", u.access_version as version, u.branch_id as "branchId",
       u.only_own_branch as "onlyOwnBranch", ${IS_STAFF} as "isStaff",
       exists (select from customer c where c.id = u.id) as "isCustomer"
     from app_user u where u.id = ? and u.erased_at is null`,
    [id],
  );
  if (!row) throw new DomainError('NOT_FOUND');
  if (row.isStaff) assertWithinBranch(tx.actor.onlyBranch, row);
  return row;
}

/** The same for staff only: a customer is not found here. */
export async function lockedStaff(tx: StaffContext, id: UserId): Promise<LockedPerson> {
  const person = await lockedPerson(tx, id);
  if (!person.isStaff) throw new DomainError('NOT_FOUND');
  return person;
}
