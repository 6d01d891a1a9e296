const SPACE = String.raw`\0\t\n\f\r `;
const DELIMITER = String.raw`()<>[\]{}/%`;
const WORD = new RegExp(String.raw`<<|>>|<[^<>]*>|/[^${SPACE}${DELIMITER}]*|[[\]]|[^${SPACE}${DELIMITER}]+`, 'y');
const IGNORED = new RegExp(String.raw`(?:[${SPACE}]|%[^\r\n]*)+`, 'y');

const MAX_OBJECTS = 50_000;
const MAX_WORDS = 200_000;
/** More than an A3 page at 600 dots an inch. */
const MAX_PIXELS = 100_000_000;

const PLAIN = / \/(?:Filter|F) (?:\/FlateDecode|\/Fl|\[ (?:\/FlateDecode|\/Fl) \])(?= )/g;

function afterString(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '\\') at += 1;
    else if (letter === '(') depth += 1;
    else if (letter === ')' && (depth -= 1) === 0) return at + 1;
  }
  return text.length;
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** The words of ISO 32000-2, section 7.2, strings as `()`, names without their escapes. */
function* wordsFrom(text: string, from: number): Generator<string> {
  for (let at = from; at < text.length;) {
    at += matchAt(IGNORED, text, at).length;
    if (text[at] === '(') {
      yield '()';
      at = afterString(text, at);
      continue;
    }
    const word = matchAt(WORD, text, at);
    if (word.startsWith('/'))
      yield word.replace(/#([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    else if (word !== '') yield word;
    at += Math.max(word.length, 1);
  }
}

/** The dictionary of the stream that begins here, as words between spaces; null where something else does. */
function streamDictionary(text: string, from: number): string | null {
  const words: string[] = [];
  let depth = 0;
  for (const word of wordsFrom(text, from)) {
    if (words.length > 0 && depth === 0) return word.startsWith('stream') ? ` ${words.join(' ')} ` : null;
    if (word === '<<') depth += 1;
    else if (word === '>>') depth -= 1;
    if (depth === 0 && words.length === 0) return null;
    words.push(word);
    if (words.length > MAX_WORDS) throw new RangeError('This PDF has a dictionary beyond reason');
  }
  return null;
}

/** Objects stored with more than one plain FlateDecode: no producer needs that, and `namesActiveContent` reads no other. */
function hidesObjects(dictionary: string): boolean {
  const isObjectStream = dictionary.includes(' /ObjStm ') || (/ \/First /.test(dictionary) && / \/N /.test(dictionary));
  return isObjectStream && / \/(?:Filter|F|DecodeParms|DP) /.test(dictionary.replaceAll(PLAIN, ''));
}

const largest = (dictionary: string, side: RegExp) =>
  Math.max(0, ...[...dictionary.matchAll(side)].map(([, length]) => Number(length)));

const isHugeImage = (dictionary: string): boolean =>
  largest(dictionary, / \/(?:Width|W) (\d+)(?= )/g) * largest(dictionary, / \/(?:Height|H) (\d+)(?= )/g) > MAX_PIXELS;

/**
 * What the dictionaries of a PDF's streams say of the streams, without parsing the rest: whether one holds objects in a way
 * that hides them, and whether one is a picture of more than 100 million pixels. Throws RangeError for objects without end.
 */
export function judgeStreams(bytes: Buffer): 'plain' | 'hidden' | 'huge' {
  const text = bytes.toString('latin1');
  let [verdict, count]: ['plain' | 'huge', number] = ['plain', 0];
  for (let at = text.indexOf('obj'); at !== -1; at = text.indexOf('obj', at + 3)) {
    if (text.startsWith('end', at - 3)) continue;
    if ((count += 1) > MAX_OBJECTS) throw new RangeError('This PDF has objects beyond reason');
    const dictionary = streamDictionary(text, at + 3);
    if (dictionary === null) continue;
    if (hidesObjects(dictionary)) return 'hidden';
    if (isHugeImage(dictionary)) verdict = 'huge';
  }
  return verdict;
}
