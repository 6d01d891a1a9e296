import { constants, inflateRawSync } from 'node:zlib';

const MAX_STREAM_BYTES = 160 * 1024 * 1024;
const MAX_INFLATED_BYTES = 640 * 1024 * 1024;
/** Fifty pages have some hundred. */
const MAX_STREAMS = 20_000;
const [LF, CR] = [0x0a, 0x0d];

/** Data begin on the next line (ISO 32000-2, 7.3.8.1). Readers forgive words before it, and some a missing one. */
function dataStarts(bytes: Buffer, keyword: number): Set<number> {
  const after = keyword + 'stream'.length;
  let end = after;
  while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end += 1;
  return new Set([bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1, after, after + 1, after + 2]);
}

/** The two bytes of RFC 1950, section 2.2, without a preset dictionary. */
function isZlib(bytes: Buffer, at: number): boolean {
  const [method = 0, flags = 0] = bytes.subarray(at, at + 2);
  return (method & 0x0f) === 8 && (method * 256 + flags) % 31 === 0 && (flags & 0x20) === 0;
}

function inflated(body: Buffer): Buffer | null {
  try {
    return inflateRawSync(body, { maxOutputLength: MAX_STREAM_BYTES, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return null;
  }
}

/** Readers show what came before the damage and mind no checksum: the longest beginning that inflates. */
function soundPart(body: Buffer): Buffer {
  const whole = inflated(body);
  if (whole) return whole;
  let [sound, broken] = [0, body.length];
  while (broken - sound > 1) {
    const middle = Math.floor((sound + broken) / 2);
    if (inflated(body.subarray(0, middle))) sound = middle;
    else broken = middle;
  }
  return inflated(body.subarray(0, sound)) ?? Buffer.alloc(0);
}

/**
 * What every deflated stream of a PDF holds, one after the other. Each is read to the end of the file: deflate knows where
 * it stops, and `endstream` may be written inside the data. Throws RangeError for a decompression bomb.
 */
export function* inflatedStreams(bytes: Buffer): Generator<Buffer> {
  let [total, count] = [0, 0];
  for (let at = bytes.indexOf('stream'); at !== -1; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.toString('latin1', at - 3, at) === 'end') continue;
    if ((count += 1) > MAX_STREAMS) throw new RangeError('This PDF has streams beyond reason');
    for (const start of dataStarts(bytes, at)) {
      if (!isZlib(bytes, start)) continue;
      const body = soundPart(bytes.subarray(start + 2));
      total += body.length;
      if (total > MAX_INFLATED_BYTES) throw new RangeError('The streams of this PDF inflate beyond reason');
      yield body;
    }
  }
}
