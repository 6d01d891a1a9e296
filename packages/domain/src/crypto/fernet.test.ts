import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { encodeBase64url } from './bytes.ts';
import { CryptoError } from './crypto-error.ts';
import { fernetDecrypt, fernetDecryptAny, fernetEncrypt, fernetKeys } from './fernet.ts';
import { hmacSha256 } from './hash.ts';
import { readVectors } from './vectors.ts';

const Token = z.object({ token: z.string(), now: z.coerce.date(), secret: z.string() });
const generate = readVectors('fernet/generate.json', z.array(Token.extend({ iv: z.array(z.int()), src: z.string() })));
const verify = readVectors('fernet/verify.json', z.array(Token.extend({ ttl_sec: z.int(), src: z.string() })));
const invalid = readVectors('fernet/invalid.json', z.array(Token.extend({ ttl_sec: z.int(), desc: z.string() })));
const keyOf = (secret: string) => Buffer.from(secret, 'base64url');
const now = new Date('2026-03-01T12:00:00Z');
const bytes = fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array));

describe('Fernet', () => {
  it.each(generate)('makes the token of the specification for $src', ({ secret, src, now: at, iv, token }) => {
    expect(fernetEncrypt(keyOf(secret), src, { now: at, iv: Buffer.from(iv) })).toBe(token);
  });

  it.each(verify)('opens the token of the specification', ({ secret, src, now: at, ttl_sec, token }) => {
    expect(fernetDecrypt(keyOf(secret), token, { ttlSeconds: ttl_sec, now: at }).toString()).toBe(src);
  });

  it.each(invalid)('refuses a token with $desc', ({ secret, now: at, ttl_sec, token }) => {
    expect(() => fernetDecrypt(keyOf(secret), token, { ttlSeconds: ttl_sec, now: at })).toThrow(CryptoError);
  });

  it('refuses a token with any one byte changed', () => {
    const { token, secret } = generate[0] ?? expect.unreachable();
    const raw = Buffer.from(token, 'base64url');
    for (const [at, value] of raw.entries()) {
      const changed = Buffer.from(raw);
      changed[at] = value ^ 1;
      const text = changed.toString('base64url').padEnd(token.length, '=');
      expect(() => fernetDecrypt(keyOf(secret), text)).toThrow(CryptoError);
    }
  });

  it('refuses a token with any one character changed, the spare bits before the padding included', () => {
    const { token, secret } = generate[0] ?? expect.unreachable();
    for (let at = 0; at < token.length; at++) {
      for (const other of ['A', 'B', '-', '=', ' ', '+', '\n']) {
        if (token[at] === other) continue;
        const text = token.slice(0, at) + other + token.slice(at + 1);
        expect(() => fernetDecrypt(keyOf(secret), text)).toThrow(CryptoError);
      }
    }
  });

  it('refuses another version even when it is signed', () => {
    const key = randomBytes(32);
    const raw = Buffer.from(fernetEncrypt(key, 'text', { now }), 'base64url');
    raw[0] = 0x81;
    hmacSha256(key.subarray(0, 16), raw.subarray(0, -32)).copy(raw, raw.length - 32);
    expect(() => fernetDecrypt(key, encodeBase64url(raw, 'padded'))).toThrow(CryptoError);
  });

  it('gives back whatever was encrypted', () => {
    fc.assert(
      fc.property(bytes, (plain) => {
        const key = randomBytes(32);
        expect(fernetDecrypt(key, fernetEncrypt(key, plain, { now })).equals(plain)).toBe(true);
      }),
    );
  });

  it('opens a token of any age when no lifetime is given', () => {
    const key = randomBytes(32);
    expect(fernetDecrypt(key, fernetEncrypt(key, 'old', { now: new Date(0) })).toString()).toBe('old');
  });

  it('opens with any key of a list, and with none of a list that lacks the right one', () => {
    const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
    const token = fernetEncrypt(oldKey, 'kept', { now });
    expect(fernetDecryptAny([newKey, oldKey], token).toString()).toBe('kept');
    expect(() => fernetDecryptAny([newKey], token)).toThrow(CryptoError);
    expect(() => fernetDecryptAny([], token)).toThrow(CryptoError);
  });

  it('reads a comma list of keys and refuses a short one', () => {
    const secret = generate[0]?.secret ?? '';
    expect(fernetKeys(`${secret}, ${secret}`)).toEqual([keyOf(secret), keyOf(secret)]);
    expect(() => fernetKeys(`${secret},c2hvcnQ=`)).toThrow('Fernet key 2');
  });
});
