/** More is never looked at: a bill says all that matters on its first pages. */
export const PRINTED_CHARACTERS = 20_000;

/** What cannot be seen, or turns the order of what can; the joiners stay, for Devanagari is written with them. */
const UNSEEN = /[\p{Cc}\p{Co}\p{Cn}]|(?!\p{Join_Control})\p{Cf}/gu;

/** The lines of a page's text without control characters and marks of direction; empty ones left out. */
export function printedLines(raw: string): string[] {
  return raw
    .slice(0, PRINTED_CHARACTERS)
    .toWellFormed()
    .normalize('NFC')
    .slice(0, PRINTED_CHARACTERS)
    .split(/[\n\r\u2028\u2029]+/)
    .map((line) =>
      line
        .replace(/[\t\p{Zs}]/gu, ' ')
        .replace(UNSEEN, '')
        .replace(/ {3,}/g, '  ')
        .trim(),
    )
    .filter((line) => line !== '');
}

const DEVANAGARI_ZERO = 0x966;
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
};

/** ०–९ as 0–9; the length stays. */
export const plainDigits = (text: string): string =>
  text.replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - DEVANAGARI_ZERO));

/** Equal for spellings that mean the same: case, accents and joiners gone, vowel signs of Devanagari kept. */
export function folded(text: string): string {
  const bare = text.normalize('NFKD').replace(/[\u0300-\u036f'’]|\p{Join_Control}/gu, '');
  return plainDigits(bare.toLowerCase()).replace(/[ßæœøđðłþı]/g, (letter) => PLAIN[letter] ?? letter);
}

export interface Word {
  /** Folded. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /(?:[\p{L}\p{M}\p{N}]|\p{Join_Control})+(?:['’][\p{L}\p{M}]+)*/gu;

/** The words of a line, folded, each with its place in the line as printed. */
export function wordsOf(line: string): Word[] {
  return Array.from(line.matchAll(WORD), (match) => ({
    text: folded(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The words of `phrase`, one after the other, as the first line that has them prints them. */
export function findPhrase(lines: readonly string[], phrase: string): string | null {
  const wanted = wordsOf(phrase).map(({ text }) => text);
  if (wanted.length === 0) return null;
  for (const line of lines) {
    const words = wordsOf(line);
    const at = words.findIndex((_, from) => wanted.every((text, offset) => words[from + offset]?.text === text));
    const [first, last] = [words[at], words[at + wanted.length - 1]];
    if (first && last) return line.slice(first.start, last.end);
  }
  return null;
}

/** Whether the words that were typed stand in the printed line, one after the other. */
export const isSamePhrase = (typed: string, printed: string): boolean => findPhrase([printed], typed) !== null;

/** What stands behind a label and a colon, or on the line below a label that stands alone. */
export function findLabelled(lines: readonly string[], label: string): string | null {
  const pattern = new RegExp(String.raw`(?:^| {2}|\|) ?(?:${label}) ?(?:[:：] ?(\S.*)|$)`, 'iu');
  for (const [at, line] of lines.entries()) {
    const match = pattern.exec(line);
    const value = match && (match[1] ?? lines[at + 1])?.split(/ {2}|\|/, 1)[0]?.trim();
    if (value) return value;
  }
  return null;
}
