import type { RiskBand } from '../application/status.ts';
import { isUrgent } from '../fraud-alerts/index.ts';
import type { CheckKind, Policy } from '../policy/index.ts';
import { DomainError } from '../shared/index.ts';
import type { CaseAlert, SecondBecause, VoidedBecause } from './desk.ts';
import { alreadyReviewed, assertHoldsLease, assertNotHeld, type CaseStanding, type Decider } from './rules.ts';

/** What may ask for a second person, beside the band and the policy. */
export interface Doubts {
  /** Outside checks of the case, the newest of each kind and row. */
  readonly checks: readonly { readonly kind: CheckKind; readonly state: string }[];
  readonly alerts: readonly Pick<CaseAlert, 'severity' | 'status' | 'resolution'>[];
  /** Approvals of earlier rounds that count no more; null where nobody wrote down why. */
  readonly voided: readonly { readonly isEscalated: boolean; readonly because: VoidedBecause | null }[];
  readonly isEscalated: boolean;
}

/** A grave alert stands in the way until somebody finds that it is no fraud. */
const isGrave = ({ severity, status, resolution }: Doubts['alerts'][number]) =>
  isUrgent(severity) && (status !== 'RESOLVED' || resolution === 'TRUE_POSITIVE');

/** Nobody is let in by one person while the lists were not asked about them, or had an answer (31 CFR chapter V). */
function isUnscreened(policy: Pick<Policy, 'checks'>, checks: Doubts['checks']): boolean {
  if (!policy.checks.includes('screening')) return false;
  const screenings = checks.filter(({ kind }) => kind === 'screening');
  return screenings.length === 0 || screenings.some(({ state }) => state !== 'MATCH');
}

/**
 * Four eyes (ASVS 2.3.5): HIGH always, other bands where the policy names them (an application nobody assessed counts as
 * UNASSESSED), a grave fraud alert, a screening that is not clear, an earlier approval that a colleague doubted, anything
 * where the reviewer asks for it. Null where one approval is enough.
 */
export function needsSecond(
  policy: Pick<Policy, 'secondApprovalAt' | 'checks'>,
  risk: RiskBand,
  { checks, alerts, voided, isEscalated }: Doubts,
): SecondBecause | null {
  if (risk === 'HIGH' || policy.secondApprovalAt.includes(risk)) return 'POLICY';
  if (alerts.some(isGrave)) return 'ALERT';
  if (isUnscreened(policy, checks)) return 'SCREENING';
  if (voided.some((approval) => approval.isEscalated || approval.because !== 'EVIDENCE_CHANGED')) return 'DOUBTED';
  return isEscalated ? 'ESCALATED' : null;
}

/**
 * The order of refusals at the second stage. Whether the evidence is still the same is asked before.
 * @param judges who judged the rows as they stand: they looked at the evidence for the first approval
 */
export function assertMayApproveSecond(standing: CaseStanding, decider: Decider, judges: readonly string[]): void {
  if (standing.status !== 'PENDING_SECOND_APPROVAL') {
    if (standing.decision) throw alreadyReviewed(standing);
    if (standing.status === 'IN_REVIEW') assertHoldsLease(standing, decider);
    throw new DomainError('INVALID_TRANSITION', { details: { status: standing.status } });
  }
  assertNotHeld(standing);
  if (standing.version !== decider.version)
    throw new DomainError('RECORD_CHANGED', { details: { changed: decider.changed } });
  if (standing.applicantId === decider.id) throw new DomainError('SELF_REVIEW_FORBIDDEN');
  if (standing.decision?.deciderId === decider.id || judges.includes(decider.id))
    throw new DomainError('SECOND_APPROVER_MUST_DIFFER');
}
