import { z } from 'zod';
import { SignalView } from '../risk/index.ts';
import { ApplicationId, freeText, UserId } from '../shared/index.ts';

export const AlertType = z.enum(
  ['SHARED_IDENTITY', 'SHARED_DOCUMENT', 'SHARED_DEVICE', 'SANCTIONS_HIT', 'VELOCITY', 'HIGH_RISK'],
  { error: 'INVALID' },
);
export type AlertType = z.infer<typeof AlertType>;
export const Severity = z.enum(['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'], { error: 'INVALID' });
export type Severity = z.infer<typeof Severity>;
export const AlertStatus = z.enum(['OPEN', 'IN_PROGRESS', 'RESOLVED'], { error: 'INVALID' });
export type AlertStatus = z.infer<typeof AlertStatus>;
export const AlertResolution = z.enum(['TRUE_POSITIVE', 'FALSE_POSITIVE'], { error: 'INVALID' });
export type AlertResolution = z.infer<typeof AlertResolution>;

/** Keyset pages, the gravest first and among them the oldest; `cursor` is opaque. */
export const AlertFilter = z.strictObject({
  status: z.enum(['open', 'mine', 'resolved', 'all'], { error: 'INVALID' }).default('open'),
  severity: Severity.optional(),
  type: AlertType.optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
export type AlertFilter = z.infer<typeof AlertFilter>;

const Person = z.strictObject({ id: UserId, name: z.string() });

/** The fields that REST clients agreed on come first. */
export const AlertItem = z.strictObject({
  alertId: z.string(),
  alertType: AlertType,
  severity: Severity,
  status: AlertStatus,
  title: z.string(),
  description: z.string(),
  riskScore: z.int(),
  createdAt: z.iso.datetime(),
  resolution: AlertResolution.nullable(),
  owner: Person.nullable(),
  customerId: z.string(),
  customerName: z.string(),
  applicationId: ApplicationId.nullable(),
});
export type AlertItem = z.infer<typeof AlertItem>;

export const AlertPage = z.strictObject({
  count: z.int().nullable(),
  more: z.boolean(),
  next: z.string().nullable(),
  results: z.array(AlertItem),
});
export type AlertPage = z.infer<typeof AlertPage>;

export const AlertView = z.strictObject({
  ...AlertItem.shape,
  version: z.int(),
  isMine: z.boolean(),
  signals: z.array(SignalView),
  /** Oldest first; a body that cannot be read any more is null. */
  notes: z.array(z.strictObject({ author: z.string(), at: z.iso.datetime(), body: z.string().nullable() })),
  resolvedBy: z.string().nullable(),
  resolvedAt: z.iso.datetime().nullable(),
});
export type AlertView = z.infer<typeof AlertView>;

export const AlertRef = z.strictObject({ alertId: z.string().regex(/^ALERT[0-9A-Z]{10}$/, 'INVALID') });
export type AlertRef = z.infer<typeof AlertRef>;
/** `version`: as the screen shows it, so that nobody takes over what they did not see. */
export const OwnAlertInput = z.strictObject({ ...AlertRef.shape, version: z.int() });
export type OwnAlertInput = z.infer<typeof OwnAlertInput>;
export const AlertNoteInput = z.strictObject({
  ...AlertRef.shape,
  body: freeText(2000).min(1, 'REQUIRED'),
});
export type AlertNoteInput = z.infer<typeof AlertNoteInput>;
export const ResolveInput = z.strictObject({
  ...AlertRef.shape,
  version: z.int(),
  resolution: AlertResolution,
  /** What was found; kept with the alert. */
  note: freeText(2000).min(10, 'REASON_TOO_SHORT'),
});
export type ResolveInput = z.infer<typeof ResolveInput>;
