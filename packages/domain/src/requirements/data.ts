import { z } from 'zod';
import { checkPostalCode, checkSsn, US_STATES } from '../identifiers/index.ts';
import { freeText, isStorable } from '../shared/index.ts';

const ALLOWED_NAME = /^[\p{L}\p{M}][\p{L}\p{M}'’.\- ]*$/u;

export const PersonName = z
  .string({ error: 'REQUIRED' })
  .trim()
  .min(1, 'REQUIRED')
  .max(80, 'TOO_LONG')
  .regex(ALLOWED_NAME, 'NAME_FORMAT');
/** The day itself is checked against today by `checkBirthDate`, where the clock is known. */
export const BirthDate = z.iso.date({
  error: (issue) => (issue.input === undefined || issue.input === '' ? 'REQUIRED' : 'DATE_FORMAT'),
});

const line = (max: number) => freeText(max).min(1, 'REQUIRED');

export const IdentityData = z.strictObject({ firstName: PersonName, lastName: PersonName, dateOfBirth: BirthDate });
export type IdentityData = z.infer<typeof IdentityData>;

export const AddressData = z
  .strictObject({
    line1: line(120),
    line2: freeText(120).optional(),
    city: line(80),
    region: line(60),
    postalCode: line(12),
    country: line(2).length(2, 'INVALID'),
  })
  .superRefine((address, ctx) => {
    if (!checkPostalCode(address.country, address.postalCode).ok)
      ctx.addIssue({ code: 'custom', path: ['postalCode'], message: 'POSTAL_CODE_FORMAT' });
    if (address.country === 'US' && !US_STATES.some((state) => state.code === address.region)) {
      ctx.addIssue({ code: 'custom', path: ['region'], message: 'REGION_UNKNOWN' });
    }
  });
export type AddressData = z.infer<typeof AddressData>;

export const Ssn = z
  .string({ error: 'REQUIRED' })
  .min(1, 'REQUIRED')
  .transform((text, ctx) => {
    const verdict = checkSsn(text);
    if (verdict.ok) return verdict.digits;
    ctx.addIssue({ code: 'custom', message: `SSN_${verdict.why}` });
    return z.NEVER;
  });
export const SsnData = z.strictObject({ ssn: Ssn });
export type SsnData = z.infer<typeof SsnData>;

export const ConsentData = z.strictObject({ accepted: z.literal(true, { error: 'CONSENT_NEEDED' }) });
export type ConsentData = z.infer<typeof ConsentData>;

const TEXT_ADDRESS = z.strictObject({ text: line(300) });

/** A structured address, or S0's single line `{text}`, which stands alone. */
const AddressOrText = z.strictObject({
  text: z.string().optional(),
  line1: z.string().optional(),
  line2: z.string().optional(),
  city: z.string().optional(),
  region: z.string().optional(),
  postalCode: z.string().optional(),
  country: z.string().optional(),
}).shape;

/** The data of one row, told apart by its code. */
export const PutRequirementInput = z.discriminatedUnion('code', [
  z.strictObject({ code: z.literal('identity'), ...IdentityData.shape }),
  z.strictObject({ code: z.literal('address'), ...AddressOrText }).superRefine(({ code: _, ...given }, ctx) => {
    const parsed = (given.text === undefined ? AddressData : TEXT_ADDRESS).safeParse(given);
    for (const issue of parsed.error?.issues ?? [])
      ctx.issues.push({ ...issue, input: issue.input } as z.core.$ZodRawIssue); // same issue, raised here
  }),
  z.strictObject({ code: z.literal('ssn'), ...SsnData.shape }),
  z.strictObject({ code: z.literal('consent'), ...ConsentData.shape }),
]);
export type PutRequirementInput = z.infer<typeof PutRequirementInput>;

/** Rows whose half-typed content is kept. An SSN is not: it is saved when complete and never travels back whole. */
export const DraftCode = z.enum(['identity', 'address']);
export type DraftCode = z.infer<typeof DraftCode>;
export const DraftFields = z
  .record(z.string().max(40).refine(isStorable, 'INVALID'), z.string().max(300).refine(isStorable, 'INVALID'))
  .refine((fields) => Object.keys(fields).length <= 12, 'TOO_LONG');
export const SaveDraftInput = z.strictObject({ code: DraftCode, fields: DraftFields });
export type SaveDraftInput = z.infer<typeof SaveDraftInput>;

/** What stands in the forms: the draft where there is one, else what was saved. */
export const FormContent = z.strictObject({
  identity: DraftFields,
  address: DraftFields,
  ssnLastFour: z.string().nullable(),
  savedAt: z.iso.datetime().nullable(),
});
export type FormContent = z.infer<typeof FormContent>;
