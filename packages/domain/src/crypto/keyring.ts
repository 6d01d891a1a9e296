import { randomBytes } from 'node:crypto';
import { CryptoError } from './crypto-error.ts';
import { unwrapSecret, wrapSecret } from './gcm.ts';
import { hkdfSha256 } from './hash.ts';
import { type KeyProvider, parseKeyRing } from './key-provider.ts';

const DATA_KEY_BYTES = 32;

/** A data key under version `kekVersion` of the key-encryption key: 12-byte nonce ‖ 32 bytes ‖ 16-byte tag. */
export type WrappedDataKey = { kekVersion: number; wrapped: Buffer };

/** The key-encryption keys from `KEK_RING`. Throws RangeError for a malformed, short or repeated entry. */
export function keyRingProvider(text: string): KeyProvider {
  return parseKeyRing('KEK_RING', text);
}

/** A fresh 32-byte key, for a person's data or for one document. */
export function newDataKey(): Buffer {
  return randomBytes(DATA_KEY_BYTES);
}

/** Wraps a person's data key under the current KEK (AES-256-GCM), bound to the person and the KEK's version. */
export function wrapDataKey(provider: KeyProvider, userId: string, dataKey: Buffer): WrappedDataKey {
  const kekVersion = provider.currentVersion();
  return {
    kekVersion,
    wrapped: wrapSecret(provider.key(kekVersion), dataKeyPurpose(userId, kekVersion), wholeKey(dataKey)),
  };
}

/** Opens a wrapped data key. Throws CryptoError for another person's or a damaged one, KeyNotHeldError. */
export function unwrapDataKey(provider: KeyProvider, userId: string, { kekVersion, wrapped }: WrappedDataKey): Buffer {
  return openedKey(unwrapSecret(provider.key(kekVersion), dataKeyPurpose(userId, kekVersion), wrapped));
}

/** Moves a wrapped data key to the current KEK; what it protects is untouched. */
export function rewrapDataKey(provider: KeyProvider, userId: string, old: WrappedDataKey): WrappedDataKey {
  return wrapDataKey(provider, userId, unwrapDataKey(provider, userId, old));
}

/** Wraps one document's 32-byte key under its customer's data key, bound to the document: 60 bytes. */
export function wrapDocumentKey(dataKey: Buffer, documentId: string, key: Buffer): Buffer {
  return wrapSecret(documentWrappingKey(dataKey), `doc|${documentId}`, wholeKey(key));
}

/** Opens a wrapped document key. Throws CryptoError for another document's or another customer's. */
export function unwrapDocumentKey(dataKey: Buffer, documentId: string, wrapped: Buffer): Buffer {
  return openedKey(unwrapSecret(documentWrappingKey(dataKey), `doc|${documentId}`, wrapped));
}

const dataKeyPurpose = (userId: string, kekVersion: number) => `dek|${userId}|${kekVersion}`;

/** The data key is input to HKDF for fields; one key for one algorithm, so GCM gets a key of its own. */
function documentWrappingKey(dataKey: Buffer): Buffer {
  return hkdfSha256(wholeKey(dataKey), { info: 'ostiary/document-key/v1', size: DATA_KEY_BYTES });
}

function wholeKey(key: Buffer): Buffer {
  if (key.length !== DATA_KEY_BYTES) throw new RangeError('A data key has 32 bytes');
  return key;
}

function openedKey(key: Buffer): Buffer {
  if (key.length !== DATA_KEY_BYTES) throw new CryptoError();
  return key;
}
