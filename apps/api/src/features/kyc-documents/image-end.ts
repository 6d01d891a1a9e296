import { crc32 } from 'node:zlib';

const STANDALONE = new Set([0x00, 0x01, 0xff, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8]);
const END_OF_IMAGE = 0xd9;

/** Where a JPEG ends (ITU-T T.81, B.1.1): after its EOI marker, not one of a thumbnail. Null when it has none. */
function endOfJpeg(bytes: Buffer): number | null {
  for (let at = 2; at + 2 <= bytes.length;) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff || STANDALONE.has(marker)) at += 1;
    else if (marker === END_OF_IMAGE) return at + 2;
    else if (at + 4 > bytes.length) return null;
    else at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

/** Where a PNG ends: after its IEND chunk (PNG, third edition, 5.3 and 5.6). Null when it has none, or a sum is wrong. */
function endOfPng(bytes: Buffer): number | null {
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null;
    if (bytes.toString('latin1', at + 4, at + 8) === 'IEND') return end;
    at = end;
  }
  return null;
}

/** Decoders stop at the end of the picture and never tell what follows it. */
export const endOfImage = (bytes: Buffer, mediaType: string): number | null =>
  mediaType === 'image/png' ? endOfPng(bytes) : endOfJpeg(bytes);

/** A PNG that shows other pictures after the one a decoder draws (acTL comes before the first IDAT). */
export function isAnimated(bytes: Buffer): boolean {
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'acTL') return true;
    if (type === 'IDAT') return false;
  }
  return false;
}
