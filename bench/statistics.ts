/** The value below which the share `q` (0 to 1) of the values lies; NaN of none. */
export const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length * q)] ?? Number.NaN;

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const variance = (values: readonly number[]): number => {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
};

interface Welch {
  /** How many standard errors the two means lie apart. */
  readonly t: number;
  /** One standard error of their difference, in the unit of the values. */
  readonly error: number;
}

/** Welch's t-test of two samples whose spread may differ. */
export function welch(left: readonly number[], right: readonly number[]): Welch {
  const error = Math.sqrt(variance(left) / left.length + variance(right) / right.length);
  return { t: (mean(left) - mean(right)) / error, error };
}

const KEPT = 0.9;

/**
 * The same test without the slowest tenth of both samples together: on a busy machine a few long waits widen the error
 * until nothing shows any more (Reparaz, Balasch, Verbauwhede: "Dude, is my code constant time?", 2017).
 */
export function croppedWelch(left: readonly number[], right: readonly number[]): Welch {
  const slowest = quantile([...left, ...right], KEPT);
  const keep = (values: readonly number[]) => values.filter((value) => value < slowest);
  return welch(keep(left), keep(right));
}
