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
