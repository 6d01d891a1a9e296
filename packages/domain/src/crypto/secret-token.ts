import { sha256 } from './hash.ts';
import { newDataKey } from './keyring.ts';

/** A secret to hand out once, e.g. in a link: 256 random bits as base64url without padding, 43 characters. */
export function newToken(): string {
  return newDataKey().toString('base64url');
}

/** What is stored instead of the token: SHA-256 of its text, 32 bytes. Not of its bytes: base64url spells them four ways. */
export function tokenHash(token: string): Buffer {
  return sha256(Buffer.from(token));
}
