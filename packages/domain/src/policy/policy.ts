import { z } from 'zod';
import { DocumentSide, DocumentType } from '../kyc-documents/index.ts';
import { RequirementCode } from '../requirements/code.ts';

/** One row the policy asks for. Document rows name the accepted types and the sides each needs. */
export const PolicyRequirement = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('contact'), code: RequirementCode }),
  z.strictObject({ kind: z.literal('data'), code: RequirementCode }),
  z.strictObject({ kind: z.literal('consent'), code: RequirementCode, textVersion: z.string() }),
  z.strictObject({
    kind: z.literal('document'),
    code: RequirementCode,
    accepts: z.array(z.strictObject({ type: DocumentType, sides: z.array(DocumentSide).min(1) })).min(1),
  }),
]);
export type PolicyRequirement = z.infer<typeof PolicyRequirement>;

/** A published policy is data: versioned, validated on load, pinned to each application that starts under it. */
export const Policy = z.strictObject({
  code: z.string(),
  version: z.int().positive(),
  title: z.string(),
  country: z.string().length(2),
  applicantKind: z.enum(['individual', 'business']),
  dueHours: z.int().positive(),
  requirements: z.array(PolicyRequirement).min(1),
});
export type Policy = z.infer<typeof Policy>;
