import type { KycApplication } from '@ostiary/db';
import { DomainError } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';

/**
 * What nobody handed in is nobody's to read yet, and nobody reads what is thought of themselves. Asked wherever a case or
 * anything of it is opened. Throws `NOT_FOUND`, `SELF_REVIEW_FORBIDDEN`.
 */
export function assertMayRead(
  { actor }: Pick<StaffContext, 'actor'>,
  { customerId, submittedAt }: Pick<KycApplication, 'customerId' | 'submittedAt'>,
): void {
  if (customerId === actor.id) throw new DomainError('SELF_REVIEW_FORBIDDEN');
  if (submittedAt == null) throw new DomainError('NOT_FOUND');
}

/** Address, birth date, pages and whole numbers: for who holds the case, and for second approvers; auditors see none. */
export function seesWhole(
  { actor, now }: Pick<StaffContext, 'actor' | 'now'>,
  { claimedBy, leaseExpiresAt }: Pick<KycApplication, 'claimedBy' | 'leaseExpiresAt'>,
): boolean {
  const holds = claimedBy === actor.id && leaseExpiresAt != null && leaseExpiresAt > now;
  return holds || actor.permissions.has('review.approve-second');
}

/** Asked where a page or a whole number is opened. Throws as `assertMayRead`, `CASE_NOT_CLAIMED`. */
export function assertSeesWhole(ctx: StaffContext, application: KycApplication): void {
  assertMayRead(ctx, application);
  if (!seesWhole(ctx, application))
    throw new DomainError('CASE_NOT_CLAIMED', { details: { status: application.status } });
}
