import { z } from 'zod';
import { ApplicationStatus, RiskBand } from '../application/status.ts';
import { ApplicantKind } from '../policy/index.ts';
import { SignalCode } from '../risk/index.ts';
import { ApplicationId, freeText, UserId } from '../shared/index.ts';

export const QueueTab = z.enum(
  ['waiting', 'mine', 'in_review', 'second_approval', 'action_required', 'decided', 'all'],
  { error: 'INVALID' },
);
export type QueueTab = z.infer<typeof QueueTab>;

/** `due`: due date, then age. `age`: longest waiting first. `risk`: highest score first. */
export const QueueSort = z.enum(['due', 'age', 'risk'], { error: 'INVALID' });
export type QueueSort = z.infer<typeof QueueSort>;

/** Columns beyond the applicant's name, which is always there. */
export const QueueColumn = z.enum(
  ['status', 'risk', 'due', 'submitted', 'policy', 'country', 'branch', 'assignee', 'holder', 'round'],
  { error: 'INVALID' },
);
export type QueueColumn = z.infer<typeof QueueColumn>;

const filters = {
  tab: QueueTab.default('waiting'),
  /** Customer number, e-mail or document number exactly; four letters or more of a name, a company’s too (`SEARCH_TOO_SHORT`). */
  search: freeText(100).optional(),
  status: ApplicationStatus.optional(),
  /** Code of a policy, in any version. */
  policy: z.string().max(41).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'INVALID')
    .optional(),
  kind: ApplicantKind.optional(),
  risk: RiskBand.optional(),
  signal: SignalCode.optional(),
  /** Who it is given to: oneself, nobody, or somebody by id. */
  assignee: z.union([z.literal('me'), z.literal('nobody'), UserId], { error: 'INVALID' }).optional(),
  /** Code of a branch. */
  branch: z.string().max(12).optional(),
  /** Submitted at least so many hours ago. */
  olderThanHours: z.coerce.number('INVALID').int('INVALID').min(1, 'INVALID').max(8_760, 'INVALID').optional(),
  /** `late`: past due. `today` and `week`: due within the next day or seven, and not late. Undecided cases only. */
  due: z.enum(['late', 'today', 'week'], { error: 'INVALID' }).optional(),
  sort: QueueSort.default('due'),
};

/** Keyset pages: `cursor` is opaque and belongs to one `sort`. */
export const QueueFilter = z.strictObject({
  ...filters,
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
export type QueueFilter = z.infer<typeof QueueFilter>;

const { search: _search, ...kept } = filters;

/** What a saved view holds: every filter but the search, which names a person, the order, and the columns. */
export const QueueView = z.strictObject({ ...kept, columns: z.array(QueueColumn).max(10).optional() });
export type QueueView = z.infer<typeof QueueView>;

export const Person = z.strictObject({ id: UserId, name: z.string() });
export type Person = z.infer<typeof Person>;

export const QueueItem = z.strictObject({
  id: ApplicationId,
  customerId: z.string(),
  name: z.string(),
  country: z.string(),
  kind: ApplicantKind,
  policy: z.string(),
  branch: z.string().nullable(),
  status: ApplicationStatus,
  risk: RiskBand,
  riskScore: z.int().nullable(),
  round: z.int(),
  submittedAt: z.iso.datetime().nullable(),
  dueAt: z.iso.datetime().nullable(),
  isLate: z.boolean(),
  assignee: Person.nullable(),
  claimedBy: Person.nullable(),
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

const COUNTED = {
  waiting: z.int(),
  mine: z.int(),
  inReview: z.int(),
  secondApproval: z.int(),
  actionRequired: z.int(),
  decided: z.int(),
  late: z.int(),
};

/** Kept, not counted, but for `mine` and `late`, which are counted to 1 000; `more` names those that go beyond. */
export const QueueCounts = z.strictObject({ ...COUNTED, more: z.array(z.keyof(z.strictObject(COUNTED))) });
export type QueueCounts = z.infer<typeof QueueCounts>;

/** What the filters offer. */
export const QueueChoices = z.strictObject({
  policies: z.array(z.strictObject({ code: z.string(), title: z.string(), country: z.string() })),
  branches: z.array(z.strictObject({ code: z.string(), name: z.string() })),
  reviewers: z.array(Person),
});
export type QueueChoices = z.infer<typeof QueueChoices>;

export const MAX_VIEWS = 50;

export const SavedViewInput = z.strictObject({
  /** Replaces the view of that id; a new one where left out. */
  id: z.uuid().optional(),
  name: freeText(60).min(1, 'REQUIRED'),
  query: QueueView,
  isShared: z.boolean().default(false),
});
export type SavedViewInput = z.infer<typeof SavedViewInput>;

export const SavedViewItem = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  query: QueueView,
  isShared: z.boolean(),
  owner: z.strictObject({ name: z.string(), isMe: z.boolean() }),
});
export type SavedViewItem = z.infer<typeof SavedViewItem>;
export const SavedViewList = z.strictObject({ results: z.array(SavedViewItem) });
export const RemoveViewInput = z.strictObject({ id: z.uuid() });

/** Gives cases to somebody, or (null) takes the wish back. A case under another's lease is handed over at once. */
export const AssignInput = z.strictObject({
  ids: z.array(ApplicationId).min(1, 'REQUIRED').max(100, 'TOO_LONG'),
  to: UserId.nullable(),
});
export type AssignInput = z.infer<typeof AssignInput>;

/** What became of each: a case that cannot be given says why and stops no other. */
export const AssignResult = z.strictObject({
  assigned: z.array(ApplicationId),
  refused: z.array(z.strictObject({ id: ApplicationId, code: z.string(), message: z.string() })),
});
export type AssignResult = z.infer<typeof AssignResult>;
