import { z } from 'zod';
import { ApplicationStatus } from '../application/status.ts';
import { TimelineEntry } from '../application/timeline.ts';
import { CaseCheck } from '../identity-checks/index.ts';
import { DocumentView } from '../kyc-documents/index.ts';
import { RequirementCode, RequirementState } from '../requirements/code.ts';
import { SignalView } from '../risk/index.ts';
import { ApplicationId, freeText } from '../shared/index.ts';
import {
  CaseAlert,
  CaseRisk,
  ComparedFact,
  DecisionKind,
  DuplicateView,
  EarlierApplication,
  HeldView,
  Hold,
  NoteView,
  SecondApproval,
  VoidedBecause,
} from './desk.ts';
import { QueueItem } from './queue.ts';
import { ReasonCode } from './reason-code.ts';

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
export const CaseDecision = z.strictObject({
  kind: DecisionKind,
  stage: z.int(),
  decidedBy: z.string(),
  decidedAt: z.iso.datetime(),
  reasons: z.array(z.strictObject({ requirement: RequirementCode.nullable(), code: ReasonCode, label: z.string() })),
  /** For colleagues; null where there is none or it opens no more. */
  note: z.string().nullable(),
  /** It counts no more: why, and by whom where somebody disagreed. */
  voided: z.strictObject({ because: VoidedBecause.nullable(), by: z.string().nullable() }).nullable(),
});

/** Everything about one applicant on one screen. Identifiers masked; address and birth date for the lease holder. */
export const CaseView = z.strictObject({
  ...QueueItem.shape,
  version: z.int(),
  email: z.string(),
  phoneNumber: z.string(),
  policy: z.strictObject({ code: z.string(), version: z.int(), title: z.string() }),
  isMine: z.boolean(),
  /** How often a lease of the case ran out. */
  lapses: z.int(),
  requirements: z.array(CaseRequirement),
  data: z.array(CaseDatum),
  documents: z.array(DocumentView),
  signals: z.array(SignalView),
  assessment: CaseRisk,
  /** The gravest first. */
  alerts: z.array(CaseAlert),
  duplicates: z.array(DuplicateView),
  earlier: z.array(EarlierApplication),
  comparison: z.array(ComparedFact),
  notes: z.array(NoteView),
  held: HeldView.nullable(),
  secondApproval: SecondApproval,
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
  hold: Hold.default(0),
});
export type DecideInput = z.infer<typeof DecideInput>;

/** `acceptRemaining` accepts submitted rows with the approval; the desk never sends it. */
export const ApproveInput = z
  .strictObject({
    ...DecideInput.shape,
    acceptRemaining: z.boolean().default(true),
    /** Asks for a second approval where the policy would not; the note then says why. */
    escalate: z.boolean().default(false),
  })
  .refine(({ escalate, note }) => !escalate || (note ?? '') !== '', { path: ['note'], error: 'REQUIRED' });
export type ApproveInput = z.infer<typeof ApproveInput>;

/** `heldUntil` while the decision may still be undone: status and version are those from before it. */
export const DecisionResult = z.strictObject({
  id: ApplicationId,
  status: ApplicationStatus,
  version: z.int(),
  heldUntil: z.iso.datetime().nullable(),
});
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
