import { z } from 'zod';
import { RiskBand } from '../application/status.ts';
import { DocumentSide, DocumentType } from '../kyc-documents/index.ts';
import { DATA_CODES, RequirementCode } from '../requirements/code.ts';

/** Kinds of outside check, one port each. */
export const CheckKind = z.enum(['aadhaar', 'pan', 'bank_account', 'document', 'screening']);
export type CheckKind = z.infer<typeof CheckKind>;

export const ApplicantKind = z.enum(['individual', 'business'], { error: 'INVALID' });
export type ApplicantKind = z.infer<typeof ApplicantKind>;

/** The row is asked for only of applications in one of these bands; of all where left out. */
const atRisk = { atRisk: z.array(RiskBand).min(1, 'RISK_NEEDED').optional() };

const DocumentRequirement = z.strictObject({
  kind: z.literal('document'),
  code: z.enum(['photo_id', 'proof_of_address', 'registration_document']),
  accepts: z
    .array(z.strictObject({ type: DocumentType, sides: z.array(DocumentSide).min(1, 'SIDES_NEEDED') }))
    .min(1, 'DOCUMENT_TYPE_NEEDED'),
  /** Oldest accepted day of issue, in days before the upload. */
  maxAgeDays: z.int('DAYS_RANGE').positive('DAYS_RANGE').max(3_650, 'DAYS_RANGE').optional(),
  ...atRisk,
});

const textVersion = z.string({ error: 'REQUIRED' }).trim().min(1, 'REQUIRED').max(40, 'TOO_LONG');

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
  z.strictObject({ kind: z.literal('consent'), code: z.literal('consent'), textVersion }),
  DocumentRequirement,
]);
export type PolicyRequirement = z.infer<typeof PolicyRequirement>;

function codesOf(requirements: readonly PolicyRequirement[]): RequirementCode[] {
  return requirements.flatMap((row) =>
    row.kind === 'data' && row.alternative ? [row.code, row.alternative] : [row.code],
  );
}

const isDataCode = (code: RequirementCode) => DATA_CODES.some((known) => known === code);

/** Rows that would be asked twice, or whose code is not of their kind. */
function checkRows(requirements: readonly PolicyRequirement[], ctx: z.RefinementCtx): void {
  const seen = new Set<RequirementCode>();
  const refuse = (path: PropertyKey[], message: string) =>
    ctx.addIssue({ code: 'custom', path: ['requirements', ...path], message });
  for (const [at, row] of requirements.entries()) {
    if (row.kind === 'data' && !isDataCode(row.code)) refuse([at, 'code'], 'REQUIREMENT_KIND');
    if (row.kind === 'data' && row.alternative && !isDataCode(row.alternative))
      refuse([at, 'alternative'], 'REQUIREMENT_KIND');
    if (row.kind === 'document' && new Set(row.accepts.map(({ type }) => type)).size < row.accepts.length)
      refuse([at, 'accepts'], 'DOCUMENT_TYPE_TWICE');
    for (const [place, code] of codesOf([row]).entries()) {
      if (seen.has(code)) refuse([at, place === 0 ? 'code' : 'alternative'], 'REQUIREMENT_TWICE');
      seen.add(code);
    }
  }
}

/** A published policy is data: versioned, validated on load, pinned to each application that starts under it. */
export const Policy = z
  .strictObject({
    code: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
    version: z.int().positive(),
    title: z.string({ error: 'REQUIRED' }).trim().min(1, 'REQUIRED').max(80, 'TOO_LONG'),
    country: z.string().regex(/^[A-Z]{2}$/),
    applicantKind: ApplicantKind,
    /** Hours from submitting until a decision is due. */
    dueHours: z.int('HOURS_RANGE').positive('HOURS_RANGE').max(2_160, 'HOURS_RANGE'),
    /** Risk bands whose approval needs a second person. */
    secondApprovalAt: z.array(RiskBand).default([]),
    /** Percent of the company from which an owner must be identified. */
    ownerThresholdPercent: z.number('PERCENT_RANGE').positive('PERCENT_RANGE').max(100, 'PERCENT_RANGE').optional(),
    checks: z.array(CheckKind).default([]),
    requirements: z.array(PolicyRequirement).min(1, 'ROWS_NEEDED').max(40, 'TOO_LONG'),
  })
  .superRefine(({ requirements, ownerThresholdPercent, checks }, ctx) => {
    checkRows(requirements, ctx);
    if (codesOf(requirements).includes('owners') && ownerThresholdPercent === undefined)
      ctx.addIssue({ code: 'custom', path: ['ownerThresholdPercent'], message: 'THRESHOLD_NEEDED' });
    if (new Set(checks).size < checks.length)
      ctx.addIssue({ code: 'custom', path: ['checks'], message: 'CHECK_TWICE' });
  });
export type Policy = z.infer<typeof Policy>;
