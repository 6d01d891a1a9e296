import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { blindIndex, blindIndexes, blindIndexRing } from './blind-index.ts';
import { CryptoError, KeyNotHeldError } from './crypto-error.ts';
import {
  keyRingProvider,
  newDataKey,
  rewrapDataKey,
  unwrapDataKey,
  unwrapDocumentKey,
  wrapDataKey,
  wrapDocumentKey,
} from './keyring.ts';

const one = randomBytes(32).toString('base64url');
const two = randomBytes(32).toString('base64url');
const oldRing = keyRingProvider(`1:${one}`);
const ring = keyRingProvider(`2:${two}, 1:${one}`);

describe('the key ring', () => {
  it('takes the highest version as the current one, in any order', () => {
    expect(ring.currentVersion()).toBe(2);
    expect(ring.key(1).toString('base64url')).toBe(one);
    expect(ring.versions()).toEqual([2, 1]);
  });

  it('opens with a new version that every process is to know before the first one seals with it', () => {
    const early = keyRingProvider(`1:${one},2:${two}:open`);
    expect([early.currentVersion(), early.versions()]).toEqual([1, [2, 1]]);
    expect(early.key(2).toString('base64url')).toBe(two);
    expect(() => keyRingProvider(`1:${one}:open`)).toThrow('KEK_RING: every version only opens');
  });

  it.each([
    ['nothing', '', 'KEK_RING, entry 1: expected'],
    ['a key without a version', one, 'KEK_RING, entry 1: expected'],
    ['version 0', `0:${one}`, 'KEK_RING, entry 1: expected'],
    ['a trailing comma', `1:${one},`, 'KEK_RING, entry 2: expected'],
    ['a short key', `1:${one.slice(0, 40)}`, 'the key of version 1 is not 32 bytes'],
    ['a foreign character', `1:${one.slice(0, 42)}!`, 'the key of version 1 is not 32 bytes'],
    ['a repeated version', `1:${one},1:${two}`, 'KEK_RING: version 1 appears twice'],
  ])('refuses %s and says where', (_name, text, message) => {
    expect(() => keyRingProvider(text)).toThrow(message);
  });

  it('never repeats a key in its errors', () => {
    const messageOf = (read: () => unknown) => {
      try {
        return read() && 'no error';
      } catch (error) {
        return String(error);
      }
    };
    expect(messageOf(() => keyRingProvider(`1:${one}x`))).toMatch(/^RangeError: KEK_RING(?!.*\b\w{20})/);
  });

  it('has no key for a version it does not hold', () => {
    expect(() => ring.key(3)).toThrow(KeyNotHeldError);
  });
});

describe('a wrapped data key', () => {
  const dataKey = newDataKey();
  const wrapped = wrapDataKey(oldRing, 'user-a', dataKey);

  it('opens for its person', () => {
    expect(wrapped.kekVersion).toBe(1);
    expect(wrapped.wrapped).toHaveLength(60);
    expect(unwrapDataKey(ring, 'user-a', wrapped)).toEqual(dataKey);
  });

  it('is the same key after moving to a new KEK', () => {
    const moved = rewrapDataKey(ring, 'user-a', wrapped);
    expect(moved.kekVersion).toBe(2);
    expect(unwrapDataKey(ring, 'user-a', moved)).toEqual(dataKey);
    expect(() => unwrapDataKey(oldRing, 'user-a', moved)).toThrow(KeyNotHeldError);
  });

  it('is refused for another person, another version, or with a byte changed', () => {
    const sameKeys = keyRingProvider(`1:${one},2:${one}`);
    const changed = Buffer.from(wrapped.wrapped);
    changed[20] = (changed[20] ?? 0) ^ 1;
    expect(() => unwrapDataKey(ring, 'user-b', wrapped)).toThrow(CryptoError);
    expect(() => unwrapDataKey(sameKeys, 'user-a', { ...wrapped, kekVersion: 2 })).toThrow(CryptoError);
    expect(() => unwrapDataKey(ring, 'user-a', { ...wrapped, wrapped: changed })).toThrow(CryptoError);
    expect(() => unwrapDataKey(ring, 'user-a', { ...wrapped, wrapped: Buffer.alloc(5) })).toThrow(CryptoError);
  });

  it('refuses to wrap a key of another length', () => {
    expect(() => wrapDataKey(ring, 'user-a', Buffer.alloc(16))).toThrow(RangeError);
  });
});

describe('a wrapped document key', () => {
  const [mine, other, key] = [newDataKey(), newDataKey(), newDataKey()];

  it('opens for its document and customer only', () => {
    const wrapped = wrapDocumentKey(mine, 'doc-1', key);
    expect(unwrapDocumentKey(mine, 'doc-1', wrapped)).toEqual(key);
    expect(() => unwrapDocumentKey(mine, 'doc-2', wrapped)).toThrow(CryptoError);
    expect(() => unwrapDocumentKey(other, 'doc-1', wrapped)).toThrow(CryptoError);
  });
});

describe('the blind index', () => {
  const root = blindIndexRing(`1:${one}`).key(1);

  it('finds equal values within one scope, and nothing across scopes or keys', () => {
    const index = blindIndex(root, 'ssn', '536904399');
    expect(index).toHaveLength(32);
    expect(blindIndex(root, 'ssn', '536904399')).toEqual(index);
    expect(blindIndex(root, 'ssn', '536904398')).not.toEqual(index);
    expect(blindIndex(root, 'document|PASSPORT', '536904399')).not.toEqual(index);
    expect(blindIndex(randomBytes(32), 'ssn', '536904399')).not.toEqual(index);
  });

  it('is made under every key of a ring, the current one first', () => {
    const both = blindIndexRing(`1:${one},2:${two}`);
    expect(blindIndexes(both, 'ssn', '536904399')).toEqual(
      [2, 1].map((version) => blindIndex(both.key(version), 'ssn', '536904399')),
    );
  });
});
