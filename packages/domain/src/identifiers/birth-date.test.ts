import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOn, checkBirthDate } from './birth-date.ts';

const today = '2026-03-01';

describe('a birth date', () => {
  it.each([
    ['2008-03-01', 'on the eighteenth birthday'],
    ['1980-06-15', 'of a grown person'],
    ['2000-02-29', 'on a leap day'],
    ['1905-03-02', 'the day before turning 121'],
  ])('passes: %s, %s', (text) => expect(checkBirthDate(text, today)).toEqual({ ok: true }));

  it.each([
    ['2008-03-02', 'UNDER_AGE'],
    ['2026-03-01', 'UNDER_AGE'],
    ['2026-03-02', 'FUTURE'],
    ['9999-12-31', 'FUTURE'],
    ['1905-03-01', 'TOO_OLD'],
    ['0000-01-01', 'TOO_OLD'],
    ['1900-02-29', 'FORMAT'],
    ['2001-02-29', 'FORMAT'],
    ['1990-04-31', 'FORMAT'],
    ['1990-00-10', 'FORMAT'],
    ['1990-13-10', 'FORMAT'],
    ['1990-01-00', 'FORMAT'],
    ['1990-1-1', 'FORMAT'],
    ['01/02/1990', 'FORMAT'],
    ['1990-01-01T00:00:00Z', 'FORMAT'],
    ['1990-01-01\n', 'FORMAT'],
    ['', 'FORMAT'],
  ])('is refused: %j, %s', (text, why) => expect(checkBirthDate(text, today)).toEqual({ ok: false, why }));

  it.each([
    ['2022-02-28', 'UNDER_AGE'],
    ['2022-03-01', null],
    ['2024-02-28', null],
  ])('of 2004-02-29 on %s gives %s: of age on 1 March in a common year', (day, why) => {
    expect(checkBirthDate('2004-02-29', day)).toEqual(why ? { ok: false, why } : { ok: true });
  });

  it('of a leap day ages on the leap day in a leap year', () => {
    expect([ageOn('2000-02-29', '2020-02-28'), ageOn('2000-02-29', '2020-02-29')]).toEqual([19, 20]);
    expect([ageOn('2000-02-29', '2021-02-28'), ageOn('2000-02-29', '2021-03-01')]).toEqual([20, 21]);
    expect(ageOn('2000-02-30', '2021-03-01')).toBeNull();
  });

  it('is compared with a real day only', () => {
    expect(() => checkBirthDate('1990-01-01', 'today')).toThrow(RangeError);
  });

  it('never makes a person younger as days go by', () => {
    const days = fc
      .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(days, days, days, (born, one, other) => {
        const [first, second] = one < other ? [one, other] : [other, one];
        expect(ageOn(born, first) ?? NaN).toBeLessThanOrEqual(ageOn(born, second) ?? NaN);
      }),
    );
  });
});
