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

/** What an open screen hears. `resync`: changes may have been missed, read again what is shown. */
export const LiveEvent = z.discriminatedUnion('kind', [CaseChange, z.strictObject({ kind: z.literal('resync') })]);
export type LiveEvent = z.infer<typeof LiveEvent>;
