import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { CryptoError } from './crypto-error.ts';

const ALGORITHM = 'aes-256-gcm';
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

/** A key that is used again and again is a KeyObject: of a Buffer Node makes one each time, which costs more than 16 KiB of AES. */
export type GcmKey = { key: Buffer | KeyObject; nonce: Buffer; associated?: Buffer };

/** AES-256-GCM (NIST SP 800-38D) → ciphertext and 16-byte tag, for a caller that puts many together. Key 32 bytes, nonce 12 bytes, never used twice. */
export function gcmParts({ key, nonce, associated }: GcmKey, plain: Buffer): Buffer[] {
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  if (associated) cipher.setAAD(associated);
  return [cipher.update(plain), cipher.final(), cipher.getAuthTag()];
}

/** As `gcmParts`: ciphertext ‖ 16-byte tag. */
export const gcmEncrypt = (key: GcmKey, plain: Buffer): Buffer => Buffer.concat(gcmParts(key, plain));

/** Opens ciphertext ‖ 16-byte tag. Throws CryptoError for anything that does not authenticate. */
export function gcmDecrypt({ key, nonce, associated }: GcmKey, sealed: Buffer): Buffer {
  if (sealed.length < TAG_BYTES) throw new CryptoError();
  try {
    // A fixed authTagLength: without it Node accepts a tag cut down to four bytes.
    const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
    if (associated) decipher.setAAD(associated);
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new CryptoError();
  }
}

/** Wraps a short secret under a random nonce: nonce (12) ‖ ciphertext ‖ tag (16), bound to `purpose`. */
export function wrapSecret(key: Buffer, purpose: string, secret: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  return Buffer.concat([nonce, gcmEncrypt({ key, nonce, associated: Buffer.from(purpose) }, secret)]);
}

/** Opens what `wrapSecret` made. Throws CryptoError under another key or purpose. */
export function unwrapSecret(key: Buffer, purpose: string, wrapped: Buffer): Buffer {
  if (wrapped.length < NONCE_BYTES + TAG_BYTES) throw new CryptoError();
  const nonce = wrapped.subarray(0, NONCE_BYTES);
  return gcmDecrypt({ key, nonce, associated: Buffer.from(purpose) }, wrapped.subarray(NONCE_BYTES));
}
