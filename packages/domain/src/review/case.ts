import { z } from 'zod';
import { ApplicationStatus, RiskBand } from '../application/status.ts';
import { TimelineEntry } from '../application/timeline.ts';
import { CaseCheck } from '../identity-checks/index.ts';
import { DocumentView } from '../kyc-documents/index.ts';
import { RequirementCode, RequirementState } from '../requirements/code.ts';
import { ApplicationId, freeText, UserId } from '../shared/index.ts';
import { ReasonCode } from './reason-code.ts';

export const QueueTab = z.enum(['waiting', 'mine', 'in_review', 'action_required', 'decided', 'all']);
export type QueueTab = z.infer<typeof QueueTab>;

/** Keyset pages: `cursor` is opaque. `search` matches customer number exactly, or part of a name or e-mail. */
export const QueueFilter = z.strictObject({
  tab: QueueTab.default('waiting'),
  search: freeText(100).optional(),
  late: z.stringbool().or(z.boolean()).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
export type QueueFilter = z.infer<typeof QueueFilter>;

export const Claimant = z.strictObject({ id: UserId, name: z.string() });

export const QueueItem = z.strictObject({
  id: ApplicationId,
  customerId: z.string(),
  name: z.string(),
  country: z.string(),
  status: ApplicationStatus,
  risk: RiskBand,
  round: z.int(),
  submittedAt: z.iso.datetime().nullable(),
  dueAt: z.iso.datetime().nullable(),
  isLate: z.boolean(),
  claimedBy: Claimant.nullable(),
  leaseExpiresAt: z.iso.datetime().nullable(),
});
export type QueueItem = z.infer<typeof QueueItem>;

/** `count` is exact to 1 000, then null with `more: true`; `next` is the cursor of the next page. */
export const QueuePage = z.strictObject({
  count: z.int().nullable(),
  more: z.boolean(),
  next: z.string().nullable(),
  results: z.array(QueueItem),
});
export type QueuePage = z.infer<typeof QueuePage>;

export const QueueCounts = z.strictObject({
  waiting: z.int(),
  mine: z.int(),
  inReview: z.int(),
  actionRequired: z.int(),
  decided: z.int(),
  late: z.int(),
});
export type QueueCounts = z.infer<typeof QueueCounts>;

export const CaseRequirement = z.strictObject({
  code: RequirementCode,
  kind: z.enum(['contact', 'data', 'consent', 'document']),
  title: z.string(),
  state: RequirementState,
  summary: z.string().nullable(),
  isChecking: z.boolean(),
  reason: z.strictObject({ code: z.string(), label: z.string(), note: z.string().nullable() }).nullable(),
  /** Who judged it, by name, or null for rows settled by code or still open. */
  judgedBy: z.string().nullable(),
});
export type CaseRequirement = z.infer<typeof CaseRequirement>;

export const CaseDatum = z.strictObject({ requirement: RequirementCode, label: z.string(), value: z.string() });
export const CaseSignal = z.strictObject({ code: z.string(), points: z.int(), text: z.string() });
export const CaseDecision = z.strictObject({
  kind: z.enum(['APPROVE', 'REJECT', 'REQUEST_MORE']),
  decidedBy: z.string(),
  decidedAt: z.iso.datetime(),
  reasons: z.array(z.strictObject({ requirement: RequirementCode.nullable(), code: ReasonCode, label: z.string() })),
});

/** Everything about one applicant on one screen. Identifiers masked; address and birth date for the lease holder. */
export const CaseView = z.strictObject({
  ...QueueItem.shape,
  version: z.int(),
  email: z.string(),
  phoneNumber: z.string(),
  policy: z.strictObject({ code: z.string(), version: z.int(), title: z.string() }),
  isMine: z.boolean(),
  requirements: z.array(CaseRequirement),
  data: z.array(CaseDatum),
  documents: z.array(DocumentView),
  signals: z.array(CaseSignal),
  /** The newest outside check of each row. */
  checks: z.array(CaseCheck),
  timeline: z.array(TimelineEntry),
  decisions: z.array(CaseDecision),
});
export type CaseView = z.infer<typeof CaseView>;

export const CaseRef = z.strictObject({ id: ApplicationId });
export const MaybeCase = z.strictObject({ case: CaseView.nullable() });
export const CaseAnswer = z.strictObject({ case: CaseView });

/** Accept or refuse one row, or take the judgement back. `version` is what the screen showed. */
export const JudgeInput = z.strictObject({
  id: ApplicationId,
  version: z.int(),
  requirement: RequirementCode,
  verdict: z.enum(['accept', 'refuse', 'clear']),
  reason: ReasonCode.optional(),
  note: freeText(1000).optional(),
});
export type JudgeInput = z.infer<typeof JudgeInput>;

const DecisionReason = z.strictObject({
  requirement: RequirementCode.optional(),
  code: ReasonCode,
  note: freeText(1000).optional(),
});

export const DecideInput = z.strictObject({
  id: ApplicationId,
  version: z.int(),
  reasons: z.array(DecisionReason).max(20).default([]),
  /** Internal; never shown to the customer. */
  note: freeText(2000).optional(),
});
export type DecideInput = z.infer<typeof DecideInput>;

/** `acceptRemaining` accepts submitted rows with the approval; the desk never sends it. */
export const ApproveInput = z.strictObject({ ...DecideInput.shape, acceptRemaining: z.boolean().default(true) });
export type ApproveInput = z.infer<typeof ApproveInput>;

export const DecisionResult = z.strictObject({ id: ApplicationId, status: ApplicationStatus, version: z.int() });
export type DecisionResult = z.infer<typeof DecisionResult>;

export const ReasonView = z.strictObject({
  code: ReasonCode,
  label: z.string(),
  requirements: z.array(RequirementCode),
  isFinal: z.boolean(),
  customerMessage: z.string(),
  nextStep: z.string(),
});
export const ReasonList = z.strictObject({ count: z.int(), results: z.array(ReasonView) });

export const LEASE_MINUTES = 15;
