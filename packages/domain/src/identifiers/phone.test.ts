import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readVectors } from '../crypto/vectors.ts';
import { isCommonPassword } from '../passwords/index.ts';
import { checkPhone } from '../phone/index.ts';
import { checkAadhaar } from './aadhaar.ts';
import { checkIfsc } from './ifsc.ts';
import { maskPhone } from './mask-phone.ts';
import { checkPassword } from './password-rules.ts';
import { checkSsn } from './ssn.ts';

describe('a phone number', () => {
  it.each([
    ['+919876543210', undefined, '+919876543210'],
    ['+1 (202) 555-0123', undefined, '+12025550123'],
    ['+44 (0)7400 123456', 'US', '+447400123456'],
    ['9999999999', 'IN', '+919999999999'],
    ['1234567890', 'IN', '+911234567890'],
    ['(202) 555–0123', 'US', '+12025550123'],
    ['416 555 0123', 'US', '+14165550123'],
  ])('%s, in %s, is %s', (text, country, e164) =>
    expect(checkPhone(text, country)).toEqual({ ok: true, e164, signals: [] }),
  );

  it('that is impossible passes with a signal when it has the international form', () => {
    expect(checkPhone('+1 234 567 890')).toEqual({ ok: true, e164: '+1234567890', signals: ['PHONE_IMPOSSIBLE'] });
  });

  it.each([
    ['9999999999', undefined, 'COUNTRY_NEEDED'],
    ['9999999999', 'XX', 'COUNTRY_UNKNOWN'],
    ['1234567890', 'US', 'NOT_VALID_IN_COUNTRY'],
    ['00919876543210', 'DE', 'NOT_VALID_IN_COUNTRY'],
    ['+1234567', undefined, 'FORMAT'],
    ['+1234567890123456', undefined, 'FORMAT'],
    ['+0123456789', undefined, 'FORMAT'],
    ['1-800-FLOWERS', 'US', 'FORMAT'],
    ['+1 202 555 0123 ext. 5', undefined, 'FORMAT'],
    ['+', undefined, 'FORMAT'],
    ['', 'US', 'FORMAT'],
    ['4000', 'NU', 'FORMAT'],
  ])('is not %j in %s: %s', (text, country, why) => expect(checkPhone(text, country)).toEqual({ ok: false, why }));

  it('stays as it is when normalised again', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+[1-9]\d{7,14}$/), (text) => {
        const once = checkPhone(text);
        expect(once.ok && checkPhone(once.e164)).toEqual(once);
      }),
      { examples: [['+43000000'], ['+390612345678'], ['+5491112345678']], numRuns: 1000 },
    );
  });
});

describe('a masked phone number', () => {
  it.each([
    ['+15551234567', '+1 ••• ••• 4567'],
    ['+919876543210', '+91 ••• ••• 3210'],
    ['+351912345678', '+351 ••• ••• 5678'],
    ['+79161234567', '+7 ••• ••• 4567'],
    ['not a number', '••• ••• ••••'],
  ])('of %s is %s', (e164, masked) => expect(maskPhone(e164)).toBe(masked));
});

describe('what people commonly type', () => {
  const Case = z.object({
    field: z.string(),
    value: z.string(),
    region: z.string().optional(),
    verdict: z.enum(['accept', 'reject', 'signal']),
  });
  const { cases } = readVectors('kyc/reference_examples.json', z.object({ cases: z.array(Case) }));
  const verdictOf = (check: { ok: boolean; signals?: readonly string[] }) =>
    check.ok ? (check.signals?.length ? 'signal' : 'accept') : 'reject';
  const verdicts: Record<string, (value: string, region?: string) => string> = {
    ssn: (value) => verdictOf(checkSsn(value)),
    phone: (value, region) => verdictOf(checkPhone(value, region)),
    aadhaar: (value) => verdictOf(checkAadhaar(value)),
    ifsc: (value) => verdictOf(checkIfsc(value, (bank) => bank !== 'BANK')),
    password: (value) => verdictOf({ ok: checkPassword(value, { isCommon: isCommonPassword }).length === 0 }),
  };

  it.each(cases)('gets its verdict: $field $value → $verdict', ({ field, value, region, verdict }) => {
    expect(verdicts[field]?.(value, region)).toBe(verdict);
  });
});
