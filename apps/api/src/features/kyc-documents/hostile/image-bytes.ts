import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { CANARY, joined } from './hostile-file.ts';

export const noise = (width = 320, height = 200): Sharp =>
  sharp({
    create: { width, height, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
  });

/** What a telephone adds: camera, place, and what a picture program noted. */
export const withTraces = (picture: Sharp): Sharp =>
  picture
    .withExif({
      IFD0: { Model: CANARY, Copyright: CANARY },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '41/1 52/1 0/1' },
    })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- ${CANARY} --></x:xmpmeta>`);

/** Puts a segment right after the start marker. */
export function withSegment(jpeg: Buffer, marker: number, text: string): Buffer {
  const head = Buffer.of(0xff, marker, 0, 0);
  head.writeUInt16BE(text.length + 2, 2);
  return joined(jpeg.subarray(0, 2), head, text, jpeg.subarray(2));
}
export const withComment = (jpeg: Buffer, text: string): Buffer => withSegment(jpeg, 0xfe, text);

export function chunk(type: string, data: Buffer | string): Buffer {
  const body = joined(type, data);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length - 4);
  sum.writeUInt32BE(crc32(body));
  return joined(length, body, sum);
}

const PNG_START = 8 + 25;
/** Puts chunks right after the header. */
export const withChunks = (png: Buffer, ...chunks: readonly Buffer[]): Buffer =>
  joined(png.subarray(0, PNG_START), ...chunks, png.subarray(PNG_START));

/** Sizes as the header tells them; the data are for a tenth of a row. */
export function hugePng(side: number, data: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2], 8);
  return joined(
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  );
}

const END_OF_IMAGE = 2;
/** The frame header says so many pixels a side. */
export function hugeJpeg(jpeg: Buffer, side: number): Buffer {
  const bytes = Buffer.from(jpeg);
  const frame = bytes.indexOf(Buffer.of(0xff, 0xc0));
  bytes.writeUInt16BE(side, frame + 5);
  bytes.writeUInt16BE(side, frame + 7);
  return bytes;
}

/** The last scan of a progressive JPEG, over and over: each costs a pass over the whole picture. */
export function manyScans(progressive: Buffer, count: number): Buffer {
  const last = progressive.lastIndexOf(Buffer.of(0xff, 0xda));
  const scan = progressive.subarray(last, -END_OF_IMAGE);
  return joined(progressive.subarray(0, last), ...Array<Buffer>(count).fill(scan), progressive.subarray(-END_OF_IMAGE));
}

/** A second picture that a decoder does not draw. */
export function animated(png: Buffer, before: readonly Buffer[] = []): Buffer {
  const control = Buffer.alloc(26);
  control.writeUInt32BE(0, 0);
  control.writeUInt32BE(320, 4);
  control.writeUInt32BE(200, 8);
  return withChunks(png, ...before, chunk('acTL', Buffer.of(0, 0, 0, 1, 0, 0, 0, 0)), chunk('fcTL', control));
}
