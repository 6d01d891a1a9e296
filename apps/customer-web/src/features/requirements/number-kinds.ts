import {
  checkAadhaar,
  checkAba,
  checkCin,
  checkEin,
  checkGstin,
  checkIfsc,
  checkItin,
  checkPan,
  checkSsn,
  panHolder,
} from '@ostiary/domain/identifiers';

/** Digits in groups, as far as they are typed: `536904399` → `536-90-4399`. */
function grouped(sizes: readonly number[], separator: string) {
  return (text: string): string => {
    let rest = text.replace(/\D/g, '');
    const groups = sizes.map((size) => {
      const group = rest.slice(0, size);
      rest = rest.slice(size);
      return group;
    });
    return groups.filter(Boolean).join(separator);
  };
}
const upper = (text: string) => text.toUpperCase();
const digits = (length: number) => (text: string) => text.replace(/\D/g, '').slice(0, length);
const taxNumber = grouped([3, 2, 4], '-');

interface NumberRules {
  /** The text as it stands in the field while it is typed. */
  readonly format: (text: string) => string;
  /** Could it be one? What only its issuer can answer is checked later. */
  readonly looksRight?: (text: string) => boolean;
  readonly isNumeric?: boolean;
}

/** How each kind of number is typed. Judging it is the domain schema's part. */
export const numberKinds = {
  ssn: { format: taxNumber, looksRight: (text) => checkSsn(text).ok, isNumeric: true },
  itin: { format: taxNumber, looksRight: (text) => checkItin(text).ok, isNumeric: true },
  aadhaar: { format: grouped([4, 4, 4], ' '), looksRight: (text) => checkAadhaar(text).ok, isNumeric: true },
  pan: { format: upper, looksRight: (text) => checkPan(text).ok && panHolder(text.trim()) === 'Individual' },
  passport: { format: upper },
  account: { format: digits(18), isNumeric: true },
  routing: { format: digits(9), looksRight: (text) => checkAba(text).ok, isNumeric: true },
  ifsc: { format: upper, looksRight: (text) => checkIfsc(text).ok },
  ein: { format: grouped([2, 7], '-'), looksRight: (text) => checkEin(text).ok, isNumeric: true },
  cin: { format: upper, looksRight: (text) => checkCin(text).ok },
  gstin: { format: upper, looksRight: (text) => checkGstin(text).ok },
} as const satisfies Record<string, NumberRules>;
export type NumberKind = keyof typeof numberKinds;

export function numberRules(kind: NumberKind): NumberRules {
  return numberKinds[kind];
}
