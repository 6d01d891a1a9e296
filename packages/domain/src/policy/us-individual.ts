import { Policy } from './policy.ts';

const BOTH = ['FRONT', 'BACK'] as const;

/** US individual, first version: CIP identity elements of 31 CFR 1020.220(a)(2)(i) and documentary verification. */
export const US_INDIVIDUAL: Policy = Policy.parse({
  code: 'us-individual',
  version: 1,
  title: 'US individual',
  country: 'US',
  applicantKind: 'individual',
  dueHours: 24,
  requirements: [
    { kind: 'contact', code: 'email' },
    { kind: 'contact', code: 'phone' },
    { kind: 'data', code: 'identity' },
    { kind: 'data', code: 'address' },
    { kind: 'data', code: 'ssn' },
    {
      kind: 'document',
      code: 'photo_id',
      accepts: [
        { type: 'DRIVER_LICENSE', sides: BOTH },
        { type: 'GOVERNMENT_ID', sides: BOTH },
        { type: 'PASSPORT', sides: ['FRONT'] },
      ],
    },
    {
      kind: 'document',
      code: 'proof_of_address',
      accepts: [
        { type: 'UTILITY_BILL', sides: ['FRONT'] },
        { type: 'BANK_STATEMENT', sides: ['FRONT'] },
      ],
    },
    { kind: 'consent', code: 'consent', textVersion: '2026-11' },
  ],
});

/** The newest policy for a country and kind of applicant, or undefined where we do not serve it. */
export function currentPolicy(country: string): Policy | undefined {
  return country === US_INDIVIDUAL.country ? US_INDIVIDUAL : undefined;
}
