import { plainDigits } from './printed-text.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const HINDI_MONTHS = ['जनवरी', 'फ़रवरी', 'मार्च', 'अप्रैल', 'मई', 'जून', 'जुलाई', 'अगस्त', 'सितंबर', 'अक्टूबर', 'नवंबर', 'दिसंबर'];
const SPELLINGS: Readonly<Record<string, string>> = {
  फरवरी: 'फ़रवरी',
  सितम्बर: 'सितंबर',
  अक्तूबर: 'अक्टूबर',
  नवम्बर: 'नवंबर',
  दिसम्बर: 'दिसंबर',
};
// फ़ has two spellings in Unicode; lines come in NFC.
const HINDI = HINDI_MONTHS.map((name) => name.normalize('NFC'));
const WORD = `(?:${MONTHS.join('|')})[a-z]{0,6}|${[...HINDI, ...Object.keys(SPELLINGS)].join('|')}`;
const SHAPES = [
  String.raw`(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})`,
  String.raw`(?<first>\d{1,2})[-/.](?<second>\d{1,2})[-/.](?<year>\d{4})`,
  String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?[- ]{1,2}(?<word>${WORD})\.?,?[- ]{1,2}(?<year>\d{4})`,
  String.raw`(?<word>${WORD})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4})`,
].map((shape) => new RegExp(String.raw`(?<![\p{L}\p{N}])${shape}(?![\p{L}\p{N}])`, 'giu'));

function monthOf(word: string): number {
  const hindi = HINDI.indexOf((SPELLINGS[word] ?? word).normalize('NFC'));
  return (hindi === -1 ? MONTHS.indexOf(word.slice(0, 3).toLowerCase()) : hindi) + 1;
}

/** Null for a day that does not exist. */
function isoOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1900 && year < 2100;
  return isReal ? date.toISOString().slice(0, 10) : null;
}

interface Found {
  readonly printed: string;
  /** Every day it may mean: 04/05/2026 is two. */
  readonly days: readonly string[];
  readonly start: number;
  readonly end: number;
}

function daysOf({ year = '', month, day = '', word, first = '', second = '' }: Record<string, string>): string[] {
  const [y, a, b] = [Number(year), Number(first), Number(second)];
  const days =
    first === ''
      ? [isoOf(y, word === undefined ? Number(month) : monthOf(word), Number(day))]
      : [isoOf(y, b, a), isoOf(y, a, b)];
  return [...new Set(days.filter((iso) => iso !== null))];
}

function datesIn(line: string): Found[] {
  const plain = plainDigits(line);
  return SHAPES.flatMap((shape) =>
    Array.from(plain.matchAll(shape), (match) => {
      const [start, end] = [match.index, match.index + match[0].length];
      return { printed: line.slice(start, end), days: daysOf(match.groups ?? {}), start, end };
    }),
  ).filter(({ days }) => days.length > 0);
}

const LABELS = {
  birth: /birth(?: date)?|born|\bdob\b|जन्म/giu,
  expiry: /expir\w*(?: date)?|valid (?:until|thru|through|to)|समाप्ति|तक वैध/giu,
  // Days of a bill that say nothing of when it was made.
  other: /\bdue(?: date| by| on)?\b|period|\bfrom\b|\bto\b|payment(?: date)?|देय|अवधि/giu,
  issue: /issued?\b|\bdated?\b|दिनांक|तारीख|जारी/giu,
} as const;
type Meaning = keyof typeof LABELS;

interface Labelled extends Found {
  readonly meaning: Meaning;
  readonly distance: number;
}

/** How far a label may stand from its date; one on the line above counts as farther than any on the date's own. */
const REACH = 80;
const MOST = 200;

function lastLabel(text: string, meaning: Meaning): number | null {
  const last = Array.from(text.matchAll(LABELS[meaning])).at(-1);
  return last ? text.length - last.index - last[0].length : null;
}

// "Due date" is both; the first of equally near ones counts.
const MEANINGS: readonly Meaning[] = ['birth', 'expiry', 'other', 'issue'];

function label(found: Found, line: string, above: string): Labelled[] {
  const before = line.slice(Math.max(0, found.start - REACH), found.start);
  const near = MEANINGS.flatMap((meaning) => {
    const own = lastLabel(before, meaning);
    const upper = own === null ? lastLabel(above.slice(-REACH), meaning) : null;
    const distance = own ?? (upper === null ? null : upper + REACH);
    return distance === null ? [] : [{ ...found, meaning, distance }];
  });
  return near.toSorted((left, right) => left.distance - right.distance).slice(0, 1);
}

export interface Dates {
  readonly dateOfBirth: string | null;
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
}

/** Dates as printed, each by the label nearest before it; a typed day (ISO) wins, and needs no label. */
export function findDates(lines: readonly string[], typed: Dates): Dates {
  const all = lines
    .flatMap((line, at) => datesIn(line).map((found) => ({ found, line, above: lines[at - 1] ?? '' })))
    .slice(0, MOST);
  const labelled = all.flatMap(({ found, line, above }) => label(found, line, above));
  const unlabelled = all.filter(({ found, line, above }) => label(found, line, above).length === 0);
  const find = (meaning: Meaning, day: string | null) => {
    const meant = labelled
      .filter((date) => date.meaning === meaning)
      .toSorted((left, right) => left.distance - right.distance);
    const known = [...meant, ...unlabelled.map(({ found }) => found)].find(
      ({ days }) => day !== null && days.includes(day),
    );
    return (known ?? meant[0])?.printed ?? null;
  };
  return {
    dateOfBirth: find('birth', typed.dateOfBirth),
    issuedOn: find('issue', typed.issuedOn),
    expiresOn: find('expiry', typed.expiresOn),
  };
}

/** May the printed date mean this ISO day? */
export const isSameDay = (day: string, printed: string): boolean =>
  datesIn(printed).some(({ days }) => days.includes(day));
