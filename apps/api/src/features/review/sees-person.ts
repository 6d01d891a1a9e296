import type { StaffContext } from '../../context.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';

/** Stands where somebody may know that there is something, and not what. */
export const HIDDEN = '•••';

/** Address and birth date: for who holds the case, and for second approvers (product.md section 8). */
export function seesPerson(ctx: StaffContext, { application }: Pick<CaseFile, 'application'>): boolean {
  const { claimedBy, leaseExpiresAt } = application;
  const holds = claimedBy === ctx.actor.id && leaseExpiresAt != null && leaseExpiresAt > ctx.now;
  return holds || ctx.actor.permissions.has('review.approve-second');
}
