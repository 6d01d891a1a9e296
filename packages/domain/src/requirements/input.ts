import { z } from 'zod';
import { isStorable } from '../shared/index.ts';
import { BusinessFields, ControlPersonFields, OwnersFields } from './business-data.ts';
import { RequirementCode } from './code.ts';
import { AddressData, AddressOrText, ConsentData, IdentityData, SsnData, TEXT_ADDRESS } from './data.ts';
import { AadhaarData, BankAccountFields, PanData, TaxIdAlternative, TaxIdAlternativeFields } from './number-data.ts';

/** Raises the issues of a second reading of the same fields. */
function readAs(schema: z.ZodType, given: unknown, ctx: z.RefinementCtx): void {
  for (const issue of schema.safeParse(given).error?.issues ?? [])
    ctx.issues.push({ ...issue, input: issue.input } as z.core.$ZodRawIssue); // same issue, raised here
}

/**
 * The data of one row, told apart by its code. Rows whose form depends on the applicant's country (`bank_account`,
 * `business`) or on the policy (`owners`, `control_person`) are judged a second time where these are known.
 */
export const PutRequirementInput = z.discriminatedUnion('code', [
  z.strictObject({ code: z.literal('identity'), ...IdentityData.shape }),
  z
    .strictObject({ code: z.literal('address'), ...AddressOrText })
    .superRefine(({ code: _, ...given }, ctx) =>
      readAs(given.text === undefined ? AddressData : TEXT_ADDRESS, given, ctx),
    ),
  z.strictObject({ code: z.literal('ssn'), ...SsnData.shape }),
  z
    .strictObject({ code: z.literal('tax_id_alternative'), ...TaxIdAlternativeFields })
    .superRefine(({ code: _, ...given }, ctx) => readAs(TaxIdAlternative, given, ctx)),
  z.strictObject({ code: z.literal('aadhaar'), ...AadhaarData.shape }),
  z.strictObject({ code: z.literal('pan'), ...PanData.shape }),
  z.strictObject({ code: z.literal('bank_account'), ...BankAccountFields }),
  z.strictObject({ code: z.literal('business'), ...BusinessFields }),
  z.strictObject({ code: z.literal('owners'), ...OwnersFields }),
  z.strictObject({ code: z.literal('control_person'), ...ControlPersonFields }),
  z.strictObject({ code: z.literal('consent'), ...ConsentData.shape }),
]);
export type PutRequirementInput = z.infer<typeof PutRequirementInput>;

/** Chooses which of two rows that stand for one another is asked for, e.g. `tax_id_alternative` in place of `ssn`. */
export const ChooseRequirementInput = z.strictObject({ code: RequirementCode });
export type ChooseRequirementInput = z.infer<typeof ChooseRequirementInput>;

/**
 * Rows whose half-typed content is kept. A row that is one secret number has no draft: the number is saved when complete
 * and never travels back whole. Secret fields of the other rows stay out of their drafts for the same reason.
 */
export const DraftCode = z.enum([
  'identity',
  'address',
  'tax_id_alternative',
  'bank_account',
  'business',
  'owners',
  'control_person',
]);
export type DraftCode = z.infer<typeof DraftCode>;

/** Field paths that a draft never holds, by their last part. */
export const SECRET_FIELDS: readonly string[] = [
  'ssn',
  'aadhaar',
  'pan',
  'itin',
  'passportNumber',
  'accountNumber',
  'number',
];

const OWNER_PATH =
  /^(nobodyAtThreshold|owners\.\d{1,2}\.(key|firstName|lastName|dateOfBirth|country|numberKind|sharePercent))$/;
const DRAFT_PATHS: Readonly<Record<DraftCode, RegExp>> = {
  identity: /^(firstName|lastName|dateOfBirth)$/,
  address: /^(text|line1|line2|city|region|postalCode|country)$/,
  tax_id_alternative: /^(kind|passportCountry)$/,
  bank_account: /^(holderName|routingNumber|ifsc)$/,
  business: /^(legalName|registrationNumber|gstin|line1|line2|city|region|postalCode)$/,
  owners: OWNER_PATH,
  control_person: /^(firstName|lastName|dateOfBirth|country|numberKind|title)$/,
};

/** Is it a field that this row's draft keeps? Named one by one: no spelling of a secret's name (`itin `) gets in. */
export function isDraftPath(code: DraftCode, path: string): boolean {
  return DRAFT_PATHS[code].test(path);
}

/** Field path (`city`, `owners.0.firstName`) to text. */
export const DraftFields = z
  .record(z.string().max(60).refine(isStorable, 'INVALID'), z.string().max(300).refine(isStorable, 'INVALID'))
  .refine((fields) => Object.keys(fields).length <= 220, 'TOO_LONG');
export type DraftFields = z.infer<typeof DraftFields>;
export const SaveDraftInput = z.strictObject({ code: DraftCode, fields: DraftFields });
export type SaveDraftInput = z.infer<typeof SaveDraftInput>;

/** What stands in one form: the draft where there is one, else what was saved; secrets masked, by field path. */
export const FormRow = z.strictObject({ fields: DraftFields, masked: DraftFields });
export type FormRow = z.infer<typeof FormRow>;
export const FormContent = z.strictObject({
  /** Only rows of the person's own policy. */
  rows: z.partialRecord(RequirementCode, FormRow),
  country: z.string(),
  /** Percent from which an owner must be identified; null where the policy asks for none. */
  ownerThreshold: z.number().nullable(),
  /** Version of the text that the person agrees to. */
  consentVersion: z.string().nullable(),
  savedAt: z.iso.datetime().nullable(),
});
export type FormContent = z.infer<typeof FormContent>;
