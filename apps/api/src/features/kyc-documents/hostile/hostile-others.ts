import sharp from 'sharp';
import { EICAR, type HostileFile, joined, SCRIPT, zip } from './hostile-file.ts';
import { noise } from './image-bytes.ts';
import { sound as pdf } from './pdf-bytes.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const gif = () =>
  sharp({ create: { width: 4, height: 4, channels: 3, background: '#888' } })
    .gif()
    .toBuffer();

/** Types the bank takes from nobody, whatever they are called: told by their first bytes, while they arrive. */
const TEXTS: readonly (readonly [what: string, bytes: Buffer | string, fileName: string])[] = [
  ['an SVG', SVG, 'id.svg'],
  ['an SVG called a JPEG', `<?xml version="1.0"?>${SVG}`, 'id.jpg'],
  ['a page', SCRIPT, 'id.html'],
  ['a page called a JPEG', SCRIPT, 'id.jpg'],
  ['an old Word file', joined(COMPOUND_FILE, Buffer.alloc(6_000)), 'letter.doc'],
  ['an old Word file called a PDF', joined(COMPOUND_FILE, Buffer.alloc(6_000)), 'letter.pdf'],
  ['a new Word file', zip('[Content_Types].xml', '<Types/>'), 'letter.docx'],
  ['a ZIP', zip('id.jpg'), 'id.zip'],
  ['a ZIP called a PDF', zip('id.jpg'), 'id.pdf'],
  ['EICAR alone', EICAR, 'eicar.com'],
  ['EICAR called a JPEG', EICAR, 'eicar.jpg'],
  ['a Windows program', joined('MZ\x90\0', Buffer.alloc(6_000)), 'id.jpg.exe'],
  ['a Linux program', joined('\x7fELF\x02\x01\x01', Buffer.alloc(6_000)), 'id.jpg'],
  ['a shell script', '#!/bin/sh\nexit 0\n', 'id.png'],
  ['PHP', '<?php system($_GET[0]); ?>', 'id.php.jpg'],
  ['plain text', 'I am a passport', 'passport.pdf'],
  ['PostScript', '%!PS-Adobe-3.0\n(x) run', 'bill.pdf'],
  ['rich text', String.raw`{\rtf1\ansi x}`, 'bill.rtf'],
  ['a RAR', joined('Rar!\x1a\x07\x01\0', Buffer.alloc(100)), 'bill.rar'],
  ['a 7z', joined('7z\xbc\xaf\x27\x1c', Buffer.alloc(100)), 'bill.7z'],
  ['a bitmap', joined('BM', Buffer.alloc(200)), 'id.bmp'],
  ['a film', joined('\0\0\0\x18ftypmp42', Buffer.alloc(200)), 'id.jpg'],
  ['zeros', Buffer.alloc(5_000), 'id.jpg'],
  ['one byte', 'x', 'id.jpg'],
];

const PICTURES: readonly HostileFile[] = [
  ['a GIF', gif, 'FILE_TYPE_REFUSED', 'id.gif'],
  ['a GIF that is a script too', () => Buffer.from('GIF89a/*\0*/=alert(1);'), 'FILE_TYPE_REFUSED', 'id.jpg'],
  ['a GIF before a JPEG', async () => joined(await gif(), await noise().jpeg().toBuffer()), 'FILE_TYPE_REFUSED'],
  ['a WebP called a JPEG', () => noise().webp().toBuffer(), 'FILE_TYPE_REFUSED'],
  ['a TIFF', () => noise().tiff().toBuffer(), 'FILE_TYPE_REFUSED'],
  ['an AVIF', () => noise(64, 64).avif({ effort: 0 }).toBuffer(), 'FILE_TYPE_REFUSED'],
  ['a page before a JPEG', async () => joined(SCRIPT, await noise().jpeg().toBuffer()), 'FILE_TYPE_REFUSED'],
  ['a JPEG one byte late', async () => joined('\n', await noise().jpeg().toBuffer()), 'FILE_TYPE_REFUSED'],
  // Readers accept a header within the first 1,024 bytes; what stands before it is another file.
  ['a PDF whose header is at byte 900', () => joined(' '.repeat(900), pdf()), 'FILE_TYPE_REFUSED', 'bill.pdf'],
  ['a PDF inside a page', () => joined(SCRIPT, pdf()), 'FILE_TYPE_REFUSED', 'bill.pdf'],
  ['a PDF inside a ZIP', () => zip('bill.pdf', pdf().toString('latin1')), 'FILE_TYPE_REFUSED', 'bill.pdf'],
];

export const HOSTILE_OTHERS: readonly HostileFile[] = [
  ...TEXTS.map(([what, bytes, fileName]) => [what, () => joined(bytes), 'FILE_TYPE_REFUSED', fileName] as const),
  ...PICTURES,
];
