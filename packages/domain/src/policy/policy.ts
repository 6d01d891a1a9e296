import { z } from 'zod';
import { RiskBand } from '../application/status.ts';
import { ConsentVersion } from '../consent/index.ts';
import { DocumentSide, DocumentType } from '../kyc-documents/index.ts';
import { RequirementCode } from '../requirements/code.ts';
import { type FieldCode, freeText } from '../shared/index.ts';
import { checkPolicy } from './soundness.ts';

/** Kinds of outside check, one port each. */
export const CheckKind = z.enum(['aadhaar', 'pan', 'bank_account', 'document', 'screening']);
export type CheckKind = z.infer<typeof CheckKind>;

export const ApplicantKind = z.enum(['individual', 'business'], { error: 'INVALID' });
export type ApplicantKind = z.infer<typeof ApplicantKind>;

/** Each option at most once. */
const setOf = <Options extends z.util.EnumLike>(options: z.ZodEnum<Options>, twice: FieldCode) =>
  z
    .array(options)
    .max(options.options.length, twice)
    .refine((list) => new Set(list).size === list.length, twice);

/** The row is asked for only of applications in one of these bands; of all where left out. */
const atRisk = { atRisk: setOf(RiskBand, 'RISK_TWICE').min(1, 'RISK_NEEDED').optional() };

const DocumentRequirement = z.strictObject({
  kind: z.literal('document'),
  code: z.enum(['photo_id', 'proof_of_address', 'registration_document']),
  accepts: z
    .array(z.strictObject({ type: DocumentType, sides: setOf(DocumentSide, 'SIDE_TWICE').min(1, 'SIDES_NEEDED') }))
    .min(1, 'DOCUMENT_TYPE_NEEDED')
    .max(DocumentType.options.length, 'DOCUMENT_TYPE_TWICE'),
  /** Oldest accepted day of issue, in days before the upload. */
  maxAgeDays: z.int('DAYS_RANGE').positive('DAYS_RANGE').max(3_650, 'DAYS_RANGE').optional(),
  ...atRisk,
});

/** One row the policy asks for. Document rows name the accepted types and the sides each needs. */
export const PolicyRequirement = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('contact'), code: z.enum(['email', 'phone']) }),
  z.strictObject({
    kind: z.literal('data'),
    code: RequirementCode,
    /** The row that the applicant may give in place of this one. */
    alternative: RequirementCode.optional(),
    ...atRisk,
  }),
  z.strictObject({ kind: z.literal('consent'), code: z.literal('consent'), textVersion: ConsentVersion }),
  DocumentRequirement,
]);
export type PolicyRequirement = z.infer<typeof PolicyRequirement>;

/** A published policy is data: versioned, validated on load, pinned to each application that starts under it. */
export const Policy = z
  .strictObject({
    code: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
    version: z.int().positive(),
    title: freeText(80).min(1, 'REQUIRED'),
    country: z.string().regex(/^[A-Z]{2}$/),
    applicantKind: ApplicantKind,
    /** Hours from submitting until a decision is due. */
    dueHours: z.int('HOURS_RANGE').positive('HOURS_RANGE').max(2_160, 'HOURS_RANGE'),
    /** Risk bands whose approval needs a second person. */
    secondApprovalAt: setOf(RiskBand, 'RISK_TWICE').default([]),
    /** Percent of the company from which an owner must be identified. */
    ownerThresholdPercent: z.number('PERCENT_RANGE').positive('PERCENT_RANGE').max(100, 'PERCENT_RANGE').optional(),
    checks: setOf(CheckKind, 'CHECK_TWICE').default([]),
    requirements: z.array(PolicyRequirement).min(1, 'ROWS_NEEDED').max(40, 'TOO_LONG'),
  })
  .superRefine((policy, ctx) => {
    checkPolicy(policy, (path, message) => ctx.addIssue({ code: 'custom', path, message }));
  });
export type Policy = z.infer<typeof Policy>;
