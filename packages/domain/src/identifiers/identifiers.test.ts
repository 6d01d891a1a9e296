import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readVectors } from '../crypto/vectors.ts';
import { checkAadhaar, maskAadhaar } from './aadhaar.ts';
import { checkAba, maskAccountNumber } from './aba.ts';
import { checkGstin, maskGstin } from './gstin.ts';
import { checkIfsc } from './ifsc.ts';
import { checkPan, maskPan, panHolder } from './pan.ts';
import { checkSsn, maskSsn } from './ssn.ts';
import { isVerhoeff, verhoeffDigit } from './verhoeff.ts';

const Pair = z.tuple([z.string(), z.string()]);
const Table = z.object({ valid: z.array(z.string()), invalid: z.array(Pair) });
const table = readVectors(
  'kyc/identifiers.json',
  z.object({
    aadhaar: Table.extend({ mask: z.array(Pair) }),
    verhoeff: z.object({ valid: z.array(z.string()), checkDigit: z.array(Pair), invalid: z.array(z.string()) }),
    pan: Table.extend({ mask: z.array(Pair), holderType: z.array(z.tuple([z.string(), z.string(), z.string()])) }),
    gstin: Table,
    ssn: Table,
    abaRouting: Table,
    ifscSeed: z.record(z.string(), z.string()),
  }),
);

const checks = [
  { name: 'an Aadhaar number', check: checkAadhaar, ...table.aadhaar },
  { name: 'a PAN', check: checkPan, ...table.pan },
  { name: 'a GSTIN', check: checkGstin, ...table.gstin },
  { name: 'an SSN', check: checkSsn, ...table.ssn },
  { name: 'an ABA routing number', check: checkAba, ...table.abaRouting },
];

describe.each(checks)('$name', ({ check, valid, invalid }) => {
  it.each(valid)('may be %s', (text) => expect(check(text)).toMatchObject({ ok: true, signals: [] }));

  it.each(invalid)('is not %s: %s', (text) => expect(check(text)).toMatchObject({ ok: false }));

  it('is judged without an exception, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof check(text).ok === 'boolean'));
  });
});

describe('the reason why an SSN is refused', () => {
  it.each([
    ['1112-23333', 'FORMAT'],
    ['536-904399', 'FORMAT'],
    ['536 90 43991', 'FORMAT'],
    ['٥٣٦٩٠٤٣٩٩', 'FORMAT'],
    ['666-00-0000', 'AREA'],
    ['987-65-4321', 'AREA'],
    ['123-00-6789', 'GROUP'],
    ['123-45-0000', 'SERIAL'],
    ['078-05-1120', 'VOID'],
  ])('of %s is %s', (text, why) => expect(checkSsn(text)).toEqual({ ok: false, why }));

  it('is none for a common sample, which passes with a signal', () => {
    expect(checkSsn('123-45-6789')).toEqual({ ok: true, digits: '123456789', signals: ['SSN_COMMON_SAMPLE'] });
    expect(checkSsn('111 11 1111')).toMatchObject({ ok: true, signals: ['SSN_COMMON_SAMPLE'] });
  });
});

describe('a number that only its checksum would pass', () => {
  it.each([
    ['Aadhaar, a palindrome', checkAadhaar('200009900002').ok],
    ['ABA, all zeros', checkAba('000000000').ok],
  ])('is refused: %s', (_name, ok) => expect(ok).toBe(false));
});

describe('the Verhoeff check digit', () => {
  it.each(table.verhoeff.valid)('is right in %s', (digits) => expect(isVerhoeff(digits)).toBe(true));
  it.each(table.verhoeff.invalid)('is wrong in %j', (digits) => expect(isVerhoeff(digits)).toBe(false));
  it.each(table.verhoeff.checkDigit)('of %s is %s', (digits, digit) => expect(verhoeffDigit(digits)).toBe(digit));

  it('shows any one wrong digit and any two swapped neighbours', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{11}$/), fc.nat(10), fc.integer({ min: 1, max: 9 }), (digits, at, shift) => {
        const whole = digits + verhoeffDigit(digits);
        expect(isVerhoeff(whole)).toBe(true);
        const wrong = whole.slice(0, at) + ((Number(whole[at]) + shift) % 10) + whole.slice(at + 1);
        expect(isVerhoeff(wrong)).toBe(false);
        const swapped = whole.slice(0, at) + whole[at + 1] + whole[at] + whole.slice(at + 2);
        expect(isVerhoeff(swapped)).toBe(swapped === whole);
      }),
    );
  });

  it('is not made from anything but digits', () => expect(() => verhoeffDigit('65a4')).toThrow(RangeError));
});

describe('an IFSC', () => {
  it.each(Object.keys(table.ifscSeed))('%s passes, with a signal when nobody knows the bank', (ifsc) => {
    expect(checkIfsc(ifsc)).toEqual({ ok: true, ifsc, signals: [] });
    expect(checkIfsc(ifsc, (bank) => bank === 'HDFC')).toEqual({ ok: true, ifsc, signals: ['IFSC_BANK_UNKNOWN'] });
  });

  it.each(['hdfc0002854', ' BOTM0NEEMRA '])('may be %j', (text) => expect(checkIfsc(text).ok).toBe(true));
  it.each(['HDFC1002854', 'HDF00002854', 'HDFC000285', ''])('is not %j', (text) =>
    expect(checkIfsc(text).ok).toBe(false),
  );
});

describe('a masked number', () => {
  it.each(table.aadhaar.mask)('of Aadhaar %s is %s', (text, masked) => expect(maskAadhaar(text)).toBe(masked));
  it.each(table.pan.mask)('of PAN %s is %s', (text, masked) => expect(maskPan(text)).toBe(masked));
  it.each(table.pan.holderType)('leaves the holder of %s readable: %s, %s', (pan, _letter, kind) => {
    expect(panHolder(pan)).toBe(kind);
  });

  it.each([
    [maskSsn('536-90-4399'), '•••-••-4399'],
    [maskSsn('4399'), '•••-••-••••'],
    [maskAadhaar('2346'), 'XXXX XXXX XXXX'],
    [maskPan('AAPPV'), 'XXXXXXXXXX'],
    [maskGstin('27AAPFU0939F1ZV'), '27AAPFUXXXXF1ZV'],
    [maskAccountNumber('0012 3456 789'), '•••• 6789'],
    [maskAccountNumber('6789'), '•••• ••••'],
  ])('is %s', (masked, expected) => expect(masked).toBe(expected));
});
