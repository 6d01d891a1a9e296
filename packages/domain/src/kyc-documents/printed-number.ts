import type { DocumentType } from './document.ts';
import { findLabelled, plainDigits } from './printed-text.ts';

const SEPARATOR = /[\s./\p{Pd}]/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** How statements black out a number. */
const MASK = /[Xx*•]{3,}/;

/** Upper case and plain digits, separators gone; `places` says where each character stood. */
function compact(line: string): { text: string; places: number[] } {
  const places: number[] = [];
  let text = '';
  const plain = plainDigits(line);
  for (let at = 0; at < plain.length; at += 1) {
    const letter = plain[at] ?? '';
    if (SEPARATOR.test(letter)) continue;
    const upper = letter.toUpperCase();
    text += upper.length === 1 ? upper : letter;
    places.push(at);
  }
  return { text, places };
}

/** A number that was typed, where it is printed on its own: in groups or in one piece. `typed` is its stored form. */
export function findNumber(lines: readonly string[], typed: string): string | null {
  const wanted = compact(typed).text;
  if (wanted === '') return null;
  for (const line of lines) {
    const { text, places } = compact(line);
    for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
      const [start = 0, last = 0] = [places[at], places[at + wanted.length - 1]];
      const around = [line[start - 1], line[last + 1]];
      if (!around.some((letter) => letter !== undefined && LETTER_OR_DIGIT.test(letter)))
        return line.slice(start, last + 1);
    }
  }
  return null;
}

const NUMBER = String.raw`(?:number|num|no|#)\.?`;
const ACCOUNT = `(?:account|a/c|consumer|customer) ?${NUMBER}|खाता संख्या|उपभोक्ता संख्या`;
const LABELS: Readonly<Record<DocumentType, string>> = {
  PASSPORT: `passport ?${NUMBER}|पासपोर्ट संख्या`,
  DRIVER_LICENSE: `(?:driving |driver['’]?s? )?licen[cs]e ?${NUMBER}|dl ?${NUMBER}`,
  GOVERNMENT_ID: `(?:id|identity|document|card) ?${NUMBER}`,
  UTILITY_BILL: ACCOUNT,
  BANK_STATEMENT: ACCOUNT,
  OTHER: `(?:document|registration|certificate) ?${NUMBER}`,
};

/** The number that the document itself calls its own, whatever was typed. */
export function labelledNumber(lines: readonly string[], type: DocumentType): string | null {
  const printed = findLabelled(lines, LABELS[type]);
  return printed !== null && /^(?=.*\d)[\p{L}\p{N}*•][\p{L}\p{N}*• ./-]{3,39}$/u.test(printed) ? printed : null;
}

/** Of a blacked out number only its end can agree. */
export function isSameNumber(typed: string, printed: string): boolean {
  const [own, theirs] = [compact(typed).text, compact(printed).text];
  return MASK.test(printed) ? own.endsWith(theirs.replace(/^.*[X*•]/, '')) : own === theirs;
}
