import { randomInt } from 'node:crypto';
import { equalBytes } from './bytes.ts';
import { hmacSha256 } from './hash.ts';

/** What a one-time code is for. A code for one purpose or address is worthless for another. */
export type CodeUse = { userId: string; purpose: string; target: string };

/** Six decimal digits, each of the million codes equally likely. */
export function newOneTimeCode(pick: (min: number, max: number) => number = randomInt): string {
  return String(pick(0, 1_000_000)).padStart(6, '0');
}

/** What is stored instead of the code: HMAC-SHA-256 over its use and itself, 32 bytes. */
export function hashCode(key: Buffer, { userId, purpose, target }: CodeUse, code: string): Buffer {
  return hmacSha256(key, JSON.stringify(['one-time-code', userId, purpose, target, code]));
}

/** Compares two stored or fresh code hashes in constant time. */
export function codesEqual(left: Buffer, right: Buffer): boolean {
  return equalBytes(left, right);
}
