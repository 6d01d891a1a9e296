import { hkdfSha256, hmacSha256 } from './hash.ts';
import { type KeyProvider, parseKeyRing } from './key-provider.ts';

/** Keys of the blind index by version; the current one writes, all of them search while a rotation runs. */
export type BlindIndexRing = KeyProvider;

/** The blind index keys from `BLIND_INDEX_KEYS`, written like `KEK_RING`. They are never the key-encryption keys. */
export function blindIndexRing(text: string): BlindIndexRing {
  return parseKeyRing('BLIND_INDEX_KEYS', text);
}

/**
 * Finds equal values without decrypting: HMAC-SHA-256 under HKDF-SHA-256(root, `bidx|scope|v1`), 32 bytes. The value
 * must already be normalised. Whoever holds root key and database can try all SSNs in minutes: keep the two apart.
 */
export function blindIndex(rootKey: Buffer, scope: string, value: string): Buffer {
  return hmacSha256(hkdfSha256(rootKey, { info: `bidx|${scope}|v1`, size: 32 }), value);
}

/** The indexes of one value under every key of the ring, newest first: while a rotation runs, any of them may be stored. */
export function blindIndexes(ring: BlindIndexRing, scope: string, value: string): Buffer[] {
  return ring.versions().map((version) => blindIndex(ring.key(version), scope, value));
}
