import { z } from 'zod';

/** One kept sum: how often `detail` of `measure` happened in a period, of everything or of one policy, branch or person. */
export interface Figure {
  readonly span: 'now' | 'before';
  readonly dim: string;
  readonly measure: string;
  readonly key: string;
  readonly detail: string;
  readonly n: number;
}

type Place = Omit<Figure, 'detail' | 'n'>;
const addressOf = ({ span, dim, measure, key }: Place) => [span, dim, measure, key].join('|');
const NONE: ReadonlyMap<string, number> = new Map();

/** A count in the period and in the one before it. */
export const Compared = z.strictObject({ now: z.int(), before: z.int() });
export type Compared = z.infer<typeof Compared>;
/** A share from 0 to 1, or seconds, in both periods; null where nothing was counted. */
export const ComparedRate = z.strictObject({ now: z.number().nullable(), before: z.number().nullable() });
export type ComparedRate = z.infer<typeof ComparedRate>;

export const SPANS = ['now', 'before'] as const;

/** The sums of one report, by where they belong. */
export function tallyOf(figures: readonly Figure[]) {
  const byPlace = new Map<string, Map<string, number>>();
  const keysOf = new Map<string, Set<string>>();
  for (const figure of figures) {
    const address = addressOf(figure);
    const details = byPlace.get(address) ?? new Map<string, number>();
    details.set(figure.detail, (details.get(figure.detail) ?? 0) + figure.n);
    byPlace.set(address, details);
    keysOf.set(figure.dim, (keysOf.get(figure.dim) ?? new Set()).add(figure.key));
  }
  return {
    isEmpty: figures.length === 0,
    /** Every detail of a measure with its sum. */
    details: (place: Place): ReadonlyMap<string, number> => byPlace.get(addressOf(place)) ?? NONE,
    /** Whatever a dimension has figures of. */
    keys: (dim: string): readonly string[] => [...(keysOf.get(dim) ?? [])],
  };
}
export type Tally = ReturnType<typeof tallyOf>;

/** The sum of some details (all of them where none is named) in both periods. */
export function compare(tally: Tally, place: Omit<Place, 'span'>, names?: readonly string[]): Compared {
  const sumOf = (span: Figure['span']) => {
    const details = tally.details({ ...place, span });
    return [...details].reduce((sum, [name, n]) => (names && !names.includes(name) ? sum : sum + n), 0);
  };
  return { now: sumOf('now'), before: sumOf('before') };
}

/** `part` of `whole`, from 0 to 1; null of nothing. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

export const compareShares = (part: Compared, whole: Compared): ComparedRate => ({
  now: shareOf(part.now, whole.now),
  before: shareOf(part.before, whole.before),
});
