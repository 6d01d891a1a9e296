import type { RiskFacts } from './facts.ts';
import type { RaisedSignal, SignalCode } from './signals.ts';

export type SignalFacts = RaisedSignal['facts'];

/** One named rule. Pure: the same facts always give the same answer. */
export interface RiskRule {
  readonly code: SignalCode;
  /** Added to the score once, however often the rule holds. */
  readonly points: number;
  /** In words, for `docs/risk.md`. */
  readonly when: string;
  /** What was noticed, as counts, kinds and labels; null where the rule does not hold. */
  readonly notices: (facts: RiskFacts) => SignalFacts | null;
  /** What staff read. Copes with facts that an older version of the rule stored. */
  readonly says: (noticed: SignalFacts) => string;
}

export const people = (count: string | number | undefined): string =>
  count === 1 ? 'Another customer' : typeof count === 'number' ? `${count} other customers` : 'Other customers';

/** Distinct, in one order, for a sentence: `PAN, document`. */
export const listed = (words: readonly string[]): string =>
  [...new Set(words)].toSorted((one, other) => one.localeCompare(other, 'en')).join(', ');

export const after = (text: string, detail: string | number | undefined): string =>
  detail === undefined || detail === '' ? text : `${text}: ${detail}`;
