import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CryptoError } from './crypto-error.ts';
import { gcmDecrypt, gcmEncrypt } from './gcm.ts';
import { hkdfSha256, hmacSha256 } from './hash.ts';
import { readVectors } from './vectors.ts';

const Hex = z.string().transform((text) => Buffer.from(text, 'hex'));
const Case = z.object({ tcId: z.int(), result: z.enum(['valid', 'invalid', 'acceptable']) });

const AesGcm = z.object({
  testGroups: z.array(
    z.object({
      ivSize: z.int(),
      keySize: z.int(),
      tagSize: z.int(),
      tests: z.array(Case.extend({ key: Hex, iv: Hex, aad: Hex, msg: Hex, ct: Hex, tag: Hex })),
    }),
  ),
});
const Hmac = z.object({
  testGroups: z.array(z.object({ tagSize: z.int(), tests: z.array(Case.extend({ key: Hex, msg: Hex, tag: Hex })) })),
});
const Hkdf = z.object({
  testGroups: z.array(
    z.object({ tests: z.array(Case.extend({ ikm: Hex, salt: Hex, info: Hex, size: z.int(), okm: Hex })) }),
  ),
});

describe('AES-256-GCM on the Wycheproof profile we use', () => {
  const tests = readVectors('wycheproof/aes_gcm_test.json', AesGcm)
    .testGroups.filter(({ ivSize, keySize, tagSize }) => ivSize === 96 && keySize === 256 && tagSize === 128)
    .flatMap((group) => group.tests);

  it('has 66 cases', () => expect(tests).toHaveLength(66));

  it.each(tests)('gives the verdict of case $tcId ($result)', ({ key, iv, aad, msg, ct, tag, result }) => {
    const place = { key, nonce: iv, associated: aad };
    const sealed = Buffer.concat([ct, tag]);
    if (result === 'valid') {
      expect(gcmEncrypt(place, msg).equals(sealed)).toBe(true);
      expect(gcmDecrypt(place, sealed).equals(msg)).toBe(true);
    } else {
      expect(() => gcmDecrypt(place, sealed)).toThrow(CryptoError);
    }
  });

  it('refuses a ciphertext whose tag is cut short', () => {
    const place = { key: Buffer.alloc(32, 1), nonce: Buffer.alloc(12, 2) };
    const sealed = gcmEncrypt(place, Buffer.alloc(0));
    for (const size of [0, 4, 8, 12, 15])
      expect(() => gcmDecrypt(place, sealed.subarray(0, size))).toThrow(CryptoError);
  });
});

describe('HMAC-SHA-256 on Wycheproof', () => {
  const groups = readVectors('wycheproof/hmac_sha256_test.json', Hmac).testGroups;
  const tests = groups.flatMap((group) => group.tests.map((test) => ({ ...test, tagBytes: group.tagSize / 8 })));

  it('has 174 cases', () => expect(tests).toHaveLength(174));

  it.each(tests)('gives the verdict of case $tcId ($result)', ({ key, msg, tag, tagBytes, result }) => {
    expect(hmacSha256(key, msg).subarray(0, tagBytes).equals(tag)).toBe(result === 'valid');
  });
});

describe('HKDF-SHA-256 on Wycheproof', () => {
  const tests = readVectors('wycheproof/hkdf_sha256_test.json', Hkdf).testGroups.flatMap((group) => group.tests);

  it('has 86 cases', () => expect(tests).toHaveLength(86));

  it.each(tests)('gives the verdict of case $tcId ($result)', ({ ikm, salt, info, size, okm, result }) => {
    const derive = () => hkdfSha256(ikm, { salt, info, size });
    if (result === 'valid') expect(derive().equals(okm)).toBe(true);
    else expect(derive).toThrow(RangeError);
  });
});
