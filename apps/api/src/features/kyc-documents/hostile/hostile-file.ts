import type { ReasonCode } from '@ostiary/domain/review';

/** How a file ends: waiting for a reviewer, refused with 415 while it arrives, or rejected by its check. */
export type Ending = 'accepted' | 'FILE_TYPE_REFUSED' | ReasonCode;

/** A file that somebody might send in good faith or bad, made anew by each run: what, its bytes, its end, and its name. */
export type HostileFile = readonly [
  what: string,
  make: () => Buffer | Promise<Buffer>,
  ending: Ending,
  fileName?: string,
];

export const CANARY = 'CANARY-CAMERA';
/** In pieces, or a scanner takes this source for malware. */
export const EICAR = [
  String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$`,
  'EICAR-STANDARD-',
  'ANTIVIRUS-TEST-',
  'FILE!$H+H*',
].join('');
export const SCRIPT = '<html><script>alert(1)</script></html>';

export const joined = (...parts: readonly (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));

/** A ZIP of one stored file without its sums: enough for a reader to find it. */
export function zip(name: string, content = 'fictional', comment = ''): Buffer {
  const local = Buffer.alloc(30);
  local.write('PK\u0003\u0004', 'latin1');
  local.writeUInt32LE(content.length, 18);
  local.writeUInt32LE(content.length, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.write('PK\u0001\u0002', 'latin1');
  central.writeUInt32LE(content.length, 20);
  central.writeUInt32LE(content.length, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + content.length, 16);
  end.writeUInt16LE(comment.length, 20);
  return joined(local, name, content, central, name, end, comment);
}
