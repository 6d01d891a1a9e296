import { z } from 'zod';
import { ApplicationId } from '../shared/index.ts';
import { ApplicationStatus } from './status.ts';

/** A case changed: which one, what it now counts, where it stands. Nothing of a person. */
export const CaseChange = z.strictObject({
  kind: z.literal('case'),
  id: ApplicationId,
  version: z.int(),
  status: ApplicationStatus,
});
export type CaseChange = z.infer<typeof CaseChange>;

/** A note was added to a case, whose version stays; staff alone hear of it. */
export const NotesChange = z.strictObject({ kind: z.literal('notes'), id: ApplicationId });

/** Something came for the person who listens, or was read in another window; staff alone. */
export const NotificationChange = z.strictObject({ kind: z.literal('notification') });

/** A fraud alert was raised or worked on; which one, staff ask for. Staff alone. */
export const AlertsChange = z.strictObject({ kind: z.literal('alerts') });

/** A grave security event was recorded, or one was worked on; staff alone. */
export const SecurityChange = z.strictObject({ kind: z.literal('security') });

/** What happened since a screen last read. */
export const LiveChange = z.discriminatedUnion('kind', [
  CaseChange,
  NotesChange,
  NotificationChange,
  AlertsChange,
  SecurityChange,
]);
export type LiveChange = z.infer<typeof LiveChange>;

/** What an open screen hears. `resync`: changes may have been missed, read again what is shown. */
export const LiveEvent = z.discriminatedUnion('kind', [
  ...LiveChange.options,
  z.strictObject({ kind: z.literal('resync') }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;
