import { z } from 'zod';
import { ApplicationStatus } from '../application/status.ts';
import { AlertResolution, AlertStatus, AlertType, Severity } from '../fraud-alerts/index.ts';
import { ApplicantKind } from '../policy/index.ts';
import { RequirementCode } from '../requirements/code.ts';
import { AssessmentView, OverrideView } from '../risk/index.ts';
import { ApplicationId, freeText, UserId } from '../shared/index.ts';
import { Person } from './queue.ts';

export const NOTE_LENGTH = 10_000;

/** Plain text; `@[name](id)` is not needed: the people meant come apart. They must be able to read cases. */
export const NoteInput = z.strictObject({
  id: ApplicationId,
  body: freeText(NOTE_LENGTH).min(1, 'REQUIRED'),
  mentions: z.array(UserId).max(20, 'TOO_LONG').default([]),
});
export type NoteInput = z.infer<typeof NoteInput>;

/** Internal: never part of anything that a customer reads. */
export const NoteView = z.strictObject({
  id: z.uuid(),
  author: z.string(),
  body: z.string(),
  mentions: z.array(Person),
  at: z.iso.datetime(),
});
export type NoteView = z.infer<typeof NoteView>;

/** Who else has the case open, seen in the last half minute. */
export const PresenceView = z.strictObject({ others: z.array(Person) });
export type PresenceView = z.infer<typeof PresenceView>;

/** What of the other application is the same. */
export const DuplicateMatch = z.enum([
  'NAME_AND_BIRTH_DATE',
  'SSN',
  'AADHAAR',
  'PAN',
  'TAX_ID',
  'BANK_ACCOUNT',
  'BUSINESS_NUMBER',
  'OWNER',
  'DOCUMENT_NUMBER',
  'DEVICE',
]);
export type DuplicateMatch = z.infer<typeof DuplicateMatch>;

/** Another customer who may be the same person; one of a branch that the reader does not see has neither number nor name. */
export const DuplicateView = z.strictObject({
  customerId: z.string().nullable(),
  name: z.string().nullable(),
  applicationId: ApplicationId.nullable(),
  status: ApplicationStatus.nullable(),
  matches: z.array(DuplicateMatch),
});
export type DuplicateView = z.infer<typeof DuplicateView>;

/** One of a branch that the reader does not see is there, and no more is told of it. */
export const EarlierApplication = z.strictObject({
  id: ApplicationId.nullable(),
  status: ApplicationStatus.nullable(),
  submittedAt: z.iso.datetime().nullable(),
  decidedAt: z.iso.datetime().nullable(),
});

/** Risk of the case: the newest assessment, those before it, an override that waits or counts, and those that ended. */
export const CaseRisk = z.strictObject({
  newest: AssessmentView.nullable(),
  history: z.array(AssessmentView),
  override: OverrideView.nullable(),
  /** Newest first. */
  pastOverrides: z.array(OverrideView),
});
export type CaseRisk = z.infer<typeof CaseRisk>;

/**
 * One fact three ways: as typed, as printed on the document, as an outside register has it. `label` is `name`,
 * `businessName`, `dateOfBirth`, `address`, `documentNumber`, `issuedOn`, `expiresOn`, or an identifier's row.
 */
export const ComparedFact = z.strictObject({
  label: z.string(),
  /** Of identifiers, and of what is a document's own. */
  requirement: RequirementCode.optional(),
  typed: z.string().nullable(),
  document: z.string().nullable(),
  register: z.string().nullable(),
  differs: z.boolean(),
});
export type ComparedFact = z.infer<typeof ComparedFact>;

/** A fraud alert of the case: nothing of it is ever told to the applicant. */
export const CaseAlert = z.strictObject({
  alertId: z.string(),
  type: AlertType,
  severity: Severity,
  status: AlertStatus,
  resolution: AlertResolution.nullable(),
});
export type CaseAlert = z.infer<typeof CaseAlert>;

export const DecisionKind = z.enum(['APPROVE', 'REJECT', 'REQUEST_MORE']);
export type DecisionKind = z.infer<typeof DecisionKind>;

/** Seconds in which a decision may still be undone: the desk sends 10, REST nothing. */
export const Hold = z.union([z.literal(0), z.literal(10)]);

/** A decision on its way: until `commitsAt` its author may undo it. */
export const HeldView = z.strictObject({
  kind: DecisionKind,
  by: z.string(),
  isMine: z.boolean(),
  commitsAt: z.iso.datetime(),
});
export type HeldView = z.infer<typeof HeldView>;

/**
 * Why one approval is not enough: the policy or the risk, a grave fraud alert, a sanctions screening that did not clear
 * everybody, a colleague's doubts about an earlier approval, or the reviewer's own wish.
 */
export const SecondBecause = z.enum(['POLICY', 'ALERT', 'SCREENING', 'DOUBTED', 'ESCALATED']);
export type SecondBecause = z.infer<typeof SecondBecause>;

/** Why an approval counts no more. */
export const VoidedBecause = z.enum(['DISAGREED', 'EVIDENCE_CHANGED']);
export type VoidedBecause = z.infer<typeof VoidedBecause>;

/** Why one approval is not enough, and who gave the first. */
export const SecondApproval = z.strictObject({
  needed: z.boolean(),
  because: SecondBecause.nullable(),
  first: z.strictObject({ by: z.string(), isMe: z.boolean(), at: z.iso.datetime() }).nullable(),
  /** The reader judged rows of this case: they looked at it already, and are no second pair of eyes. */
  hasJudged: z.boolean(),
});
export type SecondApproval = z.infer<typeof SecondApproval>;

/** Second stage: agrees with the first approval. */
export const SecondApproveInput = z.strictObject({
  id: ApplicationId,
  version: z.int(),
  /** Internal; never shown to the customer. */
  note: freeText(2000).optional(),
  hold: Hold.default(0),
});
export type SecondApproveInput = z.infer<typeof SecondApproveInput>;

/** Sends the case back to the queue: the first approval no longer counts. */
export const DisagreeInput = z.strictObject({
  id: ApplicationId,
  version: z.int(),
  note: freeText(2000).min(1, 'REQUIRED'),
});
export type DisagreeInput = z.infer<typeof DisagreeInput>;

/** A lease that goes on. */
export const Renewal = z.strictObject({ leaseExpiresAt: z.iso.datetime() });
export type Renewal = z.infer<typeof Renewal>;

/** Colleagues who may read the case, and which of them may take one. */
export const MentionableList = z.strictObject({
  results: z.array(z.strictObject({ ...Person.shape, canClaim: z.boolean() })),
});
export type MentionableList = z.infer<typeof MentionableList>;

/** Hands a case that one holds to a colleague, who finds it assigned. */
export const GiveInput = z.strictObject({ id: ApplicationId, to: UserId });
export type GiveInput = z.infer<typeof GiveInput>;

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).format(0) !== '';
  } catch {
    return false;
  }
}

/** Where today begins and ends: an IANA zone. */
export const DayInput = z.strictObject({ zone: z.string().max(50).refine(isZone, 'INVALID').default('UTC') });
export type DayInput = z.infer<typeof DayInput>;

const DayCase = z.strictObject({ id: ApplicationId, name: z.string(), kind: ApplicantKind });

/** One person's day at the desk, times in seconds. */
export const MyDay = z.strictObject({
  claimed: z.array(DayCase.extend({ until: z.iso.datetime() })),
  assigned: z.array(DayCase.extend({ dueAt: z.iso.datetime(), isLate: z.boolean() })),
  dueToday: z.int(),
  late: z.int(),
  done: z.strictObject({ approved: z.int(), rejected: z.int(), moreRequested: z.int() }),
  /** From claim to decision; null below three decisions. */
  medianSeconds: z.int().nullable(),
});
export type MyDay = z.infer<typeof MyDay>;
