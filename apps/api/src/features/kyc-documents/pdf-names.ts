import { inflatedStreams } from './pdf-streams.ts';

/** What makes a PDF act or carry other files (ISO 32000-2, 7.11.4, 12.6.4, 12.7.8 and 13). GoToR makes Windows send a password's hash. */
const ACTIVE_NAMES = [
  'JavaScript',
  'Launch',
  'EmbeddedFile',
  'EmbeddedFiles',
  'FileAttachment',
  'RichMedia',
  'SubmitForm',
  'ImportData',
  'Rendition',
  'GoToE',
  'GoToR',
  'Movie',
  'Sound',
  'OnInstantiate',
  'XFA',
];

const WINDOW = 1024 * 1024;
const OVERLAP = 128;

/** Any character of a name may be written `#xx`: `/J#61vaScript` is `/JavaScript`. Names tell case apart, hex digits do not. */
function escapable(name: string): string {
  return Array.from(
    name,
    (letter) =>
      `(?:${letter}|#${letter
        .charCodeAt(0)
        .toString(16)
        .replace(/[a-f]/, (digit) => `[${digit}${digit.toUpperCase()}]`)})`,
  ).join('');
}
/** Whole names only (they end at a delimiter, 7.2.3): else `/XFA` would turn up by chance in one scanned picture of fifty. */
const ACTIVE = new RegExp(String.raw`/(?:${ACTIVE_NAMES.map(escapable).join('|')})(?=[\0\t\n\f\r ()<>[\]{}/%]|$)`);

function namesAction(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at += WINDOW) {
    if (ACTIVE.test(bytes.toString('latin1', at, at + WINDOW + OVERLAP))) return true;
  }
  return false;
}

/**
 * True when any object, also inside compressed object streams, names an action or an attachment. The parser shows only
 * the actions it would offer itself; one on a link, for instance, it drops. Streams are all inflated: a reader needs no
 * `/Type /ObjStm` to take one for an object stream. Throws RangeError for a decompression bomb.
 */
export function namesActiveContent(bytes: Buffer): boolean {
  if (namesAction(bytes)) return true;
  for (const body of inflatedStreams(bytes)) if (namesAction(body)) return true;
  return false;
}
