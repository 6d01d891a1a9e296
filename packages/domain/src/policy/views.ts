import { z } from 'zod';
import { RequirementCode, RequirementState } from '../requirements/code.ts';
import { ApplicationId } from '../shared/ids.ts';
import { freeText } from '../shared/index.ts';
import { PolicyChange } from './compare.ts';
import { ApplicantKind, Policy } from './policy.ts';

/** One published version: who made it so, and how much stands on it. */
export const PolicyVersionFacts = z.strictObject({
  code: z.string(),
  version: z.int(),
  title: z.string(),
  publishedAt: z.iso.datetime(),
  /** Null for versions that ship with the product. */
  proposedBy: z.string().nullable(),
  publishedBy: z.string().nullable(),
  /** Applications pinned to it. */
  applications: z.int(),
});
export type PolicyVersionFacts = z.infer<typeof PolicyVersionFacts>;

export const DraftState = z.enum(['DRAFT', 'PROPOSED', 'PUBLISHED', 'DISCARDED']);
export type DraftState = z.infer<typeof DraftState>;

export const PolicyFamily = z.strictObject({
  code: z.string(),
  title: z.string(),
  country: z.string(),
  applicantKind: ApplicantKind,
  /** Newest first. */
  versions: z.array(PolicyVersionFacts),
  draft: z
    .strictObject({ id: z.uuid(), state: DraftState, editedBy: z.string().nullable(), editedAt: z.iso.datetime() })
    .nullable(),
});
export type PolicyFamily = z.infer<typeof PolicyFamily>;
export const PolicyList = z.strictObject({ items: z.array(PolicyFamily) });
export type PolicyList = z.infer<typeof PolicyList>;

const code = Policy.shape.code;
const version = z.int().positive().max(1_000_000);
export const PolicyKey = z.strictObject({ code, version });
export type PolicyKey = z.infer<typeof PolicyKey>;
export const ComparePoliciesInput = z.strictObject({ code, from: version, to: version });
export type ComparePoliciesInput = z.infer<typeof ComparePoliciesInput>;

export const PolicyPage = z.strictObject({
  facts: PolicyVersionFacts,
  body: Policy,
  /** Every version of this policy, newest first. */
  versions: z.array(z.int()),
  /** Of this policy, where one is open. */
  draftId: z.uuid().nullable(),
});
export type PolicyPage = z.infer<typeof PolicyPage>;
export const PolicyComparison = z.strictObject({ from: PolicyPage, to: PolicyPage, changes: z.array(PolicyChange) });
export type PolicyComparison = z.infer<typeof PolicyComparison>;

/** How a decided application would end otherwise. `CANNOT_TELL`: a new limit, and nothing to measure it against. */
export const ReplayKind = z.enum(['APPROVAL_OPENS', 'NEEDS_SECOND_APPROVAL', 'REFUSAL_LIFTS', 'CANNOT_TELL']);
export type ReplayKind = z.infer<typeof ReplayKind>;

export const ReplayFacts = z.strictObject({
  id: z.uuid(),
  state: z.enum(['QUEUED', 'RUNNING', 'DONE', 'FAILED']),
  /** Decided applications, and how many of them are looked at. */
  total: z.int(),
  done: z.int(),
  changed: z.int(),
  /** False once the draft says something else. */
  isCurrent: z.boolean(),
  requestedBy: z.string().nullable(),
  requestedAt: z.iso.datetime(),
});
export type ReplayFacts = z.infer<typeof ReplayFacts>;

export const DraftView = z.strictObject({
  id: z.uuid(),
  /** Counts up with every save and proposal; goes back with every change. */
  version: z.int(),
  state: DraftState,
  body: Policy,
  note: z.string(),
  base: z.strictObject({ version: z.int(), body: Policy }),
  /** A newer version was published since the draft began: it can only be discarded. */
  isStale: z.boolean(),
  changes: z.array(PolicyChange),
  editedBy: z.string().nullable(),
  editedAt: z.iso.datetime(),
  proposedBy: z.string().nullable(),
  proposedAt: z.iso.datetime().nullable(),
  /** The reader edited it last or proposed it, so another person must publish it. */
  isOwnWork: z.boolean(),
  closedBy: z.string().nullable(),
  closedAt: z.iso.datetime().nullable(),
  /** The newest one. */
  replay: ReplayFacts.nullable(),
});
export type DraftView = z.infer<typeof DraftView>;

export const DraftId = z.strictObject({ id: z.uuid() });
export type DraftId = z.infer<typeof DraftId>;
/** `version` is the draft's own, as it was shown: an older one is refused with `RECORD_CHANGED`. */
export const DraftKey = z.strictObject({ id: z.uuid(), version });
export type DraftKey = z.infer<typeof DraftKey>;
export const SavePolicyDraftInput = z.strictObject({
  id: z.uuid(),
  version,
  body: Policy,
  note: freeText(1_000),
});
export type SavePolicyDraftInput = z.infer<typeof SavePolicyDraftInput>;

export const ReplayPageInput = z.strictObject({ id: z.uuid(), cursor: z.uuid().optional() });
export type ReplayPageInput = z.infer<typeof ReplayPageInput>;
export const ReplayItem = z.strictObject({
  applicationId: ApplicationId,
  customerNumber: z.string(),
  status: z.enum(['APPROVED', 'REJECTED']),
  decidedAt: z.iso.datetime().nullable(),
  policyVersion: z.int(),
  kind: ReplayKind,
  rows: z.array(z.strictObject({ code: RequirementCode, state: RequirementState })),
});
export type ReplayItem = z.infer<typeof ReplayItem>;
export const ReplayPage = z.strictObject({
  replay: ReplayFacts,
  items: z.array(ReplayItem),
  next: z.uuid().nullable(),
});
export type ReplayPage = z.infer<typeof ReplayPage>;
