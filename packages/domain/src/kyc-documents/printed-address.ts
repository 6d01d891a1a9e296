import { findPhrase, folded, type Word, wordsOf } from './printed-text.ts';

/** As typed: in parts, or as one line. */
export type TypedAddress =
  | { readonly text: string }
  | {
      readonly line1: string;
      readonly line2?: string;
      readonly city: string;
      readonly postalCode: string;
      readonly country: string;
    };

export interface PrintedAddress {
  readonly street: string | null;
  readonly city: string | null;
  readonly postalCode: string | null;
}

/** Words that half of all streets share. */
const COMMON = new Set(
  'street st road rd avenue ave lane ln drive dr boulevard blvd court ct place pl way north south east west apt flat house no floor unit near मार्ग रोड गली सड़क'
    .split(' ')
    .map(folded),
);
/** How many words may lie between number and street. */
const SPAN = 6;
const LONGEST = 120;
/** A street's city and postal code stand at most so many lines below it. */
const BELOW = 3;
const CODES: Readonly<Record<string, RegExp>> = {
  US: /(?<!\d)\d{5}(?:-\d{4})?(?![\d-])/,
  IN: /(?<!\d)[1-9]\d{2} ?\d{3}(?!\d)/,
};

const hasDigit = ({ text }: Word) => /\d/.test(text);

interface Spot {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

function streetIn(line: string, typed: readonly Word[]): Omit<Spot, 'line'> | null {
  const numbers = new Set(typed.filter(hasDigit).map(({ text }) => text));
  const plain = typed.filter((word) => !hasDigit(word)).map(({ text }) => text);
  const rare = plain.filter((text) => text.length > 2 && !COMMON.has(text));
  const names = new Set(rare.length > 0 ? rare : plain);
  const all = new Set(typed.map(({ text }) => text));
  const words = wordsOf(line);
  for (const [at, { text }] of words.entries()) {
    if (numbers.size > 0 ? !numbers.has(text) : !names.has(text)) continue;
    const near = words.slice(Math.max(0, at - SPAN), at + SPAN + 1).filter((word) => all.has(word.text));
    const named = new Set(near.map((word) => word.text).filter((word) => names.has(word)));
    // Without a number it takes two of the street's words, where it has two.
    if (named.size < (numbers.size > 0 ? 1 : Math.min(2, names.size))) continue;
    const [first, last] = [near[0], near.at(-1)];
    if (first && last) return { start: first.start, end: Math.min(last.end, first.start + LONGEST) };
  }
  return null;
}

function findStreet(lines: readonly string[], address: TypedAddress): Spot | null {
  const typed = wordsOf('text' in address ? (address.text.split(',', 1)[0] ?? '') : address.line1);
  if (typed.length === 0) return null;
  for (const [line, text] of lines.entries()) {
    const spot = streetIn(text, typed);
    if (spot) return { line, ...spot };
  }
  return null;
}

/** The typed code, else the one that stands below the street. */
function findPostalCode(lines: readonly string[], address: TypedAddress, street: Spot | null): string | null {
  if ('text' in address) return null;
  const pattern = CODES[address.country];
  if (!pattern) return findPhrase(lines, address.postalCode);
  const wanted = shortCode(address.postalCode);
  const [head, ...below] = street === null ? [''] : lines.slice(street.line, street.line + BELOW + 1);
  const tail = [(head ?? '').slice(street?.end ?? 0), ...below];
  const near = tail.flatMap((line) => pattern.exec(line)?.[0] ?? []);
  const anywhere = lines.flatMap((line) => pattern.exec(line)?.[0] ?? []);
  return anywhere.find((code) => shortCode(code) === wanted) ?? near[0] ?? null;
}

/** ZIP+4 and ZIP name the same place. */
const shortCode = (code: string) => code.replace(/\s/g, '').toUpperCase().split('-', 1)[0];

/** The parts of the typed address where they are printed; a city only beside the street or the postal code. */
export function findAddress(lines: readonly string[], address: TypedAddress): PrintedAddress {
  const street = findStreet(lines, address);
  const postalCode = findPostalCode(lines, address, street);
  const anchor = street?.line ?? (postalCode === null ? -1 : lines.findIndex((line) => line.includes(postalCode)));
  const around = anchor < 0 ? [] : lines.slice(Math.max(0, anchor - 1), anchor + BELOW + 1);
  return {
    street: street && (lines[street.line]?.slice(street.start, street.end) ?? null),
    city: 'text' in address ? null : findPhrase(around, address.city),
    postalCode,
  };
}

/** Does every part that was found agree with what is typed? */
export function isSameAddress(typed: TypedAddress, { street, city, postalCode }: PrintedAddress): boolean {
  if (street !== null && findStreet([street], typed) === null) return false;
  if ('text' in typed) return true;
  if (city !== null && findPhrase([city], typed.city) === null) return false;
  return postalCode === null || shortCode(postalCode) === shortCode(typed.postalCode);
}
