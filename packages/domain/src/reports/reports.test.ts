import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, type Figure, tallyOf } from './figures.ts';
import { funnelOf } from './funnel.ts';
import { bucketOf, QUANTILE_ERROR, quantileSeconds } from './histogram.ts';
import { decisionsOf } from './kyc-report.ts';

type Place = Partial<Pick<Figure, 'span' | 'dim' | 'key'>>;
const figure = (detail: `${string}:${string}`, n: number, more: Place = {}): Figure => ({
  span: 'now',
  dim: 'all',
  key: '',
  measure: detail.split(':')[0] ?? '',
  detail: detail.split(':')[1] ?? '',
  n,
  ...more,
});

describe('a quantile of a histogram', () => {
  it('lies as near to the true one as it says', () => {
    const minutes = fc.double({ min: 1, max: 1_500_000, noNaN: true });
    fc.assert(
      fc.property(fc.array(minutes, { minLength: 1, maxLength: 60 }), fc.constantFrom(0.5, 0.9), (durations, q) => {
        const counts = new Map<number, number>();
        for (const one of durations) counts.set(bucketOf(one), (counts.get(bucketOf(one)) ?? 0) + 1);
        const exact = durations.toSorted((a, b) => a - b)[Math.ceil(q * durations.length) - 1] ?? 0;
        const told = (quantileSeconds(counts, q) ?? 0) / 60;
        // Half a second more, for seconds are whole.
        expect(Math.abs(told - exact)).toBeLessThanOrEqual(exact * QUANTILE_ERROR + 0.5 / 60 + 1e-9);
      }),
    );
  });

  it('is unknown of nothing', () => {
    expect(quantileSeconds(new Map(), 0.5)).toBeNull();
  });
});

describe('the funnel', () => {
  it('says of each step how many it lost, and how many of all it kept', () => {
    const counts = { REGISTERED: 100, CONFIRMED: 80, STARTED: 60, SUBMITTED: 45, DECIDED: 45, APPROVED: 0 };
    const steps = funnelOf(tallyOf(Object.entries(counts).map(([stage, n]) => figure(`funnel:${stage}`, n))));
    expect(steps.map(({ people, lost, ofAll }) => [people, lost && Number(lost.toFixed(2)), ofAll])).toEqual([
      [100, null, 1],
      [80, 0.2, 0.8],
      [60, 0.25, 0.6],
      [45, 0.25, 0.45],
      [45, 0, 0.45],
      [0, 1, 0],
    ]);
  });

  it('divides by nothing where nobody came', () => {
    expect(funnelOf(tallyOf([])).map(({ lost, ofAll }) => [lost, ofAll])).toEqual(Array(6).fill([null, null]));
  });
});

describe('decisions', () => {
  const tally = tallyOf([
    figure('decision:APPROVED', 3),
    figure('decision:APPROVED', 1, { span: 'before' }),
    figure('decision:REJECTED', 1),
    figure('decision:FIRST', 5),
    figure('decision:VOIDED', 2),
    figure('decision:MORE', 4),
    figure('decision:APPROVED', 9, { dim: 'reviewer', key: 'somebody' }),
  ]);

  it('are what decided a case; first approvals and requests stand beside them', () => {
    expect(decisionsOf(tally, { dim: 'all', key: '' })).toMatchObject({
      decided: { now: 4, before: 1 },
      approvalRate: { now: 0.75, before: 1 },
      firstApprovals: { now: 5, before: 0 },
      voided: { now: 2, before: 0 },
      moreRequested: { now: 4, before: 0 },
      p50Seconds: { now: null, before: null },
    });
  });

  it('of one dimension are not those of another', () => {
    expect(compare(tally, { dim: 'reviewer', measure: 'decision', key: 'somebody' })).toEqual({ now: 9, before: 0 });
  });
});
