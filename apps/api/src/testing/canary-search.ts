import type { Canary } from './canary-numbers.ts';

/** Characters that a pattern is found by; every pattern has at least so many. */
const HEAD = 6;

/** The middle of a base64 text that is the same whatever stands before and after, for each of the three alignments. */
function base64Forms(text: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const whole = Buffer.from('\0'.repeat(offset) + text).toString('base64');
    const from = Math.ceil((offset * 8) / 6);
    const middle = whole.slice(from, Math.floor(((offset + text.length) * 8) / 6));
    return [middle, middle.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

const everyByte = (text: string, say: (byte: number) => string) => Array.from(Buffer.from(text), say).join('');
const hexByte = (byte: number) => byte.toString(16).padStart(2, '0');

/** How a value may be written where it has letters of its own, in lower case. */
function writtenForms(text: string): string[] {
  const forms = [
    ...base64Forms(text),
    everyByte(text, hexByte),
    everyByte(text, (byte) => `%${hexByte(byte)}`),
    ...(/^\d+$/.test(text)
      ? []
      : [text, encodeURIComponent(text), text.replaceAll(' ', '+'), text.replace(/[ -]/g, '')]),
  ];
  return [...new Set(forms.map((form) => form.toLowerCase()))];
}

/** Runs of digits that are no number of a person's: ids, hashes, moments. A canary inside one would be another form. */
const NO_NUMBERS =
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{32,}\b|\d{4}-\d\d-\d\d[t ]\d\d:\d\d:\d\d(?:\.\d+)?|"time":\d{13}/g;
/** What people put between the digits of a number. */
const SEPARATORS = /(?<=\d)(?:[\s.\p{Pd}+/]|%20|%2d)+(?=\d)/gu;

interface Index {
  readonly byHead: ReadonlyMap<string, readonly { readonly form: string; readonly canary: Canary }[]>;
  /** By hash of the first characters: nearly every place of a text is passed over without looking further. */
  readonly starts: Uint8Array;
}

const hashAt = (text: string, at: number) =>
  (text.charCodeAt(at) * 0x9e37 +
    text.charCodeAt(at + 1) * 0x85eb +
    text.charCodeAt(at + 2) * 0xc2b3 +
    text.charCodeAt(at + 3) * 0x27d5 +
    text.charCodeAt(at + 4) * 0x1657) &
  0xfffff;

function indexed(canaries: readonly Canary[], formsOf: (text: string) => readonly string[]): Index {
  const byHead = new Map<string, { form: string; canary: Canary }[]>();
  const starts = new Uint8Array(0x100000);
  for (const canary of canaries)
    for (const form of formsOf(canary.text)) {
      const head = form.slice(0, HEAD);
      const known = byHead.get(head) ?? [];
      byHead.set(head, known);
      known.push({ form, canary });
      starts[hashAt(head, 0)] = 1;
    }
  return { byHead, starts };
}

function found({ byHead, starts }: Index, text: string): Canary[] {
  const hits = new Set<Canary>();
  for (let at = 0; at <= text.length - HEAD; at += 1) {
    if (starts[hashAt(text, at)] === 0) continue;
    for (const { form, canary } of byHead.get(text.slice(at, at + HEAD)) ?? [])
      if (text.startsWith(form, at)) hits.add(canary);
  }
  return [...hits];
}

/**
 * Finds planted values in any text: plain or in other case, digits with and without separators, percent-encoded, hex, and
 * base64 of anything they stand in.
 */
export function canarySearch(canaries: readonly Canary[]): (text: string) => Canary[] {
  const written = indexed(canaries, writtenForms);
  const digits = indexed(canaries, (text) => (/^\d+$/.test(text) ? [text] : []));
  return (text) => {
    const lower = text.toLowerCase();
    const bare = lower.replace(NO_NUMBERS, ' | ').replace(SEPARATORS, '');
    return [...new Set([...found(written, lower), ...found(digits, bare)])];
  };
}
