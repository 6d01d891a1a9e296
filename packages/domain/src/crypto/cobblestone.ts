import { createSecretKey, randomBytes } from 'node:crypto';
import { Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import { equalBytes } from './bytes.ts';
import { pieceCutter } from './chunks.ts';
import { CryptoError } from './crypto-error.ts';
import { gcmDecrypt, gcmParts, NONCE_BYTES, TAG_BYTES } from './gcm.ts';
import { hkdfExpandSha512 } from './hash.ts';

const KEY_BYTES = 32;
const SALT_BYTES = 24;
const COMMITMENT_BYTES = 32;
const HEADER_BYTES = SALT_BYTES + COMMITMENT_BYTES;
const CHUNK_BYTES = 16 * 1024;
const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;
const MAX_CHUNKS = 2 ** 38;

/** `key`: 32 uniformly random bytes. `context`: what the message is and whose; the same text opens it. */
export type Envelope = { key: Buffer; context: string };

/** One message's AEAD key (32 bytes), base nonce (12) and commitment (32), by HKDF-Expand-SHA-512. */
export function deriveMessageKeys({ key, context }: Envelope, salt: Buffer) {
  const label = 'c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0';
  const info = Buffer.concat([Buffer.from(label, 'latin1'), salt, Buffer.from(context, 'utf8')]);
  const derived = hkdfExpandSha512(key, info, KEY_BYTES + NONCE_BYTES + COMMITMENT_BYTES);
  return {
    aeadKey: derived.subarray(0, KEY_BYTES),
    baseNonce: derived.subarray(KEY_BYTES, KEY_BYTES + NONCE_BYTES),
    commitment: derived.subarray(KEY_BYTES + NONCE_BYTES),
  };
}

/** Seals bytes as they come; what it gives, in order, is the message. */
export interface Sealer {
  /** Salt and commitment, 56 bytes. */
  readonly header: Buffer;
  /** What these bytes made whole: ciphertexts and tags, perhaps none. */
  readonly add: (plain: Buffer) => Buffer[];
  /** The last chunk, once. */
  readonly finish: () => Buffer[];
}

/**
 * Encrypts as Cobblestone-256 (c2sp.org/chunked-encryption): 24-byte random salt ‖ 32-byte commitment ‖ chunks of
 * 16 KiB under AES-256-GCM, the last one shorter, perhaps empty. Adds 56 bytes and 16 per chunk.
 */
export function createSealer(envelope: Envelope): Sealer {
  if (envelope.key.length !== KEY_BYTES) throw new RangeError('A Cobblestone-256 key has 32 bytes');
  const salt = randomBytes(SALT_BYTES);
  const { aeadKey, baseNonce, commitment } = deriveMessageKeys(envelope, salt);
  const nonces = nonceCounter(baseNonce);
  const cutter = pieceCutter({ firstBytes: CHUNK_BYTES, bytes: CHUNK_BYTES });
  const sealing = createSecretKey(aeadKey);
  const seal = (chunk: Buffer) => gcmParts({ key: sealing, nonce: nonces.next() }, chunk);
  return {
    header: Buffer.concat([salt, commitment]),
    add: (plain) => Array.from(cutter.add(plain), seal).flat(),
    finish: () => seal(cutter.rest()),
  };
}

/** `createSealer` as a stream. */
export function sealStream(envelope: Envelope): Transform {
  const { header, add, finish } = createSealer(envelope);
  const stream = transformOf(add, finish);
  stream.push(header);
  return stream;
}

/**
 * Decrypts a Cobblestone-256 stream. Bytes come out chunk by chunk, each one authenticated; only the end of the stream
 * proves that nothing was cut off, so a reader must throw away what it got when the stream fails. The stream fails with
 * CryptoError for a wrong key or context (before any byte), and for a changed, moved, missing or extra chunk.
 */
export function openStream(envelope: Envelope): Transform {
  let open: ((chunk: Buffer) => Buffer[]) | null = null;
  const cutter = pieceCutter({ firstBytes: HEADER_BYTES, bytes: SEALED_CHUNK_BYTES });
  const take = (piece: Buffer) => {
    if (open) return open(piece);
    open = chunkOpener(envelope, piece);
    return [];
  };
  const finish = () => {
    if (!open) throw new CryptoError();
    return open(cutter.rest());
  };
  return transformOf((input) => Array.from(cutter.add(input), take).flat(), finish);
}

/** `sealStream` for bytes that are already in memory. */
export function sealBuffer(envelope: Envelope, plain: Buffer): Promise<Buffer> {
  return throughStream(sealStream(envelope), plain);
}

/** `openStream` for bytes that are already in memory; gives all of them or rejects with CryptoError. */
export function openBuffer(envelope: Envelope, sealed: Buffer): Promise<Buffer> {
  return throughStream(openStream(envelope), sealed);
}

function chunkOpener(envelope: Envelope, header: Buffer) {
  if (envelope.key.length !== KEY_BYTES) throw new CryptoError();
  const { aeadKey, baseNonce, commitment } = deriveMessageKeys(envelope, header.subarray(0, SALT_BYTES));
  if (!equalBytes(commitment, header.subarray(SALT_BYTES))) throw new CryptoError();
  const nonces = nonceCounter(baseNonce);
  const opening = createSecretKey(aeadKey);
  return (chunk: Buffer) => [gcmDecrypt({ key: opening, nonce: nonces.next() }, chunk)];
}

/** The base nonce XOR the chunk number. Only the last five bytes move; `^` works on 32 bits, so they move in two steps. */
function nonceCounter(baseNonce: Buffer) {
  let index = 0;
  return {
    next(): Buffer {
      if (index >= MAX_CHUNKS) throw new CryptoError();
      const nonce = Buffer.from(baseNonce);
      nonce.writeUInt8(nonce.readUInt8(7) ^ Math.floor(index / 2 ** 32), 7);
      nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ (index % 2 ** 32)) >>> 0, 8);
      index += 1;
      return nonce;
    },
  };
}

function transformOf(turn: (input: Buffer) => Buffer[], finish: () => Buffer[]): Transform {
  return new Transform({
    highWaterMark: CHUNK_BYTES,
    transform(input: Buffer, _encoding, done) {
      attempt(done, () => push(this, turn(input)));
    },
    flush(done) {
      attempt(done, () => push(this, finish()));
    },
  });
}

/** What one chunk became goes on in one piece: every piece is a write of its own. */
function push(stream: Transform, parts: Buffer[]): void {
  if (parts.length > 0) stream.push(parts.length === 1 ? parts[0] : Buffer.concat(parts));
}

function attempt(done: (error?: Error) => void, work: () => void) {
  try {
    work();
  } catch (error) {
    return done(error instanceof Error ? error : new CryptoError());
  }
  done();
}

async function throughStream(stream: Transform, bytes: Buffer): Promise<Buffer> {
  const out: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => out.push(chunk));
  stream.end(bytes);
  await finished(stream);
  return Buffer.concat(out);
}
