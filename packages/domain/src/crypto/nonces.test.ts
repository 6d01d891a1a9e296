import { describe, expect, it } from 'vitest';
import { fernetEncrypt } from './fernet.ts';
import { keyRingProvider, newDataKey, wrapDataKey } from './keyring.ts';

const TIMES = 20_000;
const now = new Date('2026-03-01T12:00:00Z');

/** How many of them are different; bench/fields.ts counts a million. */
function different(make: () => Buffer): number {
  const seen = new Set<string>();
  for (let time = 0; time < TIMES; time++) seen.add(make().toString('latin1'));
  return seen.size;
}

describe('a nonce', () => {
  it(`of ${TIMES} tokens under one key never comes twice`, () => {
    const key = newDataKey();
    const iv = () => Buffer.from(fernetEncrypt(key, 'same', { now }), 'base64url').subarray(9, 25);
    expect(different(iv)).toBe(TIMES);
  });

  it(`of ${TIMES} data keys wrapped under one key never comes twice`, () => {
    const ring = keyRingProvider(`1:${newDataKey().toString('base64url')}`);
    const dataKey = newDataKey();
    expect(different(() => wrapDataKey(ring, 'same', dataKey).wrapped.subarray(0, 12))).toBe(TIMES);
  });
});
