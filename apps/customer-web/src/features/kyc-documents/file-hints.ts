import { ACCEPTED_MEDIA_TYPES, MAX_FILE_BYTES } from '@ostiary/domain/kyc-documents';
import { imageSize } from './image-size.ts';

export const acceptedFiles = [...ACCEPTED_MEDIA_TYPES, '.pdf', '.jpg', '.jpeg', '.png'].join(',');

/** Below this on its short side the print on a card is rarely readable. */
const readablePixels = 600;
// Cameras put a preview and a colour profile before the size.
const headBytes = 262_144;

const signatures = [
  { type: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
] as const;

/** ISO 14496-12: `ftyp` from byte 4, then the brand; these are the ones of phones that save HEIF. */
const isHeif = (head: Uint8Array) =>
  /^ftyp(hei[cxms]|hev[cx]|mif1|msf1)/.test(String.fromCharCode(...head.subarray(4, 12)));

/** What the first bytes say, whatever the name says: PDF, JPEG and PNG alone are documents to the bank. */
function typeOf(head: Uint8Array) {
  return signatures.find(({ bytes }) => bytes.every((byte, at) => head[at] === byte))?.type;
}

export type FileFinding =
  | { kind: 'fine' }
  /** The server would refuse it. */
  | { kind: 'refused'; hint: 'FILE_EMPTY' | 'FILE_TOO_LARGE' | 'FILE_TYPE_REFUSED' | 'FILE_HEIF' | 'FILE_UNREADABLE' }
  /** A photo above the limit, which this device can make smaller. */
  | { kind: 'large-photo' }
  /** May be sent, but is likely to be refused by whoever has to read it. */
  | { kind: 'small-image'; width: number; height: number };

/** What is worth saying of a file before its bytes travel. The server judges for itself, by content. */
export async function inspectFile(file: File): Promise<FileFinding> {
  if (file.size === 0) return { kind: 'refused', hint: 'FILE_EMPTY' };
  // A file that was moved, or that a cloud drive has not loaded, is there by name only.
  const buffer = await file
    .slice(0, headBytes)
    .arrayBuffer()
    .catch(() => null);
  if (!buffer) return { kind: 'refused', hint: 'FILE_UNREADABLE' };
  const head = new Uint8Array(buffer);
  const type = typeOf(head);
  if (!type) return { kind: 'refused', hint: isHeif(head) ? 'FILE_HEIF' : 'FILE_TYPE_REFUSED' };
  const isLarge = file.size > MAX_FILE_BYTES;
  if (type === 'application/pdf') return isLarge ? { kind: 'refused', hint: 'FILE_TOO_LARGE' } : { kind: 'fine' };
  if (isLarge) return { kind: 'large-photo' };
  const size = imageSize(buffer, type);
  return size && Math.min(size.width, size.height) < readablePixels
    ? { kind: 'small-image', ...size }
    : { kind: 'fine' };
}
