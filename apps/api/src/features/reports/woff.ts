import { inflateSync } from 'node:zlib';

const HEADER = 44;
const ENTRY = 20;

interface Table {
  readonly tag: number;
  readonly checksum: number;
  readonly bytes: Buffer;
}

function tableAt(woff: Buffer, index: number): Table {
  const at = HEADER + index * ENTRY;
  const [offset, packed, length] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)];
  const stored = woff.subarray(offset, offset + packed);
  const bytes = packed < length ? inflateSync(stored, { maxOutputLength: length }) : stored;
  return { tag: woff.readUInt32BE(at), checksum: woff.readUInt32BE(at + 16), bytes };
}

const padded = (length: number) => Math.ceil(length / 4) * 4;

/**
 * A font file of WOFF 1.0 (W3C, sections 3 to 5) as the OpenType file it was made of. fontkit reads WOFF too, but inflates
 * each table anew, in JavaScript, for every document. Throws on what is no such file.
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF 1.0 file');
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, index) => tableAt(woff, index));
  const highest = 2 ** Math.floor(Math.log2(tables.length));
  const head = Buffer.alloc(12 + 16 * tables.length);
  head.writeUInt32BE(woff.readUInt32BE(4), 0);
  head.writeUInt16BE(tables.length, 4);
  head.writeUInt16BE(16 * highest, 6);
  head.writeUInt16BE(Math.log2(highest), 8);
  head.writeUInt16BE(16 * (tables.length - highest), 10);
  let offset = head.length;
  const bodies = tables.map(({ tag, checksum, bytes }, index) => {
    [tag, checksum, offset, bytes.length].forEach((value, at) => head.writeUInt32BE(value, 12 + 16 * index + 4 * at));
    offset += padded(bytes.length);
    return Buffer.concat([bytes], padded(bytes.length));
  });
  return Buffer.concat([head, ...bodies]);
}
