import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blindIndexRing, hmacSha256, keyRingProvider, newDataKey } from '@ostiary/domain/crypto';
import type { Keys } from './context.ts';
import type { Env } from './env.ts';

const SECRETS = ['KEK_RING', 'BLIND_INDEX_KEYS', 'PASSWORD_PEPPER', 'JWT_KEYS'] as const;
type SecretName = (typeof SECRETS)[number];

const SECRET_BYTES = 32;
/** Fragments of sample secrets that ship in documentation and tests; none may guard a bank. */
const SHIPPED = /change[-_]?(me|in)|secret|example|sample|default|your[-_]|password|AAAAAAAAAA|0123456789/i;

/** Local: made once, kept under DATA_DIR/keys, readable by the owner only. */
function localSecret(folder: string, name: SecretName): string {
  const file = join(folder, name);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    const random = newDataKey().toString('base64url');
    const text = name === 'PASSWORD_PEPPER' ? random : `1:${random}`;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${text}\n`, { mode: 0o600, flag: 'wx' });
    return text;
  }
}

function decode(name: SecretName, text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length < SECRET_BYTES) throw new Error(`${name}: needs at least ${SECRET_BYTES} random bytes as base64url, has ${bytes.length}.`);
  if (new Set(bytes).size < 12) throw new Error(`${name}: does not look random.`);
  return bytes;
}

function jwtKeys(text: string): Keys['jwt'] {
  return text.split(',').map((entry) => {
    const [id = '', secret = ''] = entry.trim().split(':');
    if (!/^[A-Za-z0-9_-]{1,20}$/.test(id)) throw new Error('JWT_KEYS: each entry is `id:<base64url>`.');
    return { id, secret: decode('JWT_KEYS', secret) };
  });
}

function secretText(env: Env, name: SecretName): string {
  const given = env[name];
  if (env.OSTIARY_ENV === 'production') {
    if (!given) throw new Error(`${name}: production does not start without it. See docs/configuration.md.`);
    if (SHIPPED.test(given)) throw new Error(`${name}: looks like a shipped or sample value. Make a random one.`);
  }
  return given ?? localSecret(join(env.DATA_DIR, 'keys'), name);
}

/** Reads every secret, or makes local ones. Throws an Error that names the setting when one is missing, short or shipped. */
export function readKeys(env: Env): Keys {
  const [kek, blind, pepper, jwt] = SECRETS.map((name) => secretText(env, name));
  if (kek === undefined || blind === undefined || pepper === undefined || jwt === undefined) throw new Error('unreachable');
  for (const entry of [...kek.split(','), ...blind.split(',')]) decode('KEK_RING', entry.slice(entry.indexOf(':') + 1));
  const pepperBytes = decode('PASSWORD_PEPPER', pepper);
  const signing = jwtKeys(jwt);
  const root = signing[0]?.secret ?? pepperBytes;
  return {
    kek: keyRingProvider(kek),
    blindIndex: blindIndexRing(blind),
    pepper: pepperBytes,
    jwt: signing,
    refresh: hmacSha256(root, 'ostiary/refresh/v1'),
    codes: hmacSha256(pepperBytes, 'ostiary/one-time-code/v1'),
    outbox: hmacSha256(pepperBytes, 'ostiary/outbox/v1'),
  };
}
