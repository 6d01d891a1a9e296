import { z } from 'zod';
import { ApplicationId } from '../shared/index.ts';

/** What the desk tells a member of staff of. */
export const NotificationKind = z.enum([
  'MENTIONED',
  'NEW_CASE',
  'CASE_RESUBMITTED',
  'CASE_ASSIGNED',
  'CASE_HANDED_OVER',
  'CASE_TAKEN_BACK',
  'CASE_DUE_SOON',
  'CASE_LATE',
  'LEASE_LAPSED',
  'SECOND_APPROVAL_WAITING',
  'SECOND_APPROVAL_VOIDED',
  'DECISION_NOT_MADE',
  'OVERRIDE_WAITING',
  'ALERT_RAISED',
  'SECURITY_ALERT',
  'MESSAGES_UNDELIVERED',
  'ERASURE_ASKED',
  'ERASURE_DUE',
]);
export type NotificationKind = z.infer<typeof NotificationKind>;

/** `facts` fill the sentence: names of staff, a customer number, counts. */
export const NotificationView = z.strictObject({
  id: z.uuid(),
  kind: NotificationKind,
  applicationId: ApplicationId.nullable(),
  facts: z.record(z.string(), z.string()),
  createdAt: z.iso.datetime(),
  isRead: z.boolean(),
});
export type NotificationView = z.infer<typeof NotificationView>;

export const NotificationList = z.strictObject({
  unread: z.int(),
  results: z.array(NotificationView),
});
export type NotificationList = z.infer<typeof NotificationList>;

/** Some by id, or all of them. */
export const MarkReadInput = z
  .strictObject({
    ids: z.array(z.uuid()).min(1, 'REQUIRED').max(50, 'TOO_LONG').optional(),
    all: z.literal(true, { error: 'INVALID' }).optional(),
  })
  .refine(({ ids, all }) => (ids === undefined) !== (all === undefined), { error: 'REQUIRED', path: ['ids'] });
export type MarkReadInput = z.infer<typeof MarkReadInput>;
