import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { decodeBase64url, encodeBase64url, equalBytes } from './bytes.ts';
import { CryptoError } from './crypto-error.ts';
import { hmacSha256 } from './hash.ts';

const VERSION = 0x80;
const IV_AT = 9;
const CIPHERTEXT_AT = 25;
const BLOCK_BYTES = 16;
const MAC_BYTES = 32;
const MAX_CLOCK_SKEW_SECONDS = 60;

/** When a token stops opening. Leave it out for data at rest: a lifetime would make old records unreadable. */
export type TokenLife = { ttlSeconds: number; now: Date };

/**
 * Fernet (github.com/fernet/spec): version 0x80 ‖ 8-byte seconds ‖ 16-byte IV ‖ AES-128-CBC ‖ 32-byte HMAC-SHA-256,
 * in padded base64url. The key is 32 bytes: 16 that sign, 16 that encrypt. The creation second is readable.
 */
export function fernetEncrypt(
  key: Buffer,
  plain: Buffer | string,
  { now, iv = randomBytes(16) }: { now: Date; iv?: Buffer },
): string {
  const { signing, encryption } = halves(key);
  const seconds = Buffer.alloc(8);
  seconds.writeBigUInt64BE(BigInt(Math.floor(now.getTime() / 1000)));
  const cipher = createCipheriv('aes-128-cbc', encryption, iv);
  const signed = Buffer.concat([Buffer.of(VERSION), seconds, iv, cipher.update(plain), cipher.final()]);
  return encodeBase64url(Buffer.concat([signed, hmacSha256(signing, signed)]), 'padded');
}

/** Opens a Fernet token. Throws CryptoError, always the same, for any token that is not whole, ours and alive. */
export function fernetDecrypt(key: Buffer, token: string, life?: TokenLife): Buffer {
  const { signing, encryption } = halves(key);
  const bytes = decodeBase64url(token, 'padded');
  if (!bytes || bytes.length < CIPHERTEXT_AT + BLOCK_BYTES + MAC_BYTES || bytes[0] !== VERSION) throw new CryptoError();
  const signed = bytes.subarray(0, -MAC_BYTES);
  if (!equalBytes(hmacSha256(signing, signed), bytes.subarray(-MAC_BYTES))) throw new CryptoError();
  if (life && !isAlive(Number(bytes.readBigUInt64BE(1)), life)) throw new CryptoError();
  try {
    const decipher = createDecipheriv('aes-128-cbc', encryption, bytes.subarray(IV_AT, CIPHERTEXT_AT));
    return Buffer.concat([decipher.update(signed.subarray(CIPHERTEXT_AT)), decipher.final()]);
  } catch {
    throw new CryptoError();
  }
}

/** Opens a token made under any of the keys, as Python's MultiFernet does. Throws CryptoError if none opens it. */
export function fernetDecryptAny(keys: readonly Buffer[], token: string): Buffer {
  for (const key of keys) {
    try {
      return fernetDecrypt(key, token);
    } catch (error) {
      if (!(error instanceof CryptoError)) throw error;
    }
  }
  throw new CryptoError();
}

/** Reads a comma list of Fernet keys (padded base64url, 32 bytes each); the first one encrypts. Throws RangeError. */
export function fernetKeys(text: string): Buffer[] {
  return text.split(',').map((part, index) => {
    const key = decodeBase64url(part.trim(), 'padded');
    if (key?.length !== 32) throw new RangeError(`Fernet key ${index + 1} is not 32 bytes of padded base64url`);
    return key;
  });
}

function halves(key: Buffer) {
  if (key.length !== 32) throw new RangeError('A Fernet key has 32 bytes');
  return { signing: key.subarray(0, 16), encryption: key.subarray(16) };
}

function isAlive(madeAt: number, { ttlSeconds, now }: TokenLife): boolean {
  const nowSeconds = Math.floor(now.getTime() / 1000);
  return madeAt + ttlSeconds >= nowSeconds && madeAt <= nowSeconds + MAX_CLOCK_SKEW_SECONDS;
}
