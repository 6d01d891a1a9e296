import { z } from 'zod';
import { checkAadhaar, checkAba, checkIfsc, checkItin, checkPan, panHolder } from '../identifiers/index.ts';

const given = () => z.string({ error: 'REQUIRED' }).trim().min(1, 'REQUIRED').max(60, 'TOO_LONG');

/** Text judged by one of the identifier checks: its canonical form, or the check's failure as a field code. */
export function identifier<Failure extends string>(
  prefix: string,
  check: (text: string) => { ok: false; why: Failure } | { ok: true; value: string },
) {
  return given().transform((text, ctx) => {
    const verdict = check(text);
    if (verdict.ok) return verdict.value;
    ctx.addIssue({ code: 'custom', message: `${prefix}_${verdict.why}` });
    return z.NEVER;
  });
}

const digits = <Failure extends string>(verdict: { ok: false; why: Failure } | { ok: true; digits: string }) =>
  verdict.ok ? ({ ok: true, value: verdict.digits } as const) : verdict;

export const Aadhaar = identifier('AADHAAR', (text) => digits(checkAadhaar(text)));
export const AadhaarData = z.strictObject({ aadhaar: Aadhaar });

export const Pan = identifier('PAN', (text) => {
  const verdict = checkPan(text);
  return verdict.ok ? { ok: true, value: verdict.pan } : verdict;
});
/** The applicant's own PAN: its fourth letter says P, individual. */
export const PanData = z.strictObject({
  pan: Pan.refine((pan) => panHolder(pan) === 'Individual', 'PAN_NOT_INDIVIDUAL'),
});

export const Itin = identifier('ITIN', (text) => digits(checkItin(text)));
export const PassportNumber = given()
  .transform((text) => text.toUpperCase().replace(/[\s\p{Pd}]/gu, ''))
  .pipe(z.string().regex(/^[A-Z0-9]{5,20}$/, 'PASSPORT_FORMAT'));
export const CountryCode = given().regex(/^[A-Z]{2}$/, 'COUNTRY_FORMAT');

const ALTERNATIVE = z.strictObject({
  kind: z.enum(['itin', 'passport'], { error: 'REQUIRED' }),
  itin: z.string().optional(),
  passportNumber: z.string().optional(),
  passportCountry: z.string().optional(),
});

/** Who has no SSN: an ITIN, or a passport's number and country (31 CFR 1020.220(a)(2)(i)(A)(4)). */
export const TaxIdAlternative = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('itin'), itin: Itin }),
  z.strictObject({ kind: z.literal('passport'), passportNumber: PassportNumber, passportCountry: CountryCode }),
]);
export type TaxIdAlternative = z.infer<typeof TaxIdAlternative>;
/** One flat object for forms and REST; fields of the other kind are refused. */
export const TaxIdAlternativeFields = ALTERNATIVE.shape;

const AccountNumber = given()
  .transform((text) => text.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{4,18}$/, 'ACCOUNT_FORMAT'));
const HolderName = z
  .string({ error: 'REQUIRED' })
  .trim()
  .min(1, 'REQUIRED')
  .max(120, 'TOO_LONG')
  .regex(/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’.,&\- ]*$/u, 'NAME_FORMAT');
const Ifsc = identifier('IFSC', (text) => {
  const verdict = checkIfsc(text);
  return verdict.ok ? { ok: true, value: verdict.ifsc } : verdict;
});
const RoutingNumber = identifier('ABA', (text) => digits(checkAba(text)));

const account = { holderName: HolderName, accountNumber: AccountNumber };
/** A bank account where the bank's code is an IFSC (India) or an ABA routing number (United States). */
export const BankAccountIn = z.strictObject({ ...account, ifsc: Ifsc });
export const BankAccountUs = z.strictObject({ ...account, routingNumber: RoutingNumber });
export const BankAccountFields = {
  holderName: z.string().optional(),
  accountNumber: z.string().optional(),
  ifsc: z.string().optional(),
  routingNumber: z.string().optional(),
};
export type BankAccount = z.infer<typeof BankAccountIn> | z.infer<typeof BankAccountUs>;

/** The schema of a bank account by the country of the policy. */
export const bankAccountOf = (country: string) => (country === 'IN' ? BankAccountIn : BankAccountUs);
