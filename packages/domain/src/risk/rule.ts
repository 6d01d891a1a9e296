import type { Language, Told } from '../shared/index.ts';
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
  readonly says: (noticed: SignalFacts, language: Language) => string;
}

type Noticed = SignalFacts[string] | undefined;

/** How many others, as a sentence says it; never who they are. */
export function people(count: Noticed, language: Language): string {
  const other = { en: 'Another customer', hi: 'एक अन्य ग्राहक' };
  const others = { en: 'other customers', hi: 'अन्य ग्राहकों' };
  if (count === 1) return other[language];
  if (typeof count === 'number') return `${count} ${others[language]}`;
  return language === 'en' ? 'Other customers' : others[language];
}

/** Distinct, in one order, for a sentence: `PAN, document`. */
export const listed = (words: readonly string[]): string =>
  [...new Set(words)].toSorted((one, other) => one.localeCompare(other, 'en')).join(', ');

/** Kinds of register, fact and contact, which assessments keep in English. */
const IN_HINDI: Readonly<Record<string, string>> = {
  Aadhaar: 'आधार',
  PAN: 'पैन',
  'bank account': 'बैंक खाता',
  document: 'दस्तावेज़',
  'sanctions lists': 'प्रतिबंध सूचियाँ',
  name: 'नाम',
  'birth date': 'जन्म-तिथि',
  'document number': 'दस्तावेज़ संख्या',
  email: 'ई-मेल',
  phone: 'फ़ोन',
};

const inHindi = (detail: string) =>
  detail
    .split(', ')
    .map((word) => IN_HINDI[word] ?? word)
    .join(', ');

/** The sentence, and what it is about where that is known. */
export function after(text: Told, detail: Noticed, language: Language): string {
  if (detail === undefined || detail === '') return text[language];
  return `${text[language]}: ${language === 'hi' ? inHindi(String(detail)) : detail}`;
}

/** A sentence that needs nothing of what was noticed. */
export const plainly =
  (text: Told) =>
  (_noticed: SignalFacts, language: Language): string =>
    text[language];
