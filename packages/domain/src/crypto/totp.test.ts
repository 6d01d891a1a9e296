import { generateSync } from 'otplib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FactorCode, RECOVERY_RULES, TOTP_RULES } from '../auth/second-factor.ts';
import { formatRecoveryCode, newRecoveryCodes, recoveryHash } from './recovery-code.ts';
import { newTotpSecret, totpStep, totpUri } from './totp.ts';
import { readVectors } from './vectors.ts';

const Algorithm = z.enum(['SHA1', 'SHA256', 'SHA512']);
const Hotp = z.object({ secret_ascii: z.string(), digits: z.literal(6), values: z.array(z.string()).length(10) });
const Totp = z.object({
  digits: z.literal(8),
  step: z.literal(30),
  secrets_ascii: z.record(Algorithm, z.string()),
  tests: z.array(z.object({ time: z.number(), alg: Algorithm, totp: z.string() })).length(18),
});
const hotp = readVectors('otp/hotp-rfc4226.json', Hotp);
const totp = readVectors('otp/totp-rfc6238.json', Totp);

/** `12345678901234567890`, the secret of both RFCs, in base 32. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const bytes = (text: string) => Buffer.from(text, 'ascii');
const ALGORITHMS = { SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512' } as const;
const at = (seconds: number) => new Date(seconds * 1000);
const codeAt = (seconds: number) => generateSync({ secret: RFC_SECRET, epoch: seconds });

describe('the published one-time passwords', () => {
  it.each(totp.tests)('are made for $alg at $time', ({ time, alg, totp: expected }) => {
    const secret = bytes(totp.secrets_ascii[alg]);
    expect(generateSync({ secret, epoch: time, digits: 8, algorithm: ALGORITHMS[alg] })).toBe(expected);
  });

  it.each(hotp.values.map((value, counter) => [counter, value] as const))(
    'are made and matched for counter %i',
    (counter, value) => {
      expect(generateSync({ strategy: 'hotp', secret: bytes(hotp.secret_ascii), counter })).toBe(value);
      // A counter of HOTP is a step of TOTP.
      expect(totpStep(RFC_SECRET, value, at(counter * TOTP_RULES.stepSeconds))).toBe(counter);
    },
  );

  it.each(totp.tests.filter(({ alg }) => alg === 'SHA1'))(
    'match with their last six digits at $time',
    ({ time, totp: expected }) => {
      expect(totpStep(RFC_SECRET, expected.slice(-TOTP_RULES.digits), at(time))).toBe(Math.floor(time / 30));
    },
  );
});

describe('the time step of a code', () => {
  const now = 1_900_000_005;
  const step = Math.floor(now / 30);

  it.each([-1, 0, 1])('is found %i steps away', (drift) => {
    for (const second of [0, 14, 29])
      expect(totpStep(RFC_SECRET, codeAt((step + drift) * 30), at(step * 30 + second))).toBe(step + drift);
  });

  it.each([-2, 2])('is not looked for %i steps away', (drift) => {
    for (const second of [0, 14, 29])
      expect(totpStep(RFC_SECRET, codeAt((step + drift) * 30), at(step * 30 + second))).toBeNull();
  });

  it.each(['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦', ' 12345'])('is null for %j', (text) => {
    expect(totpStep(RFC_SECRET, text, at(now))).toBeNull();
  });

  it('is null under another secret', () => {
    expect(totpStep(newTotpSecret(), codeAt(now), at(now))).toBeNull();
  });
});

describe('a new secret', () => {
  it('has 160 bits in base 32 and its own URI', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    const uri = new URL(totpUri({ secret, account: 'a&b', issuer: TOTP_RULES.issuer }));
    expect(uri.href).toContain('otpauth://totp/Ostiary%20Bank:a%26b?');
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret, issuer: TOTP_RULES.issuer });
  });
});

describe('recovery codes', () => {
  it('are ten different ones that a person may type as they are shown', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(RECOVERY_RULES.codes);
    for (const code of codes) {
      expect(formatRecoveryCode(code)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){5}$/);
      expect(FactorCode.parse(formatRecoveryCode(code).toLowerCase())).toBe(code);
    }
  });

  it('use every character about equally often', () => {
    const seen = new Map<string, number>();
    for (let round = 0; round < 100; round++)
      for (const character of newRecoveryCodes().join('')) seen.set(character, (seen.get(character) ?? 0) + 1);
    expect(seen.size).toBe(32);
    // 750 expected of each; eight standard deviations away would be a broken draw.
    for (const count of seen.values()) expect(Math.abs(count - 750)).toBeLessThan(220);
  });

  it('are stored as a hash that belongs to one person and one key', () => {
    const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const hashes = [recoveryHash(key, 'a', 'X'), recoveryHash(key, 'b', 'X'), recoveryHash(other, 'a', 'X')];
    expect(new Set(hashes.map((hash) => hash.toString('hex'))).size).toBe(3);
    expect(hashes[0]).toEqual(recoveryHash(key, 'a', 'X'));
    expect(hashes[0]).toHaveLength(32);
  });
});
