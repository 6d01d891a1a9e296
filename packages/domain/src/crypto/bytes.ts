import { timingSafeEqual } from 'node:crypto';

/** Compares in constant time; unequal lengths are simply unequal, where `timingSafeEqual` would throw. */
export function equalBytes(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Decodes base64url (RFC 4648 section 5) strictly: `null` for a foreign character, wrong padding or stray bits at the
 * end. `Buffer.from` silently skips what it does not know, so two different texts would decode to the same bytes.
 */
export function decodeBase64url(text: string, padding: 'padded' | 'bare'): Buffer | null {
  if (!/^[A-Za-z0-9_-]*={0,2}$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64url');
  return encodeBase64url(bytes, padding) === text ? bytes : null;
}

/** RFC 4648, section 5; `padded` to whole groups of four for Fernet, `bare` for JWT. */
export function encodeBase64url(bytes: Buffer, padding: 'padded' | 'bare'): string {
  const bare = bytes.toString('base64url');
  return padding === 'bare' ? bare : bare.padEnd(Math.ceil(bare.length / 4) * 4, '=');
}

/** True for the one canonical unpadded base64url spelling of some bytes, as a part of a JWT must be. */
export function isCanonicalBase64url(text: string): boolean {
  return decodeBase64url(text, 'bare') !== null;
}
