import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssessedBand, bandThatCounts, isLowered, overrideEnd, RiskBand } from './index.ts';

const rank = (band: RiskBand) => RiskBand.options.indexOf(band);
const anyBand = fc.constantFrom(...RiskBand.options);
const anyOverride = fc.record({
  fromBand: anyBand,
  band: fc.constantFrom(...AssessedBand.options),
  isConfirmed: fc.boolean(),
});

describe('the band that counts', () => {
  it('is the assessed one without an override', () => {
    fc.assert(
      fc.property(anyBand, (assessed) => {
        expect(bandThatCounts(assessed, null)).toBe(assessed);
      }),
    );
  });

  it('is the override’s where that raises it, or where two people agreed to lower it', () => {
    expect(bandThatCounts('LOW', { fromBand: 'LOW', band: 'HIGH', isConfirmed: false })).toBe('HIGH');
    expect(bandThatCounts('HIGH', { fromBand: 'HIGH', band: 'LOW', isConfirmed: true })).toBe('LOW');
    expect(bandThatCounts('MEDIUM', { fromBand: 'HIGH', band: 'LOW', isConfirmed: true })).toBe('LOW');
  });

  it('is never below the assessed one by one person, whatever the assessment says later', () => {
    fc.assert(
      fc.property(anyBand, anyOverride, (assessed, override) => {
        const band = bandThatCounts(assessed, { ...override, isConfirmed: false });
        expect(rank(band)).toBeGreaterThanOrEqual(rank(assessed));
      }),
    );
  });

  it('is never lowered from a band that the two had not seen', () => {
    expect(bandThatCounts('HIGH', { fromBand: 'MEDIUM', band: 'LOW', isConfirmed: true })).toBe('HIGH');
    expect(bandThatCounts('HIGH', { fromBand: 'LOW', band: 'MEDIUM', isConfirmed: true })).toBe('HIGH');
  });

  it('is lowered by a lower band only', () => {
    expect(isLowered('HIGH', 'MEDIUM')).toBe(true);
    expect(isLowered('MEDIUM', 'MEDIUM')).toBe(false);
    expect(isLowered('UNASSESSED', 'LOW')).toBe(false);
  });
});

describe('the last day of an override', () => {
  const now = new Date('2026-11-21T18:00:00Z');
  it.each([
    ['2026-11-20', 'DATE_IN_PAST'],
    ['2026-11-21', new Date('2026-11-22T00:00:00Z')],
    ['2027-11-21', new Date('2027-11-22T00:00:00Z')],
    ['2027-11-22', 'DATE_TOO_FAR'],
  ] as const)('may be %s or not', (day, expected) => {
    expect(overrideEnd(day, now)).toEqual(expected);
  });
});
