import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U, which people misread or misspell. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Characters that people can read to each other, five random bits each. */
export function newReadableCode(characters: number): string {
  // 256 is a multiple of 32, so the low five bits of a byte are without bias.
  return Array.from(randomBytes(characters), (byte) => ALPHABET.charAt(byte & 31)).join('');
}
