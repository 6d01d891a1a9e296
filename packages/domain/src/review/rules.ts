import type { ApplicationStatus } from '../application/status.ts';
import { type LedgerRow, isDue } from '../requirements/ledger.ts';
import { DomainError, fieldProblem } from '../shared/index.ts';
import type { ReasonCode } from './reason-code.ts';
import { REASONS } from './reasons.ts';

export interface CaseStanding {
  readonly status: ApplicationStatus;
  readonly version: number;
  readonly applicantId: string;
  readonly claimedBy: { readonly id: string; readonly name: string } | null;
  readonly leaseExpiresAt: Date | null;
  /** The decision that stands for the current round, if there is one. */
  readonly decision: { readonly deciderId: string; readonly by: string; readonly at: Date } | null;
  /** A decision that may still be undone. */
  readonly held: { readonly by: string; readonly commitsAt: Date } | null;
}

export interface Decider {
  readonly id: string;
  readonly now: Date;
  /** The version on the decider's screen. */
  readonly version: number;
  /** What changed since that version, named for people. */
  readonly changed: readonly string[];
}

/** What became of the case, for whoever comes too late. */
export function alreadyReviewed({ status, decision }: CaseStanding): DomainError {
  const details = { status, decidedBy: decision?.by, decidedAt: decision?.at.toISOString() };
  return new DomainError('ALREADY_REVIEWED', { details });
}

const OPEN: readonly ApplicationStatus[] = ['SUBMITTED', 'IN_REVIEW'];

/**
 * The order of refusals (docs/desk.md): reviewed, held by a colleague, not claimed, a decision on its way, changed, own
 * case.
 */
export function assertMayDecide(standing: CaseStanding, decider: Decider): void {
  if (standing.decision && !OPEN.includes(standing.status)) throw alreadyReviewed(standing);
  assertHoldsLease(standing, decider);
  assertNotHeld(standing);
  if (standing.version !== decider.version)
    throw new DomainError('RECORD_CHANGED', { details: { changed: decider.changed } });
  if (standing.applicantId === decider.id) throw new DomainError('SELF_REVIEW_FORBIDDEN');
}

/** One decision at a time: nothing else is judged, decided or given away while one may still be undone. */
export function assertNotHeld({ held }: Pick<CaseStanding, 'held'>): void {
  if (!held) return;
  const details = { heldBy: held.by, until: held.commitsAt.toISOString() };
  throw new DomainError('DECISION_HELD', { details });
}

/** Who acts on a case holds it now. Throws `CASE_HELD` with who does and until when, `CASE_NOT_CLAIMED`. */
export function assertHoldsLease(standing: CaseStanding, { id, now }: Pick<Decider, 'id' | 'now'>): void {
  const isLeased =
    standing.status === 'IN_REVIEW' &&
    standing.claimedBy !== null &&
    standing.leaseExpiresAt !== null &&
    standing.leaseExpiresAt > now;
  if (isLeased && standing.claimedBy?.id !== id) {
    throw new DomainError('CASE_HELD', {
      details: { heldBy: standing.claimedBy?.name, until: standing.leaseExpiresAt?.toISOString() },
    });
  }
  if (!isLeased) throw new DomainError('CASE_NOT_CLAIMED', { details: { status: standing.status } });
}

/** Approving needs every row accepted (or submitted, where `acceptRemaining` accepts those along with it). */
export function assertMayApprove(rows: readonly LedgerRow[], acceptRemaining: boolean): void {
  const open = rows.filter((row) => isDue(row) || row.isChecking || (row.state === 'submitted' && !acceptRemaining));
  if (open.length > 0) throw new DomainError('REQUIREMENTS_OPEN', { details: { open: open.map((row) => row.code) } });
}

/** Asking for more needs at least one refused row. */
export function assertMayRequestMore(rows: readonly LedgerRow[]): void {
  if (!rows.some((row) => row.state === 'refused'))
    throw new DomainError('REQUIREMENTS_OPEN', { details: { open: [] } });
}

/** Rejecting is final and needs a reason that may end an application. */
export function assertFinalReason(reasons: readonly ReasonCode[]): void {
  if (!reasons.some((code) => REASONS[code].isFinal)) {
    throw new DomainError('INVALID_INPUT', { fields: { reasons: [fieldProblem('FINAL_REASON_NEEDED')] } });
  }
}
