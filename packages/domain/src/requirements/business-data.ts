import { z } from 'zod';
import { checkCin, checkEin, checkGstin } from '../identifiers/index.ts';
import { freeText } from '../shared/index.ts';
import { AddressData, BirthDate, PersonName, Ssn } from './data.ts';
import { Aadhaar, CountryCode, identifier, Itin, Pan, PassportNumber } from './number-data.ts';

const BusinessName = z
  .string({ error: 'REQUIRED' })
  .trim()
  .min(1, 'REQUIRED')
  .max(160, 'TOO_LONG')
  .regex(/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’.,&()\-/ ]*$/u, 'NAME_FORMAT');

const Ein = identifier('EIN', (text) => {
  const verdict = checkEin(text);
  return verdict.ok ? { ok: true, value: verdict.digits } : verdict;
});
const Cin = identifier('CIN', (text) => {
  const verdict = checkCin(text);
  return verdict.ok ? { ok: true, value: verdict.cin } : verdict;
});
const Gstin = identifier('GSTIN', (text) => {
  const verdict = checkGstin(text);
  return verdict.ok ? { ok: true, value: verdict.gstin } : verdict;
});

const Place = AddressData.transform(({ country: _, ...place }) => place);
const place = AddressData.shape;
const placed = {
  line1: place.line1,
  line2: place.line2,
  city: place.city,
  region: place.region,
  postalCode: place.postalCode,
};

function checkPlace(country: string) {
  return (business: z.infer<z.ZodObject<typeof placed>>, ctx: z.RefinementCtx) => {
    const { line1, line2, city, region, postalCode } = business;
    const parsed = Place.safeParse({
      line1,
      ...(line2 === undefined ? {} : { line2 }),
      city,
      region,
      postalCode,
      country,
    });
    for (const issue of parsed.error?.issues ?? [])
      ctx.issues.push({ ...issue, input: issue.input } as z.core.$ZodRawIssue); // same issue, raised here
  };
}

const BusinessUs = z
  .strictObject({ legalName: BusinessName, registrationNumber: Ein, ...placed })
  .superRefine(checkPlace('US'));
const BusinessIn = z
  .strictObject({ legalName: BusinessName, registrationNumber: Cin, gstin: Gstin.optional(), ...placed })
  .superRefine(checkPlace('IN'));

export type Business = z.infer<typeof BusinessUs> | z.infer<typeof BusinessIn>;
/** Legal name, registration number (EIN or CIN), GSTIN where Indian, and the registered address, by country. */
export const businessOf = (country: string) => (country === 'IN' ? BusinessIn : BusinessUs);
export const BusinessFields = {
  legalName: z.string().optional(),
  registrationNumber: z.string().optional(),
  gstin: z.string().optional(),
  line1: z.string().optional(),
  line2: z.string().optional(),
  city: z.string().optional(),
  region: z.string().optional(),
  postalCode: z.string().optional(),
};

const NUMBERS = { ssn: Ssn, itin: Itin, aadhaar: Aadhaar, pan: Pan, passport: PassportNumber } as const;
export const PersonNumberKind = z.enum(['ssn', 'itin', 'aadhaar', 'pan', 'passport'], { error: 'REQUIRED' });
export type PersonNumberKind = z.infer<typeof PersonNumberKind>;

const person = {
  firstName: PersonName,
  lastName: PersonName,
  /** Asked of owners at or above the policy's threshold, and of the control person. */
  dateOfBirth: BirthDate.optional(),
  country: CountryCode.optional(),
  numberKind: PersonNumberKind.optional(),
  /** Left out where a number given earlier stands (`key` names the person). */
  number: freeText(60).optional(),
};
/** Who a person is: a number given earlier stands only for the same one. */
export const PERSON_FIELDS = ['firstName', 'lastName', 'dateOfBirth'] as const;

/** A person's number judged by its kind, as `number` with the kind's own code. */
function checkNumber(
  { numberKind, number }: { numberKind?: PersonNumberKind | undefined; number?: string | undefined },
  ctx: z.RefinementCtx,
) {
  if (number === undefined) return;
  // A number of no kind would be stored unjudged and unmasked by no rule.
  if (numberKind === undefined) {
    ctx.addIssue({ code: 'custom', path: ['numberKind'], message: 'REQUIRED' });
    return;
  }
  const verdict = NUMBERS[numberKind].safeParse(number);
  if (!verdict.success)
    ctx.addIssue({ code: 'custom', path: ['number'], message: verdict.error.issues[0]?.message ?? 'INVALID' });
}

export const Owner = z
  .strictObject({
    /** Made by whoever adds the person; keeps them the same when the list is saved again. One spelling of each. */
    key: z.uuid('INVALID').toLowerCase(),
    ...person,
    /** Percent of the company, up to two decimals. */
    sharePercent: z
      .number({ error: 'SHARE_FORMAT' })
      .min(0.01, 'SHARE_FORMAT')
      .max(100, 'SHARE_FORMAT')
      // 33.33 × 100 is 3333.0000000000005: the slack is for that, not for a third decimal.
      .refine((share) => Math.abs(share * 100 - Math.round(share * 100)) < 1e-9, 'SHARE_FORMAT')
      .transform((share) => Math.round(share * 100) / 100),
  })
  .superRefine(checkNumber);
export type Owner = z.infer<typeof Owner>;

const hundredths = (owners: readonly { sharePercent: number }[]) =>
  owners.reduce((sum, { sharePercent }) => sum + Math.round(sharePercent * 100), 0);

/** Who owns the company. `nobodyAtThreshold` says that no person reaches the policy's threshold. */
export const OwnersFields = {
  owners: z
    .array(Owner)
    .max(25, 'TOO_MANY_OWNERS')
    .superRefine((owners, ctx) => {
      if (hundredths(owners) > 10_000) ctx.addIssue({ code: 'custom', message: 'SHARES_ABOVE_100' });
      if (new Set(owners.map(({ key }) => key)).size < owners.length)
        ctx.addIssue({ code: 'custom', message: 'INVALID' });
    }),
  nobodyAtThreshold: z.boolean().default(false),
};
export const OwnersData = z.strictObject(OwnersFields);
export type OwnersData = z.infer<typeof OwnersData>;

type Gap = { readonly path: string; readonly code: 'REQUIRED' | 'OWNERS_NEEDED' | 'OWNER_AT_THRESHOLD' };

/**
 * What is missing of the people the law wants identified: owners at or above `thresholdPercent` (25 in 31 CFR
 * 1010.230(d), 10 in rule 9(3) of the Indian PML Rules) need birth date, country and a number. Paths are field paths.
 */
export function ownerGaps(
  { owners, nobodyAtThreshold }: OwnersData,
  thresholdPercent: number,
  known: ReadonlySet<string>,
): Gap[] {
  const major = owners
    .map((owner, at) => ({ owner, at }))
    .filter(({ owner }) => owner.sharePercent >= thresholdPercent);
  if (major.length === 0 && !nobodyAtThreshold) return [{ path: 'owners', code: 'OWNERS_NEEDED' }];
  if (major.length > 0 && nobodyAtThreshold) return [{ path: 'nobodyAtThreshold', code: 'OWNER_AT_THRESHOLD' }];
  return major.flatMap(({ owner, at }) =>
    personGaps(owner, known.has(owner.key)).map((field) => ({
      path: `owners.${at}.${field}`,
      code: 'REQUIRED' as const,
    })),
  );
}

/** Fields of an identified person that are still empty; a number given earlier counts. */
export function personGaps(
  given: Partial<Pick<Owner, 'dateOfBirth' | 'country' | 'numberKind' | 'number'>>,
  hasNumber: boolean,
): string[] {
  const fields = ['dateOfBirth', 'country', 'numberKind'] as const;
  const empty: string[] = fields.filter((field) => given[field] === undefined);
  return given.number === undefined && !hasNumber ? [...empty, 'number'] : empty;
}

/** One person with significant responsibility to run the company (31 CFR 1010.230(d)(2)). */
export const ControlPersonFields = {
  ...person,
  title: freeText(80).min(1, 'REQUIRED'),
};
export const ControlPerson = z.strictObject(ControlPersonFields).superRefine(checkNumber);
export type ControlPerson = z.infer<typeof ControlPerson>;
