import { z } from 'zod';
import { freeText, Moment, UserId } from '../shared/index.ts';
import { SecurityEventType, SecuritySeverity } from './kinds.ts';

export const SecurityEventState = z.enum(['OPEN', 'IN_PROGRESS', 'RESOLVED'], { error: 'INVALID' });
export type SecurityEventState = z.infer<typeof SecurityEventState>;
/** `ACCEPTED`: it happened as recorded, and the bank lives with it. */
export const SecurityResolution = z.enum(['TRUE_POSITIVE', 'FALSE_POSITIVE', 'ACCEPTED'], { error: 'INVALID' });
export type SecurityResolution = z.infer<typeof SecurityResolution>;

/**
 * Newest first, by keyset: `cursor` is opaque. `open` has what is taken too, `mine` what the asking person took.
 * `person`: username, e-mail or customer number; `from` is included and `to` is not.
 */
export const SecurityEventFilter = z.strictObject({
  state: z.enum(['open', 'mine', 'resolved', 'all'], { error: 'INVALID' }).default('open'),
  type: SecurityEventType.optional(),
  severity: SecuritySeverity.optional(),
  owner: UserId.optional(),
  person: freeText(254).optional(),
  address: z.union([z.ipv4(), z.ipv6()], { error: 'ADDRESS_FORMAT' }).optional(),
  from: Moment.optional(),
  to: Moment.optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
export type SecurityEventFilter = z.infer<typeof SecurityEventFilter>;

const Named = z.strictObject({ id: UserId, name: z.string() });

/** The fields that REST clients agreed on, and who works on it. */
export const SecurityEventItem = z.strictObject({
  id: z.uuid(),
  eventType: SecurityEventType,
  severity: SecuritySeverity,
  state: SecurityEventState,
  /** English, without anything of a person; screens have sentences of their own for each type. */
  description: z.string(),
  /** Staff by their name, customers by their number. Null: nobody, or nobody who is known here. */
  person: z.strictObject({ ...Named.shape, customerId: z.string().nullable() }).nullable(),
  ipAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
  owner: Named.nullable(),
  resolution: SecurityResolution.nullable(),
  createdAt: z.iso.datetime(),
  version: z.int(),
});
export type SecurityEventItem = z.infer<typeof SecurityEventItem>;

/** `count` is exact up to 1 000; beyond, it is null and `more` true. */
export const SecurityEventPage = z.strictObject({
  count: z.int().nullable(),
  more: z.boolean(),
  next: z.string().nullable(),
  results: z.array(SecurityEventItem),
});
export type SecurityEventPage = z.infer<typeof SecurityEventPage>;

/** A finding that was taken back: what it was, and why it is none any more. Words are forgotten together with the person. */
export const SecurityEventReopening = z.strictObject({
  by: z.string(),
  at: z.iso.datetime(),
  why: z.string().nullable(),
  resolution: SecurityResolution,
  resolvedBy: z.string(),
  resolvedAt: z.iso.datetime(),
  note: z.string().nullable(),
  /** As `isNoteAsRecorded`, of both texts. */
  isAsRecorded: z.boolean().nullable(),
});
export type SecurityEventReopening = z.infer<typeof SecurityEventReopening>;

export const SecurityEventView = z.strictObject({
  ...SecurityEventItem.shape,
  isMine: z.boolean(),
  /** What the place that recorded it knew: ids, counts, codes. */
  metadata: z.record(z.string(), z.unknown()).nullable(),
  ownedAt: z.iso.datetime().nullable(),
  resolvedBy: Named.nullable(),
  resolvedAt: z.iso.datetime().nullable(),
  /** What was found; forgotten together with the person. */
  note: z.string().nullable(),
  /** False: not the note that the record was made with. Null: there is none, or the record holds none of it. */
  isNoteAsRecorded: z.boolean().nullable(),
  /** Newest first. */
  reopenings: z.array(SecurityEventReopening),
  /** Other events of the last 24 hours before it and after it: of the same person, and from the same address. */
  near: z.strictObject({ ofPerson: z.int(), fromAddress: z.int() }),
});
export type SecurityEventView = z.infer<typeof SecurityEventView>;

/** What waits, for the badges above the queue. */
export const SecurityEventCounts = z.strictObject({
  open: z.record(SecuritySeverity, z.int()),
  mine: z.int(),
});
export type SecurityEventCounts = z.infer<typeof SecurityEventCounts>;

export const SecurityEventRef = z.strictObject({ id: z.uuid({ error: 'INVALID' }) });
export type SecurityEventRef = z.infer<typeof SecurityEventRef>;
/** `version`: as the screen shows it, so that nobody takes over what they did not see. */
export const TakeSecurityEventInput = z.strictObject({ ...SecurityEventRef.shape, version: z.int() });
export type TakeSecurityEventInput = z.infer<typeof TakeSecurityEventInput>;
export const ResolveSecurityEventInput = z.strictObject({
  ...TakeSecurityEventInput.shape,
  resolution: SecurityResolution,
  note: freeText(2000).min(10, 'REASON_TOO_SHORT'),
});
export type ResolveSecurityEventInput = z.infer<typeof ResolveSecurityEventInput>;

export const ReopenSecurityEventInput = z.strictObject({
  ...TakeSecurityEventInput.shape,
  why: freeText(300).min(3, 'TOO_SHORT'),
});
export type ReopenSecurityEventInput = z.infer<typeof ReopenSecurityEventInput>;

/** Several of one cause, each as the screen shows it, with one finding. */
export const ResolveSecurityEventsInput = z.strictObject({
  events: z.array(TakeSecurityEventInput).min(1, 'REQUIRED').max(100, 'TOO_LONG'),
  resolution: ResolveSecurityEventInput.shape.resolution,
  note: ResolveSecurityEventInput.shape.note,
});
export type ResolveSecurityEventsInput = z.infer<typeof ResolveSecurityEventsInput>;
/** Which were closed; of the others why not. */
export const SecurityEventsResolved = z.strictObject({
  resolved: z.array(z.uuid()),
  refused: z.array(z.strictObject({ id: z.uuid(), code: z.string() })),
});
export type SecurityEventsResolved = z.infer<typeof SecurityEventsResolved>;
