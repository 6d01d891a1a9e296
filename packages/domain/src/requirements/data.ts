import { z } from 'zod';
import { checkPostalCode, checkSsn, IN_STATES, US_STATES } from '../identifiers/index.ts';
import { freeText } from '../shared/index.ts';

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

const REGIONS: Readonly<Record<string, readonly { code: string }[]>> = { US: US_STATES, IN: IN_STATES };

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
    const regions = REGIONS[address.country];
    if (regions && !regions.some(({ code }) => code === address.region))
      ctx.addIssue({ code: 'custom', path: ['region'], message: 'REGION_UNKNOWN' });
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

export const TEXT_ADDRESS = z.strictObject({ text: line(300) });

/** A structured address, or REST's single line `{text}`, which stands alone. */
export const AddressOrText = z.strictObject({
  text: z.string().optional(),
  line1: z.string().optional(),
  line2: z.string().optional(),
  city: z.string().optional(),
  region: z.string().optional(),
  postalCode: z.string().optional(),
  country: z.string().optional(),
}).shape;
