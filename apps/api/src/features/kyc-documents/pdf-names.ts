import { constants, inflateSync } from 'node:zlib';

/** What makes a PDF act or carry other files (ISO 32000-2, 7.11.4, 12.6.4, 12.7.8 and 13). */
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
  'XFA',
];

const MAX_STREAM_BYTES = 160 * 1024 * 1024;
const MAX_INFLATED_BYTES = 640 * 1024 * 1024;
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

function inflated(bytes: Buffer): Buffer | null {
  try {
    return inflateSync(bytes, { maxOutputLength: MAX_STREAM_BYTES, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return null; // a JPEG, a font: not deflated
  }
}

/**
 * True when any object, also inside compressed object streams, names an action or an attachment. The parser shows only
 * the actions it would offer itself; one on a link, for instance, it drops. Streams are all inflated: a reader needs no
 * `/Type /ObjStm` to take one for an object stream. Throws RangeError for a decompression bomb.
 */
export function namesActiveContent(bytes: Buffer): boolean {
  if (namesAction(bytes)) return true;
  let total = 0;
  for (let at = bytes.indexOf('stream'); at !== -1; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.toString('latin1', at - 3, at) === 'end') continue;
    const start = at + (bytes[at + 6] === 0x0d ? 8 : 7);
    // To the end of the file: deflate knows where it stops, and `endstream` may be written inside the data.
    const body = inflated(bytes.subarray(start));
    total += body?.length ?? 0;
    if (total > MAX_INFLATED_BYTES) throw new RangeError('The streams of this PDF inflate beyond reason');
    if (body && namesAction(body)) return true;
  }
  return false;
}
