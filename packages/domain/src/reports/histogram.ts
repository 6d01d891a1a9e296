/** Buckets to each doubling of a duration. */
const STEPS = 8;
const LAST = 167;

/**
 * The bucket of a duration in minutes, as the kept figures have them (SQL: `report_bucket`): bucket b holds durations from
 * 2^(b/8) to 2^((b+1)/8) minutes; less than a minute counts as one, and the last bucket (3.8 years) holds all beyond.
 */
export const bucketOf = (minutes: number): number =>
  Math.min(LAST, Math.floor((STEPS * Math.log(Math.max(minutes, 1))) / Math.LN2));

/** How far a quantile of a histogram may lie from the true one, as a share of it: 2^(1/16) − 1, for a minute or longer. */
export const QUANTILE_ERROR = 2 ** (1 / (2 * STEPS)) - 1;

/**
 * The smallest duration, in seconds, that at least the share `q` (0 to 1) of the counted ones do not exceed, to within
 * `QUANTILE_ERROR`; null of none.
 * @param counts how many durations each bucket holds
 */
export function quantileSeconds(counts: ReadonlyMap<number, number>, q: number): number | null {
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  if (total === 0) return null;
  const rank = Math.max(1, Math.ceil(q * total));
  let seen = 0;
  for (const [bucket, n] of [...counts].toSorted(([left], [right]) => left - right)) {
    seen += n;
    if (seen >= rank) return Math.round(60 * 2 ** ((bucket + 0.5) / STEPS));
  }
  return null;
}
