import { z } from 'zod';
import { DocumentSide, DocumentType, Refusal } from '../kyc-documents/index.ts';
import { RequirementCode, RequirementState } from './code.ts';

/** One row of the ledger as customer, reviewer and API all see it. */
export const RequirementRow = z.strictObject({
  code: RequirementCode,
  kind: z.enum(['contact', 'data', 'consent', 'document']),
  title: z.string(),
  reason: z.string(),
  state: RequirementState,
  /** What was given, masked, e.g. "ends in 6789"; null while nothing is. */
  summary: z.string().nullable(),
  /** May the applicant change it now? */
  isOpen: z.boolean(),
  refusal: Refusal.optional(),
  /** An outside check or a file check of it is running. */
  isChecking: z.boolean(),
  /** What may be given in its place, e.g. `tax_id_alternative` for `ssn`. */
  alternative: z.strictObject({ code: RequirementCode, title: z.string() }).nullable(),
  /** Document rows: the types the pinned policy takes, each with the sides it needs; null for other rows. */
  accepts: z.array(z.strictObject({ type: DocumentType, sides: z.array(DocumentSide) })).nullable(),
  /** Document rows: the oldest accepted day of issue, in days; null where any age will do. */
  maxAgeDays: z.int().nullable(),
});
export type RequirementRow = z.infer<typeof RequirementRow>;

export const RequirementsView = z.strictObject({
  /** Whole percent: rows submitted or accepted over all rows. */
  completion: z.int().min(0).max(100),
  currentlyDue: z.array(RequirementRow),
  pendingVerification: z.array(RequirementRow),
  satisfied: z.array(RequirementRow),
  refused: z.array(RequirementRow),
  deadline: z.iso.datetime().nullable(),
});
export type RequirementsView = z.infer<typeof RequirementsView>;
