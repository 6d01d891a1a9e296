import { describe, expect, it } from 'vitest';
import { configurationPage } from './configuration.ts';
import { describeSettings, readEnv, wantsDemo } from './env.ts';
import { isSecondFactorRequired } from './security-profile.ts';

const production = {
  OSTIARY_ENV: 'production',
  SMTP_URL: 'smtp://mail.example.com',
  PUBLIC_URL: 'https://bank.example.com',
  STAFF_URL: 'https://staff.bank.example.com',
  CHECKPOINT_DIR: '/var/lib/ostiary-checkpoints',
  IDENTITY_CHECKS: 'simulator',
  CLAMD_URL: 'none',
};

describe('readEnv', () => {
  it('needs no setting in local', () => {
    expect(readEnv({})).toMatchObject({ OSTIARY_ENV: 'local', PUBLIC_PORT: 8000, STAFF_PORT: 8001, DATA_DIR: '.data' });
  });

  it('takes an empty value for an unset one', () => {
    expect(readEnv({ PUBLIC_PORT: '', DATABASE_URL: '' })).toMatchObject({
      PUBLIC_PORT: 8000,
      DATABASE_URL: undefined,
    });
  });

  it.each([
    ['PUBLIC_PORT', 'eighty'],
    ['PUBLIC_PORT', '0'],
    ['STAFF_PORT', '65536'],
    ['STAFF_PORT', '80.5'],
    ['OSTIARY_ENV', 'staging'],
    ['DATABASE_URL', 'localhost'],
    ['DEMO', 'yes'],
    ['DEMO_PASSWORD', 'short'],
    ['LOG_LEVEL', 'loud'],
    ['UPLOADS_AT_ONCE', '-1'],
    ['REDIS_URL', 'https://redis.example.com'],
    ['RATE_LIMIT_FACTOR', '0'],
    ['CUSTOMER_IDLE_MINUTES', '4'],
  ])('refuses %s=%s and names the setting', (name, value) => {
    expect(() => readEnv({ [name]: value })).toThrow(new RegExp(`Some settings cannot be used:\\n {2}${name}: `));
  });

  it.each([0, 5])('takes %d minutes without use', (minutes) => {
    expect(readEnv({ CUSTOMER_IDLE_MINUTES: String(minutes) })).toHaveProperty('CUSTOMER_IDLE_MINUTES', minutes);
  });

  it('names every setting that is wrong, not only the first', () => {
    expect(() => readEnv({ PUBLIC_PORT: 'x', LOG_LEVEL: 'loud' })).toThrow(/PUBLIC_PORT: .*\n.*LOG_LEVEL: /);
  });

  it('refuses one port for both doors', () => {
    expect(() => readEnv({ PUBLIC_PORT: '9000', STAFF_PORT: '9000' })).toThrow('PUBLIC_PORT and STAFF_PORT');
  });

  it.each(['PUBLIC_HOST', 'STAFF_HOST'])('keeps %s of a local bank on loopback', (name) => {
    expect(() => readEnv({ [name]: '0.0.0.0' })).toThrow(`${name}: local listens on loopback only; 0.0.0.0 is not.`);
    expect(readEnv({ [name]: '::1' })).toHaveProperty(name, '::1');
    expect(readEnv({ ...production, [name]: '0.0.0.0' })).toHaveProperty(name, '0.0.0.0');
  });

  it('refuses production without a way to send e-mail', () => {
    expect(() => readEnv({ OSTIARY_ENV: 'production' })).toThrow('SMTP_URL: production does not start without');
  });

  it.each(['PUBLIC_URL', 'STAFF_URL'])('refuses production without %s, which messages link to', (name) => {
    expect(() => readEnv({ ...production, [name]: undefined })).toThrow('PUBLIC_URL and STAFF_URL: production');
  });

  it('makes production say that its identity checks are simulated', () => {
    expect(() => readEnv({ ...production, CLAMD_URL: undefined })).toThrow('CLAMD_URL: production does not start');
    expect(() => readEnv({ ...production, IDENTITY_CHECKS: undefined })).toThrow('IDENTITY_CHECKS: production does');
  });

  it('refuses production without a second place for signed checkpoints', () => {
    expect(() => readEnv({ ...production, CHECKPOINT_DIR: undefined })).toThrow('CHECKPOINT_DIR: production does not');
  });

  it('refuses wider limits in production', () => {
    expect(() => readEnv({ ...production, RATE_LIMIT_FACTOR: '2' })).toThrow('RATE_LIMIT_FACTOR: production keeps');
    expect(readEnv({ RATE_LIMIT_FACTOR: '2' })).toHaveProperty('RATE_LIMIT_FACTOR', 2);
  });
});

describe('wantsDemo', () => {
  it.each([
    ['is on in local on the embedded database', {}, true],
    ['can be switched off', { DEMO: '0' }, false],
    ['is off on a database that somebody named', { DATABASE_URL: 'postgresql://db.example.com/bank' }, false],
    ['can be asked for there', { DATABASE_URL: 'postgresql://db.example.com/bank', DEMO: '1' }, true],
    ['is never on in production', { ...production, DEMO: '1' }, false],
  ])('%s', (_, values, expected) => {
    expect(wantsDemo(readEnv(values))).toBe(expected);
  });
});

describe('a second factor', () => {
  it.each([
    ['staff', {}, false],
    ['staff', { STAFF_MFA: 'required' }, true],
    ['staff', production, true],
    ['staff', { ...production, STAFF_MFA: 'optional' }, false],
    ['customer', production, false],
    ['customer', { SECURITY_PROFILE: 'strict' }, true],
  ] as const)('of %s with %j: required is %s', (door, settings, isRequired) => {
    expect(isSecondFactorRequired(readEnv(settings), door)).toBe(isRequired);
  });
});

describe('docs/configuration.md', () => {
  it('says what env.ts says (npm run configuration brings it up to date)', async () => {
    await expect(configurationPage()).toMatchFileSnapshot('../../../docs/configuration.md');
  });

  it('has a meaning and a fallback for every setting', () => {
    for (const row of describeSettings()) {
      expect(row.text, row.name).not.toBe('');
      expect(row.fallback, row.name).not.toContain('undefined');
    }
  });
});
