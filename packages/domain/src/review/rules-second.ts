import type { RiskBand } from '../application/status.ts';
import type { Policy } from '../policy/index.ts';
import { DomainError } from '../shared/index.ts';
import type { SecondApproval } from './desk.ts';
import { alreadyReviewed, assertHoldsLease, assertNotHeld, type CaseStanding, type Decider } from './rules.ts';

/**
 * Four eyes (ASVS 2.3.5): HIGH always, other bands where the policy names them (an application nobody assessed counts as
 * UNASSESSED), anything where the reviewer asks for it. Null where one approval is enough.
 */
export function needsSecond(
  policy: Pick<Policy, 'secondApprovalAt'>,
  risk: RiskBand,
  isEscalated: boolean,
): SecondApproval['because'] {
  if (risk === 'HIGH' || policy.secondApprovalAt.includes(risk)) return 'POLICY';
  return isEscalated ? 'ESCALATED' : null;
}

/** The order of refusals at the second stage. Whether the evidence is still the same is asked before. */
export function assertMayApproveSecond(standing: CaseStanding, decider: Decider): void {
  if (standing.status !== 'PENDING_SECOND_APPROVAL') {
    if (standing.decision) throw alreadyReviewed(standing);
    if (standing.status === 'IN_REVIEW') assertHoldsLease(standing, decider);
    throw new DomainError('INVALID_TRANSITION', { details: { status: standing.status } });
  }
  assertNotHeld(standing);
  if (standing.version !== decider.version)
    throw new DomainError('RECORD_CHANGED', { details: { changed: decider.changed } });
  if (standing.applicantId === decider.id) throw new DomainError('SELF_REVIEW_FORBIDDEN');
  if (standing.decision?.deciderId === decider.id) throw new DomainError('SECOND_APPROVER_MUST_DIFFER');
}
