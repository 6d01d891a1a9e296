import { deflateSync } from 'node:zlib';
import { CANARY, EICAR, type HostileFile, joined, SCRIPT, zip } from './hostile-file.ts';
import {
  animated,
  chunk,
  hugeJpeg,
  hugePng,
  manyScans,
  noise,
  withChunks,
  withComment,
  withSegment,
  withTraces,
} from './image-bytes.ts';
import { sound as pdf } from './pdf-bytes.ts';

const jpeg = () => noise().jpeg().toBuffer();
const png = () => noise().png().toBuffer();
const cut = (bytes: Buffer, part = 0.95) => bytes.subarray(0, Math.floor(bytes.length * part));
const damaged = (bytes: Buffer, at: number) => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
};

/** Pictures as people really send them: they must come through, and leave behind what only the camera knew. */
const HARMLESS: readonly HostileFile[] = [
  ['a JPEG with camera, place and XMP', () => withTraces(noise()).jpeg().toBuffer(), 'accepted'],
  ['a JPEG with a comment', async () => withComment(await jpeg(), CANARY), 'accepted'],
  ['a JPEG with the settings of a picture program', async () => withSegment(await jpeg(), 0xed, CANARY), 'accepted'],
  ['a JPEG in printing colours', () => noise().toColourspace('cmyk').jpeg().toBuffer(), 'accepted'],
  ['a grey JPEG', () => noise().greyscale().jpeg().toBuffer(), 'accepted'],
  ['a progressive JPEG', () => noise().jpeg({ progressive: true }).toBuffer(), 'accepted'],
  ['a JPEG of a phone, a second picture after it', async () => joined(await jpeg(), await jpeg(), CANARY), 'accepted'],
  ['a JPEG of a phone, a film after it', async () => joined(await jpeg(), '\0\0\0\x18ftypmp42', CANARY), 'accepted'],
  ['a JPEG followed by zeros', async () => joined(await jpeg(), Buffer.alloc(9_000)), 'accepted'],
  ['a PNG of 16 bits', () => noise().toColourspace('rgb16').png().toBuffer(), 'accepted'],
  ['a transparent PNG', () => noise().ensureAlpha(0.5).png().toBuffer(), 'accepted'],
  ['a PNG with few colours', () => noise().png({ palette: true }).toBuffer(), 'accepted'],
  ['a PNG with camera and place', () => withTraces(noise()).png().toBuffer(), 'accepted'],
  [
    'a PNG with words in it',
    async () => withChunks(await png(), chunk('tEXt', `Comment\0${CANARY}`), chunk('iTXt', `a\0\0\0\0\0${CANARY}`)),
    'accepted',
  ],
  ['a PNG called a JPEG', png, 'accepted', 'passport.jpg'],
  ['a JPEG called a PDF', jpeg, 'accepted', 'passport.pdf'],
];

const BROKEN: readonly HostileFile[] = [
  ['a JPEG cut near its end', async () => cut(await jpeg()), 'DOCUMENT_CORRUPT'],
  ['a JPEG cut in its header', async () => (await jpeg()).subarray(0, 300), 'DOCUMENT_CORRUPT'],
  ['a JPEG without its end marker', async () => (await jpeg()).subarray(0, -2), 'DOCUMENT_CORRUPT'],
  ['the first bytes of a JPEG', () => Buffer.of(0xff, 0xd8, 0xff, 0xe0), 'DOCUMENT_CORRUPT'],
  ['a PNG cut near its end', async () => cut(await png()), 'DOCUMENT_CORRUPT'],
  ['a PNG without its last chunk', async () => (await png()).subarray(0, -12), 'DOCUMENT_CORRUPT'],
  ['a PNG with a wrong sum', async () => damaged(await png(), 29), 'DOCUMENT_CORRUPT'],
  ['a PNG with damaged data', async () => damaged(await png(), 20_000), 'DOCUMENT_CORRUPT'],
  ['a PNG of 900 million pixels', () => hugePng(30_000, deflateSync(Buffer.alloc(9_000))), 'DOCUMENT_CORRUPT'],
  [
    'a PNG whose data inflate to 60 MB',
    () => hugePng(100, deflateSync(Buffer.alloc(60_000_000), { level: 1 })),
    'accepted',
  ],
  ['a JPEG of four billion pixels', async () => hugeJpeg(await jpeg(), 65_000), 'DOCUMENT_CORRUPT'],
  [
    'a JPEG of a thousand scans',
    async () => manyScans(await noise(64, 64).jpeg({ progressive: true }).toBuffer(), 1_000),
    'DOCUMENT_CORRUPT',
  ],
];

const COMPOUND: readonly HostileFile[] = [
  ['a JPEG that is a ZIP too', async () => joined(await jpeg(), zip('run.jar')), 'DOCUMENT_ACTIVE_CONTENT'],
  [
    'a JPEG with a ZIP in its comment',
    async () => withComment(await noise(40, 30).jpeg().toBuffer(), zip('run.jar').toString('latin1')),
    'DOCUMENT_ACTIVE_CONTENT',
  ],
  ['a JPEG that is a PDF too', async () => joined(await jpeg(), pdf()), 'DOCUMENT_ACTIVE_CONTENT'],
  ['a JPEG with a page after it', async () => joined(await jpeg(), SCRIPT), 'DOCUMENT_ACTIVE_CONTENT'],
  ['a JPEG with a program after it', async () => joined(await jpeg(), 'MZ\x90\0'), 'DOCUMENT_ACTIVE_CONTENT'],
  ['a PNG that is a DOCX too', async () => joined(await png(), zip('[Content_Types].xml')), 'DOCUMENT_ACTIVE_CONTENT'],
  ['a PNG with PHP after it', async () => joined(await png(), '<?php system($_GET[0]); ?>'), 'DOCUMENT_ACTIVE_CONTENT'],
  ['a JPEG with a page in its comment', async () => withComment(await jpeg(), SCRIPT + CANARY), 'accepted', 'a.html'],
  [
    'a JPEG that is a script too',
    async () => withComment(await jpeg(), `*/=alert(1);/*${CANARY}`),
    'accepted',
    'photo.jpg.js',
  ],
  ['a JPEG called a program', jpeg, 'accepted', 'photo.jpg.exe'],
  [
    'a PNG with a drawing that runs in its words',
    async () => withChunks(await png(), chunk('tEXt', `a\0<svg onload=alert(1)>${CANARY}`)),
    'accepted',
    'a.svg',
  ],
  [
    'a PNG whose words inflate to 60 MB',
    async () =>
      withChunks(await png(), chunk('zTXt', joined('a\0\0', deflateSync(Buffer.alloc(60_000_000), { level: 1 })))),
    'accepted',
  ],
  ['an animated PNG', async () => animated(await png()), 'FILE_TYPE_REFUSED'],
  [
    'an animated PNG that says so late',
    async () => animated(await png(), [chunk('tEXt', `a\0${'x'.repeat(150_000)}`)]),
    'DOCUMENT_NOT_ACCEPTED',
  ],
  ['a JPEG with EICAR in its comment', async () => withComment(await jpeg(), EICAR), 'DOCUMENT_INFECTED'],
  ['a PNG with EICAR after it', async () => joined(await png(), EICAR), 'DOCUMENT_INFECTED'],
];

export const HOSTILE_IMAGES: readonly HostileFile[] = [...HARMLESS, ...BROKEN, ...COMPOUND];
