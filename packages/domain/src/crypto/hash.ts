import { createHash, createHmac, hash, hkdfSync } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256 of the bytes, 32 bytes. */
export function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** HMAC-SHA-256 (RFC 2104), 32 bytes. */
export function hmacSha256(key: Buffer, message: Buffer | string): Buffer {
  return createHmac('sha256', key).update(message).digest();
}

export type Derivation = { salt?: Buffer; info: Buffer | string; size: number };

/** HKDF-SHA-256, extract and expand (RFC 5869). Throws RangeError above 255 × 32 bytes. */
export function hkdfSha256(inputKey: Buffer, { salt = Buffer.alloc(0), info, size }: Derivation): Buffer {
  return Buffer.from(hkdfSync('sha256', inputKey, salt, info, size));
}

/**
 * HKDF-Expand with SHA-512 (RFC 5869 section 2.3). Written out because `hkdfSync` always extracts first, and the C2SP
 * chunked encryption asks for Expand alone.
 */
export function hkdfExpandSha512(key: Buffer, info: Buffer, size: number): Buffer {
  const blocks: Buffer[] = [];
  let previous = Buffer.alloc(0);
  for (let counter = 1; blocks.length * 64 < size; counter++) {
    previous = createHmac('sha512', key).update(previous).update(info).update(Buffer.of(counter)).digest();
    blocks.push(previous);
  }
  return Buffer.concat(blocks).subarray(0, size);
}

/** The canonical JSON text of a value (RFC 8785). Throws for what JSON cannot hold (undefined, NaN, lone surrogates). */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('The value has no JSON form');
  return text;
}

/** Leaf hash of a Merkle tree (RFC 6962 section 2.1): SHA-256 of 0x00 and the text in UTF-8, 32 bytes. */
export function leafHash(text: string): Buffer {
  return hash('sha256', `\0${text}`, 'buffer');
}

/** Filled anew for each node: a million of them need no million buffers. */
const NODE = Buffer.alloc(65);

/** Hash of an inner node of a Merkle tree (RFC 6962 section 2.1): SHA-256 of 0x01 and two hashes of 32 bytes. RangeError above. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  NODE[0] = 1;
  NODE.set(left, 1);
  NODE.set(right, 1 + left.length);
  return hash('sha256', NODE.subarray(0, 1 + left.length + right.length), 'buffer');
}

/** Root of a tree without leaves (RFC 6962 section 2.1). */
export const EMPTY_ROOT: Buffer = sha256(Buffer.alloc(0));

/** A running SHA-256 for bytes that stream past; `digest()` once at the end. */
export function createSha256(): { update(bytes: Buffer): void; digest(): Buffer } {
  const hash = createHash('sha256');
  return {
    update(bytes) {
      hash.update(bytes);
    },
    digest: () => hash.digest(),
  };
}
