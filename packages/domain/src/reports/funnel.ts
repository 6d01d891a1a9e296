import { z } from 'zod';
import { compare, type Compared, shareOf, type Tally } from './figures.ts';

/** The steps from a stranger to a customer, in order; each person counts once at each, whatever they do again. */
export const FunnelStage = z.enum(['REGISTERED', 'CONFIRMED', 'STARTED', 'SUBMITTED', 'DECIDED', 'APPROVED']);
export type FunnelStage = z.infer<typeof FunnelStage>;

/** `lost`: share (0 to 1) of the step before that has not come this far; `ofAll`: share of those who registered that has. */
export const FunnelStep = z.strictObject({
  stage: FunnelStage,
  people: z.int(),
  before: z.int(),
  lost: z.number().nullable(),
  ofAll: z.number().nullable(),
});
export type FunnelStep = z.infer<typeof FunnelStep>;

/**
 * The funnel of the people who registered in the period, by how far they have come until now. So a young period shows
 * fewer at the later steps than it will have in the end.
 */
export function funnelOf(tally: Tally): FunnelStep[] {
  let last: Compared | undefined;
  let first: Compared | undefined;
  return FunnelStage.options.map((stage) => {
    const people = compare(tally, { dim: 'all', measure: 'funnel', key: '' }, [stage]);
    const kept = last && shareOf(people.now, last.now);
    first ??= people;
    last = people;
    return {
      stage,
      people: people.now,
      before: people.before,
      lost: kept === undefined || kept === null ? null : 1 - kept,
      ofAll: shareOf(people.now, first.now),
    };
  });
}
