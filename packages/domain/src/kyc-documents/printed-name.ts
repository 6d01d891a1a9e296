import { findLabelled, type Word, wordsOf } from './printed-text.ts';

export interface TypedName {
  readonly firstName: string;
  readonly lastName: string;
}

const LONGEST = 80;
const NAME =
  'name|full name|customer name|account name|account holder(?: name)?|name of (?:the )?(?:customer|holder|account holder)|bill(?:ed)? to|नाम|पूरा नाम|ग्राहक का नाम|खाताधारक का नाम';
const SURNAME = 'surname|last name|family name|उपनाम';
const GIVEN_NAMES = 'given names?|first names?|दिया गया नाम';

interface Wanted {
  readonly text: string;
  readonly travelled: string;
  /** Second given names may be left out. */
  readonly isNeeded: boolean;
}

/** As machine-readable zones spell letters that have no plain form (ICAO 9303-3, section 6). */
const TRAVELLED: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };
const travelled = (name: string) =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüåø]/g, (letter) => TRAVELLED[letter] ?? letter);

function wantedOf({ firstName, lastName }: TypedName): Wanted[] {
  const words = (name: string) => {
    const spelled = wordsOf(travelled(name));
    return wordsOf(name).map(({ text }, at) => ({ text, travelled: spelled[at]?.text ?? text }));
  };
  const given = words(firstName).map((word, at) => ({ ...word, isNeeded: at === 0 }));
  return [...given, ...words(lastName).map((word) => ({ ...word, isNeeded: true }))];
}

const firstLetter = (text: string) => Array.from(text)[0] ?? '';
const isInitial = (text: string) => Array.from(text).length === 1;

/** One of the two is the other's initial; in small print "a" is a word. */
function abbreviates(word: Word, line: string, wanted: string): boolean {
  if (!isInitial(word.text) && !isInitial(wanted)) return false;
  const printed = line.slice(word.start, word.end);
  return firstLetter(word.text) === firstLetter(wanted) && firstLetter(printed) === firstLetter(printed).toUpperCase();
}

/** The name that begins with this word: where it ends, or null. One word in between is a middle name, if nothing is short. */
function nameFrom(line: string, words: readonly Word[], wanted: readonly Wanted[]): number | null {
  const open = new Set(wanted);
  let [whole, short, strange, end]: [number, number, number, number | null] = [0, 0, 0, null];
  for (const word of words.slice(0, wanted.length + 1)) {
    const same = [...open].find((one) => one.text === word.text || one.travelled === word.text);
    const found = same ?? [...open].find(({ text }) => abbreviates(word, line, text));
    if (found) open.delete(found);
    if (!found) strange += 1;
    else if (same && !isInitial(word.text)) whole += 1;
    else short += 1;
    if (strange > (end === null && whole > 0 ? 1 : 0)) break;
    const isWhole = whole > 0 && [...open].every(({ isNeeded }) => !isNeeded);
    if (found && isWhole && (strange === 0 || short === 0)) end = word.end;
  }
  return end;
}

/** The typed name where it is printed: in any order, accents and case aside, with initials for all but one of its words. */
export function findName(lines: readonly string[], name: TypedName): string | null {
  const wanted = wantedOf(name);
  if (wanted.length === 0) return null;
  for (const line of lines) {
    const words = wordsOf(line);
    for (const [at, { start }] of words.entries()) {
      const end = nameFrom(line, words.slice(at, at + wanted.length + 1), wanted);
      if (end !== null) return line.slice(start, end).slice(0, LONGEST);
    }
  }
  return null;
}

/** What stands where a name is asked for, whoever it names. */
export function labelledName(lines: readonly string[]): string | null {
  const [surname, given] = [findLabelled(lines, SURNAME), findLabelled(lines, GIVEN_NAMES)];
  const printed = surname !== null && given !== null ? `${given} ${surname}` : findLabelled(lines, NAME);
  return printed !== null && /^(?:[\p{L}\p{M}.'’\- ]|\p{Join_Control})+$/u.test(printed)
    ? printed.slice(0, LONGEST)
    : null;
}

/** Whether a printed name is the one that was typed, told as `findName` tells it. */
export const isSameName = (typed: TypedName, printed: string): boolean => findName([printed], typed) !== null;
