import type { DocumentStatus } from '../kyc-documents/index.ts';
import { LIVE_STATUSES } from '../kyc-documents/index.ts';
import type { RequirementCode, RequirementState } from '../requirements/code.ts';
import {
  type CheckStanding,
  type Evidence,
  type EvidenceDocument,
  type LedgerRow,
  requirementLedger,
} from '../requirements/ledger.ts';
import type { CheckKind, Policy } from './policy.ts';
import type { ReplayKind } from './views.ts';

export interface DatedDocument extends EvidenceDocument {
  /** Days from the day of issue to the upload; null where no such day was asked for. */
  readonly ageDays: number | null;
}

/** What is known of the owners that were named; `isIdentified` has birth date, country and a number. */
export interface OwnersKnown {
  readonly owners: readonly { readonly sharePercent: number; readonly isIdentified: boolean }[];
  readonly nobodyAtThreshold: boolean;
}

/** A decided application: its evidence and verdicts, with what a policy's own limits are measured against. */
export interface DecidedCase {
  readonly status: 'APPROVED' | 'REJECTED';
  /** Documents and checks stand apart, since a policy chooses among them. */
  readonly evidence: Omit<Evidence, 'documents' | 'checks'>;
  readonly documents: readonly DatedDocument[];
  /** Newest first. */
  readonly checks: readonly {
    readonly requirement: RequirementCode;
    readonly kind: CheckKind;
    readonly standing: CheckStanding;
  }[];
  /** Null where the row was never given, or where what it held can no longer be read. */
  readonly owners: OwnersKnown | null;
  /** How many people approved. */
  readonly approvers: number;
}

export interface ReplayOutcome {
  readonly kind: ReplayKind;
  readonly rows: readonly { readonly code: RequirementCode; readonly state: RequirementState }[];
}

function ageLimit(policy: Policy, code: RequirementCode): number {
  const row = policy.requirements.find((candidate) => candidate.code === code);
  return row?.kind === 'document' ? (row.maxAgeDays ?? Infinity) : Infinity;
}

/** Whether the owners as named satisfy a threshold (31 CFR 1010.230(d), rule 9(3) of the Indian PML Rules). */
function ownersSuffice({ owners, nobodyAtThreshold }: OwnersKnown, thresholdPercent: number): boolean {
  const major = owners.filter(({ sharePercent }) => sharePercent >= thresholdPercent);
  return major.length === 0 ? nobodyAtThreshold : major.every(({ isIdentified }) => isIdentified);
}

const KEPT: readonly DocumentStatus[] = [...LIVE_STATUSES, 'EXPIRED'];
const UNGIVEN: readonly RequirementState[] = ['missing', 'in_progress', 'expired'];

/** An acceptance holds only where what was accepted is all that this policy asks for. */
function heldJudgements(policy: Policy, evidence: Evidence): Evidence['judgements'] {
  const documents = evidence.documents.filter(({ status }) => KEPT.includes(status));
  const bare = requirementLedger(policy, { ...evidence, documents, judgements: {}, checks: {} });
  const ungiven = new Set(bare.filter(({ state }) => UNGIVEN.includes(state)).map(({ code }) => code));
  return Object.fromEntries(
    Object.entries(evidence.judgements).filter(
      // Keys of a record by requirement.
      ([code, judgement]) => judgement.verdict !== 'accepted' || !ungiven.has(code as RequirementCode),
    ),
  );
}

/**
 * The evidence as it would count under a policy: a document that was too old when it was sent would not have been taken,
 * a check that the policy does not make has said nothing, owners are measured at its threshold.
 */
export function evidenceUnder(policy: Policy, decided: DecidedCase): Evidence {
  const checks: Partial<Record<RequirementCode, CheckStanding>> = {};
  for (const { requirement, kind, standing } of decided.checks)
    if (policy.checks.includes(kind)) checks[requirement] ??= standing;
  const threshold = policy.ownerThresholdPercent;
  const areOwnersShort =
    decided.owners !== null && threshold !== undefined && !ownersSuffice(decided.owners, threshold);
  const evidence: Evidence = {
    ...decided.evidence,
    given: areOwnersShort ? { ...decided.evidence.given, owners: 'begun' } : decided.evidence.given,
    documents: decided.documents.filter(
      ({ requirement, ageDays }) => ageDays === null || ageDays <= ageLimit(policy, requirement),
    ),
    checks,
  };
  return { ...evidence, judgements: heldJudgements(policy, evidence) };
}

/** Accepted rows whose new limit cannot be measured: no day of issue was asked for, or the owners cannot be read. */
function unmeasured(pinned: Policy, draft: Policy, decided: DecidedCase): ReadonlySet<RequirementCode> {
  const undated = decided.documents
    .filter(({ status, ageDays }) => ageDays === null && LIVE_STATUSES.includes(status))
    .map(({ requirement }) => requirement)
    .filter((code) => ageLimit(draft, code) < ageLimit(pinned, code));
  const isThresholdNew = draft.ownerThresholdPercent !== pinned.ownerThresholdPercent;
  const hasUnreadOwners = decided.owners === null && decided.evidence.given.owners === 'complete';
  return new Set([...undated, ...(isThresholdNew && hasUnreadOwners ? ['owners' as const] : [])]);
}

const brief = ({ code, state }: LedgerRow) => ({ code, state });

function replayApproved(pinned: Policy, draft: Policy, decided: DecidedCase): ReplayOutcome | null {
  const before = requirementLedger(pinned, evidenceUnder(pinned, decided));
  const after = requirementLedger(draft, evidenceUnder(draft, decided));
  const wasOpen = new Set(before.filter(({ state }) => state !== 'accepted').map(({ code }) => code));
  const opened = after.filter(({ code, state }) => state !== 'accepted' && !wasOpen.has(code));
  if (opened.length > 0) return { kind: 'APPROVAL_OPENS', rows: opened.map(brief) };
  const unknown = unmeasured(pinned, draft, decided);
  const doubtful = after.filter(({ code, state }) => state === 'accepted' && unknown.has(code));
  if (doubtful.length > 0) return { kind: 'CANNOT_TELL', rows: doubtful.map(brief) };
  const risk = decided.evidence.risk ?? 'UNASSESSED';
  const needsSecond = draft.secondApprovalAt.includes(risk) && !pinned.secondApprovalAt.includes(risk);
  return needsSecond && decided.approvers < 2 ? { kind: 'NEEDS_SECOND_APPROVAL', rows: [] } : null;
}

function replayRejected(pinned: Policy, draft: Policy, decided: DecidedCase): ReplayOutcome | null {
  const isRefused = ({ state }: LedgerRow) => state === 'refused';
  const before = requirementLedger(pinned, evidenceUnder(pinned, decided)).filter(isRefused);
  const after = requirementLedger(draft, evidenceUnder(draft, decided)).filter(isRefused);
  if (before.length === 0 || after.length > 0) return null;
  return { kind: 'REFUSAL_LIFTS', rows: before.map(brief) };
}

/**
 * Whether one decided application would have ended otherwise under a draft than under the policy it is pinned to, from
 * the same evidence and verdicts. Null where it would not; always null for a draft that changes nothing.
 */
export function replayDecision(pinned: Policy, draft: Policy, decided: DecidedCase): ReplayOutcome | null {
  return decided.status === 'APPROVED'
    ? replayApproved(pinned, draft, decided)
    : replayRejected(pinned, draft, decided);
}
