import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../shared/index.ts';
import { daysIn, daysOn, grainsOf, periodOf, pointsOf, type ReportFilter } from './period.ts';

const NOW = new Date('2026-11-21T22:30:00Z');

function refusal(filter: ReportFilter): unknown {
  try {
    return periodOf(filter, NOW);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return Object.fromEntries(Object.entries(error.fields ?? {}).map(([field, [first]]) => [field, first?.code]));
  }
}

const span = (from: string, to: string) => ({ from, to });

describe('a period', () => {
  it.each([
    [{}, span('2026-10-23', '2026-11-21'), span('2026-09-23', '2026-10-22')],
    [{ period: 'today' }, span('2026-11-21', '2026-11-21'), span('2026-11-20', '2026-11-20')],
    [{ period: '7d' }, span('2026-11-15', '2026-11-21'), span('2026-11-08', '2026-11-14')],
    [{ period: 'month' }, span('2026-11-01', '2026-11-21'), span('2026-10-01', '2026-10-21')],
    [{ from: '2026-01-01', to: '2026-01-31' }, span('2026-01-01', '2026-01-31'), span('2025-12-01', '2025-12-31')],
  ] as const)('%o is compared with as many days before it', (filter, now, before) => {
    expect(periodOf(filter, NOW)).toMatchObject({ now, before });
  });

  it('of a month is compared with no more than the month before has', () => {
    const { before } = periodOf({ period: 'month' }, new Date('2026-03-31T10:00:00Z'));
    expect(before).toEqual(span('2026-02-01', '2026-02-28'));
  });

  it.each([
    [{ period: 'custom' }, { from: 'REQUIRED' }],
    [{ from: '2026-01-01' }, { to: 'REQUIRED' }],
    [{ from: '2026-02-02', to: '2026-02-01' }, { to: 'PERIOD_REVERSED' }],
    [{ from: '2026-02-02', to: '2026-11-22' }, { to: 'DATE_IN_FUTURE' }],
    [{ from: '2026-12-01', to: '2026-12-02' }, { from: 'DATE_IN_FUTURE' }],
    [{ from: '2024-01-01', to: '2026-01-01' }, { from: 'PERIOD_TOO_LONG' }],
  ] as const)('%o is refused where it is wrong', (filter, problems) => {
    expect(refusal(filter)).toEqual(problems);
  });

  it('of two whole years is the longest there is', () => {
    expect(refusal({ from: '2024-01-01', to: '2025-12-31' })).toMatchObject({ days: 731 });
  });
});

const day = fc.integer({ min: 0, max: 900 }).map((at) => daysOn('2024-01-01', at));
const anySpan = fc.tuple(day, fc.integer({ min: 0, max: 730 })).map(([from, more]) => span(from, daysOn(from, more)));
const daysOf = ({ from, until }: { from: string; until: string }) =>
  from < until ? Array.from({ length: daysIn(span(from, until)) - 1 }, (_, at) => daysOn(from, at)) : [];

describe('the grains of a span', () => {
  it('hold each of its days once, and whole months only', () => {
    fc.assert(
      fc.property(anySpan, (given) => {
        const { head, months, tail } = grainsOf(given);
        const all = [...daysOf(head), ...daysOf(months), ...daysOf(tail)];
        expect(all).toEqual(Array.from({ length: daysIn(given) }, (_, at) => daysOn(given.from, at)));
        if (months.from < months.until) expect(months.from.slice(8) + months.until.slice(8)).toBe('0101');
      }),
    );
  });

  it('are whole months where a span is made of them', () => {
    expect(grainsOf(span('2026-02-01', '2026-04-30'))).toMatchObject({
      head: { from: '2026-02-01', until: '2026-02-01' },
      months: { from: '2026-02-01', until: '2026-05-01' },
      tail: { from: '2026-05-01', until: '2026-05-01' },
    });
  });
});

describe('the points of a series', () => {
  it('are days up to a quarter of a year, then months', () => {
    expect(pointsOf(span('2026-01-01', '2026-04-02'))).toHaveLength(92);
    expect(pointsOf(span('2026-01-15', '2026-05-15'))).toEqual([
      '2026-01-01',
      '2026-02-01',
      '2026-03-01',
      '2026-04-01',
      '2026-05-01',
    ]);
  });
});
