import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCanonicalBase64url } from './bytes.ts';
import { codesEqual, hashCode, newOneTimeCode } from './code.ts';
import { canonicalText, leafHash, sha256 } from './hash.ts';
import { readRefreshToken, signRefreshToken } from './token.ts';

const key = randomBytes(32);
const sessionId = '01930f4e-7b1c-7cc0-8a51-3f2b7d9e0c44';
const token = signRefreshToken(key, { sessionId, counter: 7, door: 'customer' });

describe('a refresh token', () => {
  it('gives back session and counter', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.nat(), (id, counter) => {
        const text = signRefreshToken(key, { sessionId: id, counter, door: 'staff' });
        expect(readRefreshToken([key], 'staff', text)).toEqual({ sessionId: id, counter });
      }),
    );
  });

  it('is nothing at the other door or under another key', () => {
    expect(readRefreshToken([key], 'staff', token)).toBeNull();
    expect(readRefreshToken([randomBytes(32)], 'customer', token)).toBeNull();
  });

  it('is read under any key of the ring, so that a new first key signs nobody out', () => {
    expect(readRefreshToken([randomBytes(32), key], 'customer', token)).toEqual({ sessionId, counter: 7 });
    expect(readRefreshToken([], 'customer', token)).toBeNull();
  });

  it.each([
    ['a higher counter', token.replace('.7.', '.8.')],
    ['a leading zero', token.replace('.7.', '.07.')],
    ['upper-case letters', token.replace(sessionId, sessionId.toUpperCase())],
    ['a short MAC', token.slice(0, -1)],
    ['a long MAC', `${token}A`],
    ['a line end', `${token}\n`],
    ['a fourth part', `${token}.x`],
    ['no MAC', `${sessionId}.7`],
    ['nothing', ''],
  ])('is nothing with %s', (_name, text) => {
    expect(readRefreshToken([key], 'customer', text)).toBeNull();
  });

  it('has one spelling: a change of any character, spare bits included, makes it nothing', () => {
    for (let at = 0; at < token.length; at++) {
      for (const other of ['0', 'A', 'B', 'C', 'D', '-']) {
        if (token[at] === other) continue;
        expect(readRefreshToken([key], 'customer', token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
      }
    }
  });

  it('is not made from ids or counters that could not be read back', () => {
    expect(() => signRefreshToken(key, { sessionId: 'x', counter: 1, door: 'staff' })).toThrow(RangeError);
    expect(() => signRefreshToken(key, { sessionId, counter: 1.5, door: 'staff' })).toThrow(RangeError);
  });
});

describe('a one-time code', () => {
  it('always has six digits', () => {
    expect(newOneTimeCode(() => 42)).toBe('000042');
    for (let i = 0; i < 100; i++) expect(newOneTimeCode()).toMatch(/^\d{6}$/);
  });

  it('matches for its own person, purpose and target only', () => {
    const use = { userId: 'u1', purpose: 'email', target: 'ada@example.test' };
    const stored = hashCode(key, use, '123456');
    expect(codesEqual(stored, hashCode(key, use, '123456'))).toBe(true);
    expect(codesEqual(stored, hashCode(key, use, '123457'))).toBe(false);
    for (const other of [{ userId: 'u2' }, { purpose: 'phone' }, { target: 'b@example.test' }]) {
      expect(codesEqual(stored, hashCode(key, { ...use, ...other }, '123456'))).toBe(false);
    }
    expect(codesEqual(stored, stored.subarray(1))).toBe(false);
  });
});

describe('hashes of records', () => {
  it('put a zero byte before a leaf (RFC 6962)', () => {
    expect(sha256(Buffer.alloc(0)).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(leafHash('').toString('hex')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  });

  it('write one text for one value, whatever the order of keys (RFC 8785)', () => {
    expect(canonicalText({ b: 1e21, a: ['é', null] })).toBe('{"a":["é",null],"b":1e+21}');
    expect(() => canonicalText(undefined)).toThrow(TypeError);
  });
});

describe('canonical base64url', () => {
  it.each([
    ['', true],
    ['AA', true],
    ['AB', false],
    ['AA==', false],
    ['A+', false],
    ['A', false],
    ['AAA A', false],
  ])('is %j: %s', (text, expected) => {
    expect(isCanonicalBase64url(text)).toBe(expected);
  });
});
