import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMrz, mrzCheckDigit } from './mrz.ts';

/** The specimens of ICAO 9303, parts 4 and 5. */
const PASSPORT = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const CARD = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];
const TODAY = '2026-11-21';
const HOLDER = {
  issuer: 'UTO',
  surname: 'ERIKSSON',
  givenNames: 'ANNA MARIA',
  nationality: 'UTO',
  dateOfBirth: '1974-08-12',
  expiresOn: '2012-04-15',
};
const put = (line: string, at: number, letter: string) => line.slice(0, at) + letter + line.slice(at + 1);

describe('a machine-readable zone', () => {
  it('is read on a passport, among other lines', () => {
    expect(findMrz(['PASSPORT', ...PASSPORT, 'x'], TODAY)).toEqual({ ...HOLDER, format: 'TD3', number: 'L898902C3' });
  });

  it('is read on a card, spaces of the print aside', () => {
    const spaced = CARD.map((line) => `${line.slice(0, 9)} ${line.slice(9)}`);
    expect(findMrz(spaced, TODAY)).toEqual({ ...HOLDER, format: 'TD1', number: 'D23145890' });
  });

  it('is read where the number is longer than its field', () => {
    const first = `I<UTOD23145890<7349${'<'.repeat(11)}`;
    const digit = mrzCheckDigit('D23145890734');
    const upper = put(first, 18, digit);
    const middle = '7408122F1204159UTO<<<<<<<<<<<';
    const all = mrzCheckDigit(upper.slice(5) + middle.slice(0, 7) + middle.slice(8, 15) + middle.slice(18, 29));
    expect(findMrz([upper, middle + all, CARD[2] ?? ''], TODAY)).toMatchObject({ number: 'D23145890734' });
  });

  it.each([0, 9, 13, 19, 21, 27, 42, 43])('is no evidence once character %i of its last line is wrong', (at) => {
    const [upper = '', lower = ''] = PASSPORT;
    const wrong = put(lower, at, lower[at] === '7' ? '2' : '7');
    expect(findMrz([upper, wrong], TODAY)).toBeNull();
  });

  it('puts a birth into the past', () => {
    const field = (digits: string) => digits + mrzCheckDigit(digits);
    const number = field('AB1234567');
    const [birth, expiry, other] = [field('040229'), field('310601'), field('<'.repeat(14))];
    const lower = `${number}UTO${birth}<${expiry}${other}`;
    const line = lower + mrzCheckDigit(number + birth + expiry + other);
    expect(findMrz([PASSPORT[0] ?? '', line], TODAY)?.dateOfBirth).toBe('2004-02-29');
    expect(findMrz([PASSPORT[0] ?? '', line], '2003-01-01')?.dateOfBirth).toBe('1904-02-29');
  });

  it('is never found in other text, and never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[PIAC][A-Z0-9<]{29}$/), { maxLength: 4 }), (lines) => {
        expect([null, 'object']).toContain(findMrz(lines, TODAY) && 'object');
      }),
    );
    expect(findMrz(['P'.repeat(44), 'P'.repeat(44)], TODAY)).toBeNull();
  });
});
