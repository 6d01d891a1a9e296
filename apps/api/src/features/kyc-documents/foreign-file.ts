/** A reader looks for `%%EOF` in the last kilobyte; a file that ends later than that was cut, or carries something. */
const PDF_END_WITHIN = 1_024;
const ZIP_END = Buffer.from('PK\u0005\u0006', 'latin1');
const ZIP_END_BYTES = 22;
const ZIP_COMMENT_BYTES = 65_535;

const MARKUP = String.raw`<(?:!doctype\s+html|html|head|body|script|iframe|svg|\?php)[\s>]`;
const MARKED_UP = new RegExp(MARKUP, 'i');
/** Starts of files that run or unpack. What phones write after a picture (more pictures, a film, settings) is none of them. */
const STRANGER = new RegExp(
  String.raw`^MZ|\x7fELF|%PDF-|PK\x03\x04|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\xd0\xcf\x11\xe0\xa1\xb1|#!\/|${MARKUP}`,
  'i',
);

/** Whether the same bytes are a ZIP too (so DOCX, JAR, APK), which readers open from behind (APPNOTE.TXT, 4.3.16). */
export function isAlsoArchive(bytes: Buffer): boolean {
  const from = Math.max(1, bytes.length - ZIP_END_BYTES - ZIP_COMMENT_BYTES);
  for (let at = bytes.lastIndexOf(ZIP_END); at >= from; at = bytes.lastIndexOf(ZIP_END, at - 1)) {
    // The numbers of its disks are 0: four letters alone turn up by chance.
    if (at + ZIP_END_BYTES <= bytes.length && bytes.readUInt32LE(at + 4) === 0) return true;
  }
  return false;
}

/** Whether what follows a picture's end begins or holds a file of another kind. */
export const holdsAnotherFile = (tail: Buffer): boolean => STRANGER.test(tail.toString('latin1'));

/** Whether a browser that is told so, or guesses, would find a page in these bytes. */
export const holdsMarkup = (bytes: Buffer): boolean => MARKED_UP.test(bytes.toString('latin1'));

export const endsAsPdf = (bytes: Buffer): boolean => bytes.subarray(-PDF_END_WITHIN).includes('%%EOF');
