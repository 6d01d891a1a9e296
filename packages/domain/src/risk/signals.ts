import { z } from 'zod';

/** Every thing a rule may notice. A code is never renamed: stored assessments name it. */
export const SignalCode = z.enum(
  [
    'PHONE_IMPOSSIBLE',
    'SSN_COMMON_SAMPLE',
    'SSN_SHARED',
    'AADHAAR_SHARED',
    'PAN_SHARED',
    'TAX_ID_SHARED',
    'BANK_ACCOUNT_SHARED',
    'BUSINESS_SHARED',
    'OWNER_SHARED',
    'DOCUMENT_SHARED',
    'DUPLICATE_PERSON',
    'DEVICE_SHARED',
    'ADDRESS_SHARED',
    'NETWORK_SHARED',
    'VELOCITY',
    'DATA_MISMATCH',
    'SCREENING_HIT',
    'CHECK_MISMATCH',
    'CHECK_NOT_FOUND',
    'CHECK_NOT_MADE',
    'EMAIL_DISPOSABLE',
    'CONTACT_NEW',
    'COUNTRY_HIGH_RISK',
  ],
  { error: 'INVALID' },
);
export type SignalCode = z.infer<typeof SignalCode>;

/** One thing a rule noticed: points, and facts without personal data (counts, kinds of register, days). */
export const RaisedSignal = z.strictObject({
  code: SignalCode,
  points: z.int().min(0).max(100),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type RaisedSignal = z.infer<typeof RaisedSignal>;
