import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newDataKey } from '@ostiary/domain/crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';
import { readKeys } from './keys.ts';

const NAMES = ['KEK_RING', 'BLIND_INDEX_KEYS', 'PASSWORD_PEPPER', 'JWT_KEYS', 'CHECKPOINT_KEY'] as const;
type Name = (typeof NAMES)[number];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ostiary-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const random = () => newDataKey().toString('base64url');
const BARE: readonly Name[] = ['PASSWORD_PEPPER', 'CHECKPOINT_KEY'];
const as = (name: Name, value: string) => (BARE.includes(name) ? value : `1:${value}`);
const good = (): Record<Name, string> => ({
  KEK_RING: as('KEK_RING', random()),
  BLIND_INDEX_KEYS: as('BLIND_INDEX_KEYS', random()),
  PASSWORD_PEPPER: random(),
  JWT_KEYS: as('JWT_KEYS', random()),
  CHECKPOINT_KEY: random(),
});
const local = (values: Record<string, string> = {}) => readKeys(readEnv({ DATA_DIR: join(folder, 'data'), ...values }));
const production = (values: Record<string, string | undefined>) =>
  readKeys(
    readEnv({
      DATA_DIR: join(folder, 'data'),
      OSTIARY_ENV: 'production',
      SMTP_URL: 'smtp://mail.example.com',
      PUBLIC_URL: 'https://bank.example',
      STAFF_URL: 'https://desk.bank.example',
      CHECKPOINT_DIR: '/var/lib/ostiary-checkpoints',
      IDENTITY_CHECKS: 'simulator',
      CLAMD_URL: 'none',
      ...values,
    }),
  );

describe('local keys', () => {
  it('are made once, for their owner only, and used again', () => {
    const first = local();
    const keys = join(folder, 'data/keys');
    expect(readdirSync(keys).sort()).toEqual([...NAMES].sort());
    for (const name of NAMES) expect(statSync(join(keys, name)).mode & 0o777, name).toBe(0o600);
    expect(statSync(keys).mode & 0o777).toBe(0o700);

    const second = local();
    expect(second.pepper).toEqual(first.pepper);
    expect(second.jwt).toEqual(first.jwt);
    expect(second.checkpoint.signer.verifierKey).toBe(first.checkpoint.signer.verifierKey);
    expect(second.kek.key(1)).toEqual(first.kek.key(1));
    expect(second.blindIndex.key(1)).toEqual(first.blindIndex.key(1));
  });

  it('leave the data folder open to the user of the embedded database', () => {
    local();
    expect(statSync(join(folder, 'data')).mode & 0o111).toBe(0o111);
  });

  it('differ from one another', () => {
    const { kek, blindIndex, pepper, jwt, refresh, codes, outbox } = local();
    const all = [kek.key(1), blindIndex.key(1), pepper, ...jwt.map(({ secret }) => secret), ...refresh, codes, outbox];
    expect(new Set(all.map((key) => key.toString('hex'))).size).toBe(7);
  });

  it('are never replaced when they cannot be read', () => {
    local();
    const file = join(folder, 'data/keys/KEK_RING');
    writeFileSync(file, '');
    expect(() => local()).toThrow('KEK_RING: ');
    expect(readFileSync(file, 'utf8')).toBe('');
    // A file where the folder should be: reading fails in another way than by absence, as root too.
    rmSync(join(folder, 'data/keys'), { recursive: true });
    writeFileSync(join(folder, 'data/keys'), '');
    chmodSync(join(folder, 'data/keys'), 0o600);
    expect(() => local()).toThrow('ENOTDIR');
  });

  it('give way to the settings', () => {
    const pepper = random();
    expect(local({ PASSWORD_PEPPER: pepper }).pepper.toString('base64url')).toBe(pepper);
  });
});

describe('production', () => {
  it('starts with four good secrets, and writes none', () => {
    expect(production(good()).jwt).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('names all that is missing at once', () => {
    expect(() => production({})).toThrow(`${NAMES.join(', ')}: production does not start without`);
  });

  it.each(NAMES)('refuses to start without %s', (name) => {
    expect(() => production({ ...good(), [name]: undefined })).toThrow(
      new RegExp(`^${name}: production does not start without`),
    );
  });

  it.each(NAMES)('refuses a short %s', (name) => {
    expect(() =>
      production({ ...good(), [name]: as(name, newDataKey().subarray(0, 31).toString('base64url')) }),
    ).toThrow(new RegExp(`^${name}: needs at least 32`));
  });

  it.each(NAMES)('refuses a shipped %s', (name) => {
    expect(() => production({ ...good(), [name]: as(name, `change-me${random().slice(9)}`) })).toThrow(
      new RegExp(`^${name}: looks like a shipped`),
    );
  });

  it.each(NAMES)('refuses %s without entropy', (name) => {
    const dull = Buffer.from('abcdefgh'.repeat(4)).toString('base64url');
    expect(() => production({ ...good(), [name]: as(name, dull) })).toThrow(
      new RegExp(`^${name}: does not look random`),
    );
  });

  it('refuses one value for two secrets', () => {
    const values = good();
    expect(() => production({ ...values, BLIND_INDEX_KEYS: values.KEK_RING })).toThrow('KEK_RING and BLIND_INDEX_KEYS');
  });
});

describe('a malformed secret', () => {
  it.each([
    ['KEK_RING', 'a ring without versions', () => random()],
    ['BLIND_INDEX_KEYS', 'a ring without versions', () => random()],
    ['KEK_RING', 'a version that comes twice', () => `1:${random()},1:${random()}`],
    ['BLIND_INDEX_KEYS', 'a version that comes twice', () => `1:${random()},1:${random()}`],
    ['KEK_RING', 'foreign characters', () => `1:${'!?'.repeat(22)}`],
    ['BLIND_INDEX_KEYS', 'foreign characters', () => `1:${'!?'.repeat(22)}`],
    ['BLIND_INDEX_KEYS', 'a second key that is short', () => `1:${random()},2:c2hvcnQ`],
    ['PASSWORD_PEPPER', 'foreign characters', () => `${random()}!!`],
    [
      'CHECKPOINT_KEY',
      'a seed of 33 bytes',
      () => Buffer.concat([newDataKey(), newDataKey()]).subarray(0, 33).toString('base64url'),
    ],
    ['JWT_KEYS', 'a key without an id', () => random()],
    ['JWT_KEYS', 'an id that comes twice', () => `a:${random()},a:${random()}`],
    ['JWT_KEYS', 'an empty entry', () => `a:${random()},`],
    ['JWT_KEYS', 'an entry in three parts', () => `a:${random()}:b`],
  ])('is named: %s with %s', (name, _, value) => {
    expect(() => local({ [name]: value() })).toThrow(new RegExp(`^${name}[:,]`));
  });
});
