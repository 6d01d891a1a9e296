import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKPOINT_ORIGIN } from '@ostiary/domain/checkpoint';
import {
  blindIndexRing,
  hmacSha256,
  isCanonicalBase64url,
  keyRingProvider,
  newDataKey,
  noteSigner,
} from '@ostiary/domain/crypto';
import type { Keys } from './context.ts';
import type { Env } from './env.ts';

const SECRETS = ['KEK_RING', 'BLIND_INDEX_KEYS', 'PASSWORD_PEPPER', 'JWT_KEYS', 'CHECKPOINT_KEY'] as const;
type SecretName = (typeof SECRETS)[number];

/** Written as they are; the others have versions or ids. */
const BARE: readonly SecretName[] = ['PASSWORD_PEPPER', 'CHECKPOINT_KEY'];

const SECRET_BYTES = 32;
/** 32 random bytes show about 30 different values; twelve or fewer by chance is out of the question. */
const FEWEST_VALUES = 12;
/** Fragments of sample secrets that ship in documentation and tests; none may guard a bank. */
const SHIPPED = /change[-_]?(me|in)|secret|example|sample|default|your[-_]|password|AAAAAAAAAA|0123456789/i;

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Local: made once, kept under DATA_DIR/keys, readable by the owner only. */
function localSecret(env: Env, name: SecretName): string {
  const folder = join(env.DATA_DIR, 'keys');
  const file = join(folder, name);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    // An unreadable key must not be replaced: what it sealed would be lost.
    if (!isMissing(error)) throw error;
    const random = newDataKey().toString('base64url');
    const text = BARE.includes(name) ? random : `1:${random}`;
    mkdirSync(env.DATA_DIR, { recursive: true, mode: 0o711 });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${text}\n`, { mode: 0o600, flag: 'wx' });
    return text;
  }
}

function decode(name: SecretName, text: string): Buffer {
  if (!isCanonicalBase64url(text)) throw new Error(`${name}: is not base64url (RFC 4648, without padding).`);
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length < SECRET_BYTES)
    throw new Error(`${name}: needs at least ${SECRET_BYTES} random bytes as base64url, has ${bytes.length}.`);
  if (new Set(bytes).size <= FEWEST_VALUES) throw new Error(`${name}: does not look random.`);
  return bytes;
}

/** Refuses keys of a ring that do not look random; the ring's own reader judges the rest of its form. */
function checkRing(name: SecretName, text: string): string {
  for (const entry of text.split(','))
    decode(
      name,
      entry
        .slice(entry.indexOf(':') + 1)
        .trim()
        .replace(/:open$/, '')
        .replace(/=+$/, ''),
    );
  return text;
}

function jwtKeys(text: string): Keys['jwt'] {
  const keys = text.split(',').map((entry) => {
    const [, id, secret] = /^([A-Za-z0-9_-]{1,20}):([^:]+)$/.exec(entry.trim()) ?? [];
    if (id === undefined || secret === undefined) throw new Error('JWT_KEYS: each entry is `id:<base64url>`.');
    return { id, secret: decode('JWT_KEYS', secret) };
  });
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw new Error('JWT_KEYS: an id appears twice.');
  return keys;
}

/** The first signs, the others still verify what they signed (docs/audit.md). */
function checkpointKeys(text: string): Keys['checkpoint'] {
  const [signer, ...older] = text
    .split(',')
    .map((entry) => decode('CHECKPOINT_KEY', entry.trim()))
    .map((seed) => {
      if (seed.length !== SECRET_BYTES)
        throw new Error(`CHECKPOINT_KEY: a seed has ${SECRET_BYTES} bytes, not ${seed.length}.`);
      return noteSigner(CHECKPOINT_ORIGIN, seed);
    });
  if (signer === undefined) throw new Error('CHECKPOINT_KEY: names no key.');
  return { signer, verifiers: [signer, ...older] };
}

/** What production does not start with: a secret that is missing, shipped, or does two jobs. */
function refuseWeak(env: Env): void {
  const missing = SECRETS.filter((name) => !env[name]);
  if (missing.length > 0)
    throw new Error(`${missing.join(', ')}: production does not start without. See docs/configuration.md.`);
  for (const name of SECRETS) {
    if (SHIPPED.test(env[name] ?? ''))
      throw new Error(`${name}: looks like a shipped or sample value. Make a random one.`);
    const twin = SECRETS.find((other) => other !== name && env[other] === env[name]);
    if (twin) throw new Error(`${name} and ${twin}: are the same. Each secret needs a value of its own.`);
  }
}

/** Reads every secret, or makes local ones. Throws an Error that names the setting when one is missing, short or shipped. */
export function readKeys(env: Env): Keys {
  if (env.OSTIARY_ENV === 'production') refuseWeak(env);
  const text = (name: SecretName) => env[name] ?? localSecret(env, name);
  const pepper = decode('PASSWORD_PEPPER', text('PASSWORD_PEPPER'));
  const jwt = jwtKeys(text('JWT_KEYS'));
  return {
    kek: keyRingProvider(checkRing('KEK_RING', text('KEK_RING'))),
    blindIndex: blindIndexRing(checkRing('BLIND_INDEX_KEYS', text('BLIND_INDEX_KEYS'))),
    pepper,
    jwt,
    checkpoint: checkpointKeys(text('CHECKPOINT_KEY')),
    refresh: jwt.map(({ secret }) => hmacSha256(secret, 'ostiary/refresh/v1')),
    device: hmacSha256(pepper, 'ostiary/known-device/v1'),
    codes: hmacSha256(pepper, 'ostiary/one-time-code/v1'),
    outbox: hmacSha256(pepper, 'ostiary/outbox/v1'),
    idempotency: hmacSha256(pepper, 'ostiary/idempotency/v1'),
    commitments: hmacSha256(pepper, 'ostiary/commitments/v1'),
  };
}
