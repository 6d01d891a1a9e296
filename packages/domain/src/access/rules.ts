import { DomainError, joinsDecidingAndAuditing, type Permission } from '../shared/index.ts';

/** Holds what it takes to hand out access: without such a person nobody could ever be let in again. */
export const ADMINISTERS: Permission = 'roles.assign';

interface RoleChange {
  readonly by: string;
  readonly person: string;
}

/** Nobody changes their own roles. Throws `OWN_ROLES_FORBIDDEN`. */
export function assertNotOwnRoles({ by, person }: RoleChange): void {
  if (by === person) throw new DomainError('OWN_ROLES_FORBIDDEN');
}

/** Whoever blocks themself cannot undo it. Throws `OWN_ACCESS_FORBIDDEN`. */
export function assertNotOwnAccess({ by, person }: RoleChange): void {
  if (by === person) throw new DomainError('OWN_ACCESS_FORBIDDEN');
}

/** Where somebody works, and whether they see that branch alone. */
interface BranchScope {
  readonly branchId: string | null;
  readonly onlyOwnBranch: boolean;
}

/**
 * Whoever sees one branch alone lets in and changes only people who see the same one alone: they would otherwise give
 * away more than they have. `onlyBranch`: of the one who acts; null sees all. Throws `FORBIDDEN`.
 */
export function assertWithinBranch(onlyBranch: string | null, { branchId, onlyOwnBranch }: BranchScope): void {
  if (onlyBranch !== null && !(onlyOwnBranch && branchId === onlyBranch)) throw new DomainError('FORBIDDEN');
}

/** Separation of duties. Throws `DUTIES_SEPARATED`. */
export function assertDutiesSeparated(permissions: readonly Permission[]): void {
  if (joinsDecidingAndAuditing(permissions)) throw new DomainError('DUTIES_SEPARATED');
}

/** A role for staff opens the staff door, and is not the customers'. */
export const isStaffRole = (permissions: readonly Permission[]): boolean =>
  permissions.includes('self.manage') && !permissions.includes('application.own');
