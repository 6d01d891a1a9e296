import type { ApplicationStatus, RiskBand } from '../application/status.ts';
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

/**
 * The newest outside check of what stands in a row. `running` holds back submitting; `failed` is a no that the applicant
 * can mend; `noted` and `unavailable` are for the reviewer.
 */
export type CheckStanding = 'running' | 'passed' | 'failed' | 'noted' | 'unavailable';

/** Everything the ledger looks at. `given` holds data and contact rows: complete, or only begun. */
export interface Evidence {
  readonly given: Readonly<Partial<Record<RequirementCode, 'complete' | 'begun'>>>;
  readonly documents: readonly EvidenceDocument[];
  readonly judgements: Readonly<Partial<Record<RequirementCode, Judgement>>>;
  readonly checks?: Readonly<Partial<Record<RequirementCode, CheckStanding>>>;
  /** Alternatives that the applicant took, e.g. `tax_id_alternative`. */
  readonly chosen?: readonly RequirementCode[];
  /** Data rows whose content no longer opens at the bank. */
  readonly lost?: readonly RequirementCode[];
  readonly risk?: RiskBand;
}

export interface LedgerRow {
  readonly code: RequirementCode;
  readonly kind: PolicyRequirement['kind'];
  readonly state: RequirementState;
  readonly refusalReason: string | null;
  /** True while a technical check of one of its documents runs. */
  readonly isChecking: boolean;
  /** What was given cannot be used, by no judgement of anybody: a file failed its check, or is lost or damaged here. */
  readonly isAskedAgain: boolean;
  /** The row that can be given in its place. */
  readonly alternative: RequirementCode | null;
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
  readonly hasExpired: boolean;
}

function stateOf({ completeness, judgement, hasFailedCheck, isSelfEvident, hasExpired }: Facts): RequirementState {
  if (judgement?.verdict === 'accepted' && !hasExpired) return 'accepted';
  if (judgement?.verdict === 'refused' && !judgement.isReopened) return 'refused';
  if (hasFailedCheck) return 'refused';
  if (hasExpired) return 'expired';
  if (completeness === 'complete') return isSelfEvident ? 'accepted' : 'submitted';
  return completeness === 'begun' || judgement ? 'in_progress' : 'missing';
}

function sameSlot(one: EvidenceDocument, other: EvidenceDocument): boolean {
  return one.type === other.type && one.side === other.side;
}

/** The newest document of that standing, unless the applicant has sent another in its place. */
function unreplaced(documents: readonly EvidenceDocument[], status: DocumentStatus, live: readonly EvidenceDocument[]) {
  return documents.find((document) => document.status === status && !live.some((other) => sameSlot(document, other)));
}

function documentFacts(row: Extract<PolicyRequirement, { kind: 'document' }>, evidence: Evidence) {
  const documents = evidence.documents.filter((document) => document.requirement === row.code);
  const live = documents.filter((document) => LIVE_STATUSES.includes(document.status));
  const completeness = documentCompleteness(row, live);
  const failed = completeness === 'complete' ? undefined : unreplaced(documents, 'REJECTED', live);
  return {
    completeness,
    failedReason: failed?.rejectionReason ?? null,
    hasFailedCheck: failed !== undefined && !evidence.judgements[row.code],
    hasExpired: completeness !== 'complete' && unreplaced(documents, 'EXPIRED', live) !== undefined,
    isChecking: live.some((document) => document.status === 'QUARANTINED' || document.status === 'UPLOADING'),
  };
}

function givenFacts(code: RequirementCode, evidence: Evidence) {
  const completeness: Completeness = evidence.given[code] ?? 'none';
  const hasFailedCheck =
    completeness === 'complete' && evidence.checks?.[code] === 'failed' && !evidence.judgements[code];
  return {
    completeness,
    hasFailedCheck,
    failedReason: hasFailedCheck ? 'CHECK_FAILED' : null,
    hasExpired: false,
    isChecking: false,
  };
}

/** The code asked for: a row's own, or its alternative where the applicant took that. */
function takenCode(row: PolicyRequirement, { chosen = [] }: Evidence): RequirementCode {
  return row.kind === 'data' && row.alternative !== undefined && chosen.includes(row.alternative)
    ? row.alternative
    : row.code;
}

function otherCode(row: PolicyRequirement, taken: RequirementCode): RequirementCode | null {
  if (row.kind !== 'data' || row.alternative === undefined) return null;
  return taken === row.code ? row.alternative : row.code;
}

function ledgerRow(row: PolicyRequirement, evidence: Evidence): LedgerRow {
  const code = takenCode(row, evidence);
  const judgement = evidence.judgements[code];
  const facts = row.kind === 'document' ? documentFacts(row, evidence) : givenFacts(code, evidence);
  const isSelfEvident = row.kind === 'contact' || row.kind === 'consent';
  const state = stateOf({ ...facts, judgement, isSelfEvident });
  const isUnusable = row.kind === 'document' ? facts.hasFailedCheck : (evidence.lost ?? []).includes(code);
  return {
    code,
    kind: row.kind,
    state,
    refusalReason: state === 'accepted' ? null : (facts.failedReason ?? judgement?.reason ?? null),
    isChecking: facts.isChecking || (state === 'submitted' && evidence.checks?.[code] === 'running'),
    isAskedAgain: isUnusable && !judgement && isDue({ state }),
    alternative: otherCode(row, code),
  };
}

function isAsked(row: PolicyRequirement, risk: RiskBand): boolean {
  return !('atRisk' in row) || row.atRisk === undefined || row.atRisk.includes(risk);
}

/**
 * The one list of what the bank asks for and where each row stands. Pure: same policy and evidence, same rows, in the
 * policy's order. Contact and consent rows need no judge: a code or a tick settles them.
 */
export function requirementLedger(policy: Policy, evidence: Evidence): LedgerRow[] {
  const risk = evidence.risk ?? 'UNASSESSED';
  return policy.requirements.filter((row) => isAsked(row, risk)).map((row) => ledgerRow(row, evidence));
}

/** Whole percent of rows that are submitted or accepted. */
export function completion(rows: readonly Pick<LedgerRow, 'state'>[]): number {
  const done = rows.filter((row) => row.state === 'submitted' || row.state === 'accepted').length;
  return rows.length === 0 ? 0 : Math.floor((done * 100) / rows.length);
}

const DUE: readonly RequirementState[] = ['missing', 'in_progress', 'refused', 'expired'];

/** The applicant has to do something: nothing whole was given, or what was given was refused or has run out. */
export function isDue(row: Pick<LedgerRow, 'state'>): boolean {
  return DUE.includes(row.state);
}

/**
 * Which rows the applicant may change: all unaccepted ones before submitting, afterwards only what was refused. While a
 * case waits or is read, only what the bank itself can no longer use: nobody has to send the case back for that.
 */
export function isOpenTo(
  status: ApplicationStatus,
  row: Pick<LedgerRow, 'state' | 'refusalReason' | 'isAskedAgain'>,
): boolean {
  if (row.state === 'accepted') return false;
  if (status === 'INCOMPLETE') return true;
  if (status === 'SUBMITTED' || status === 'IN_REVIEW') return row.isAskedAgain;
  return status === 'ACTION_REQUIRED' && (row.refusalReason !== null || isDue(row));
}

/** Submitting is possible when nothing is due; running checks are a refusal of their own (`CHECKS_RUNNING`). */
export function canSubmit(rows: readonly LedgerRow[]): 'yes' | 'checks_running' | 'rows_due' {
  if (rows.some(isDue)) return 'rows_due';
  return rows.some((row) => row.isChecking) ? 'checks_running' : 'yes';
}
