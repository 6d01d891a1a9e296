import type { ApplicationStatus } from '../application/status.ts';
import { type DocumentSide, type DocumentStatus, type DocumentType, LIVE_STATUSES } from '../kyc-documents/index.ts';
import type { Policy, PolicyRequirement } from '../policy/index.ts';
import type { RequirementCode, RequirementState } from './code.ts';

export interface EvidenceDocument {
  readonly requirement: RequirementCode;
  readonly type: DocumentType;
  readonly side: DocumentSide;
  readonly status: DocumentStatus;
  /** Reason code of a failed check or a refusal. */
  readonly rejectionReason: string | null;
}

export interface Judgement {
  readonly verdict: 'accepted' | 'refused';
  readonly reason: string | null;
  /** True once the applicant changed something after the refusal. */
  readonly isReopened: boolean;
}

/** Everything the ledger looks at. `given` holds data and contact rows: complete, or only begun. */
export interface Evidence {
  readonly given: Readonly<Partial<Record<RequirementCode, 'complete' | 'begun'>>>;
  readonly documents: readonly EvidenceDocument[];
  readonly judgements: Readonly<Partial<Record<RequirementCode, Judgement>>>;
}

export interface LedgerRow {
  readonly code: RequirementCode;
  readonly kind: PolicyRequirement['kind'];
  readonly state: RequirementState;
  readonly refusalReason: string | null;
  /** True while a technical check of one of its documents runs. */
  readonly isChecking: boolean;
}

type Completeness = 'none' | 'begun' | 'complete';

function documentCompleteness(
  row: Extract<PolicyRequirement, { kind: 'document' }>,
  live: readonly EvidenceDocument[],
): Completeness {
  if (live.length === 0) return 'none';
  const isComplete = row.accepts.some(({ type, sides }) =>
    sides.every((side) => live.some((document) => document.type === type && document.side === side)),
  );
  return isComplete ? 'complete' : 'begun';
}

interface Facts {
  readonly completeness: Completeness;
  readonly judgement: Judgement | undefined;
  readonly hasFailedCheck: boolean;
  readonly isSelfEvident: boolean;
}

function stateOf({ completeness, judgement, hasFailedCheck, isSelfEvident }: Facts): RequirementState {
  if (judgement?.verdict === 'accepted') return 'accepted';
  if (judgement?.verdict === 'refused' && !judgement.isReopened) return 'refused';
  if (hasFailedCheck) return 'refused';
  if (completeness === 'complete') return isSelfEvident ? 'accepted' : 'submitted';
  return completeness === 'begun' || judgement ? 'in_progress' : 'missing';
}

function ledgerRow(row: PolicyRequirement, evidence: Evidence): LedgerRow {
  const documents = evidence.documents.filter((document) => document.requirement === row.code);
  const live = documents.filter((document) => LIVE_STATUSES.includes(document.status));
  // A page that failed its check counts only until the applicant sent another in its place.
  const failed = documents.find(
    (document) =>
      document.status === 'REJECTED' &&
      !live.some((other) => other.type === document.type && other.side === document.side),
  );
  const judgement = evidence.judgements[row.code];
  const completeness = row.kind === 'document' ? documentCompleteness(row, live) : (evidence.given[row.code] ?? 'none');
  const hasFailedCheck = completeness !== 'complete' && failed !== undefined && !judgement;
  const failedReason = completeness === 'complete' ? null : (failed?.rejectionReason ?? null);
  return {
    code: row.code,
    kind: row.kind,
    state: stateOf({
      completeness,
      judgement,
      hasFailedCheck,
      isSelfEvident: row.kind === 'contact' || row.kind === 'consent',
    }),
    refusalReason: judgement?.verdict === 'accepted' ? null : (failedReason ?? judgement?.reason ?? null),
    isChecking: live.some((document) => document.status === 'QUARANTINED' || document.status === 'UPLOADING'),
  };
}

/**
 * The one list of what the bank asks for and where each row stands (product.md section 4). Pure: same policy and
 * evidence, same rows, in the policy's order. Contact and consent rows need no judge: a code or a tick settles them.
 */
export function requirementLedger(policy: Policy, evidence: Evidence): LedgerRow[] {
  return policy.requirements.map((row) => ledgerRow(row, evidence));
}

/** Whole percent of rows that are submitted or accepted. */
export function completion(rows: readonly Pick<LedgerRow, 'state'>[]): number {
  const done = rows.filter((row) => row.state === 'submitted' || row.state === 'accepted').length;
  return rows.length === 0 ? 0 : Math.floor((done * 100) / rows.length);
}

const DUE: readonly RequirementState[] = ['missing', 'in_progress', 'refused', 'expired'];

export function isDue(row: Pick<LedgerRow, 'state'>): boolean {
  return DUE.includes(row.state);
}

/** Which rows the applicant may change: all unaccepted ones before submitting, afterwards only what was refused. */
export function isOpenTo(status: ApplicationStatus, row: Pick<LedgerRow, 'state' | 'refusalReason'>): boolean {
  if (row.state === 'accepted') return false;
  if (status === 'INCOMPLETE') return true;
  return status === 'ACTION_REQUIRED' && (row.refusalReason !== null || isDue(row));
}

/** Submitting is possible when nothing is due; running checks are a refusal of their own (`CHECKS_RUNNING`). */
export function canSubmit(rows: readonly LedgerRow[]): 'yes' | 'checks_running' | 'rows_due' {
  if (rows.some(isDue)) return 'rows_due';
  return rows.some((row) => row.isChecking) ? 'checks_running' : 'yes';
}
