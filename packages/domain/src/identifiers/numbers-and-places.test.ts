import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPostalCode } from './country.ts';
import { customerNumber, formatCustomerNumber, isCustomerNumber } from './customer-number.ts';
import { maskDocumentNumber, normaliseDocumentNumber } from './document-number.ts';
import { isUsState, US_STATES } from './us-states.ts';

describe('a customer number', () => {
  it('ends with the Damm check digit', () => {
    expect(customerNumber('000000572')).toBe('CUST0000005724');
    expect(isCustomerNumber('CUST0000005724')).toBe(true);
  });

  it('shows any one wrong digit and any two swapped neighbours', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{9}$/),
        fc.integer({ min: 4, max: 12 }),
        fc.integer({ min: 1, max: 9 }),
        (digits, at, shift) => {
          const number = customerNumber(digits);
          expect(isCustomerNumber(number)).toBe(true);
          expect(
            isCustomerNumber(number.slice(0, at) + ((Number(number[at]) + shift) % 10) + number.slice(at + 1)),
          ).toBe(false);
          const swapped = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2);
          expect(isCustomerNumber(swapped)).toBe(swapped === number);
        },
      ),
    );
  });

  it('is read in groups', () => {
    expect(formatCustomerNumber('CUST4820193756')).toBe('CUST 4820 1937 56');
    expect(formatCustomerNumber('unknown')).toBe('unknown');
  });

  it.each(['', 'CUST', '0000005724', 'cust0000005724', 'CUST00000057241', 'CUST0000005724\n'])('is not %j', (text) => {
    expect(isCustomerNumber(text)).toBe(false);
  });

  it('is made from nine digits only', () => expect(() => customerNumber('1234567890')).toThrow(RangeError));
});

describe('a document number', () => {
  it.each([
    ['PASSPORT', ' ab-12 34–56 ', 'AB123456'],
    ['PASSPORT', 'ＡＢ１２３４', 'AB1234'],
    ['DRIVER_LICENSE', 'd123-4567-8901', 'D12345678901'],
    ['UTILITY_BILL', 'A'.repeat(32), 'A'.repeat(32)],
    ['PAN', 'aappv8261k', 'AAPPV8261K'],
    ['AADHAAR', '2341 2341 2346', '234123412346'],
  ])('of %s %j is kept as %s', (type, text, number) => expect(normaliseDocumentNumber(type, text)).toBe(number));

  it.each([
    ['PASSPORT', 'AB1'],
    ['PASSPORT', 'A'.repeat(33)],
    ['PASSPORT', 'AB/1234'],
    ['PASSPORT', 'АВ1234'],
    ['PASSPORT', ''],
    ['AADHAAR', '2341 2341 2347'],
    ['PAN', 'AAPXV8261K'],
  ])('of %s is not %j', (type, text) => expect(normaliseDocumentNumber(type, text)).toBeNull());

  it('stays as it is when normalised again', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const number = normaliseDocumentNumber('PASSPORT', text);
        if (number !== null) expect(normaliseDocumentNumber('PASSPORT', number)).toBe(number);
      }),
    );
  });

  it('shows its last four when masked, and less when it is short', () => {
    expect(maskDocumentNumber('AB123456')).toBe('•••• 3456');
    expect(maskDocumentNumber('A123')).toBe('•••• 23');
  });
});

describe('a postal code', () => {
  it.each([
    ['US', '94110', '94110'],
    ['US', ' 94110-1234 ', '94110-1234'],
    ['IN', '560 001', '560001'],
    ['GB', 'sw1a 1aa', 'SW1A 1AA'],
    ['IE', 'D02 X285', 'D02 X285'],
  ])('of %s may be %j', (country, text, postalCode) =>
    expect(checkPostalCode(country, text)).toEqual({ ok: true, postalCode }),
  );

  it.each([
    ['US', '9411'],
    ['US', '94110-12'],
    ['IN', '060001'],
    ['IN', '5600011'],
    ['GB', 'A'],
    ['GB', 'ABCDEFGHIJKLM'],
    ['GB', '<script>'],
    ['GB', ''],
  ])('of %s is not %j', (country, text) =>
    expect(checkPostalCode(country, text)).toEqual({ ok: false, why: 'FORMAT' }),
  );
});

describe('the states', () => {
  it('are fifty and a district, five territories and three military regions, each once', () => {
    expect(US_STATES).toHaveLength(59);
    expect(new Set(US_STATES.map(({ code }) => code)).size).toBe(59);
    expect([isUsState('CA'), isUsState('ca'), isUsState('XX')]).toEqual([true, false, false]);
  });
});
