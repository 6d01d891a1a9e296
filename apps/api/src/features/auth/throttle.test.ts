import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deps } from '../../context.ts';
import {
  createTestBank,
  publicCaller,
  type TestBank,
  TEST_PASSWORD,
  testContext,
  type Visitor,
} from '../../testing.ts';
import { accountKey, addressKey, networkOf } from './throttle-keys.service.ts';
import { ACCOUNT_LOCK, addressRules, release, reserve, reserveWith, settle, unlock } from './throttle.service.ts';

let bank: TestBank;
/** As in production; what tests of other things sign in with is laxer. */
let strict: Deps;
beforeAll(async () => {
  bank = await createTestBank();
  strict = { ...bank.deps, env: { ...bank.deps.env, RATE_LIMIT_FACTOR: 1 } };
});
afterAll(() => bank.close());

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const after = (ms: number) => bank.setNow(new Date(bank.now().getTime() + ms));
const context = (visitor: Visitor = {}) => testContext(strict, 'customer', visitor);
let keys = 0;
const freshKey = () => accountKey(context(), `someone${(keys += 1)}`);
const failuresOf = async (key: Buffer) =>
  (await bank.owner<{ failures: number }>('select failures from login_throttle where key = ?', [key]))[0]?.failures;

/** A failed try; false when it was not let in. */
async function fail(key: Buffer): Promise<boolean> {
  const attempt = await reserve(context(), key);
  if (attempt) await settle(context(), attempt, 'wrong');
  return attempt !== null;
}

describe('the lock of an account', () => {
  it('opens at 30:00 and not a second before', async () => {
    const key = freshKey();
    for (let attempt = 0; attempt < 5; attempt++) expect(await fail(key)).toBe(true);
    await after(30 * MINUTE - SECOND);
    expect(await fail(key)).toBe(false);
    await after(SECOND);
    expect(await fail(key)).toBe(true);
    expect(await failuresOf(key)).toBe(1);
  });

  it('says once which failure it was', async () => {
    const key = freshKey();
    const attempts = await Promise.all(Array.from({ length: 5 }, () => reserve(context(), key)));
    const settled = await Promise.all(
      attempts.flatMap((attempt) => (attempt ? [settle(context(), attempt, 'wrong')] : [])),
    );
    expect(settled.filter((one) => one.isLockedNow)).toEqual([{ isLockedNow: true, failures: 5 }]);
  });

  it('forgets none of fifty failures at the instant a window ends', async () => {
    const key = freshKey();
    const wide = { ...ACCOUNT_LOCK, attempts: 100 };
    for (let attempt = 0; attempt < 3; attempt++) await fail(key);
    const early = await Promise.all(Array.from({ length: 25 }, () => reserveWith(context(), key, wide)));
    await after(30 * MINUTE);
    const late = await Promise.all(Array.from({ length: 25 }, () => reserveWith(context(), key, wide)));
    const reserved = [...early, ...late].flatMap((one) => (one.is === 'reserved' ? [one.attempt] : []));
    expect(reserved).toHaveLength(50);
    await Promise.all(reserved.map((attempt) => settle(context(), attempt, 'wrong')));
    expect(await failuresOf(key)).toBe(50);
  });

  it('lets the sixth wait until one of five in flight turns out right', async () => {
    const key = freshKey();
    const inFlight = await Promise.all(Array.from({ length: 5 }, () => reserve(context(), key)));
    const sixth = reserve(context(), key);
    const [first] = inFlight;
    if (first) await settle(context(), first, 'right');
    await expect(sixth).resolves.toMatchObject({ key });
  });

  it('counts a failure that was in flight while its key was unlocked', async () => {
    const key = freshKey();
    const attempt = await reserve(context(), key);
    await unlock(context(), key);
    if (attempt) await settle(context(), attempt, 'wrong');
    expect(await failuresOf(key)).toBe(1);
  });

  it('frees places that a crash left behind after thirty seconds', async () => {
    const key = freshKey();
    for (let attempt = 0; attempt < 5; attempt++) await reserve(context(), key);
    await after(30 * SECOND);
    expect(await reserve(context(), key)).not.toBeNull();
  });

  it('ends at once when its owner proves to be themself', async () => {
    const key = freshKey();
    for (let attempt = 0; attempt < 5; attempt++) await fail(key);
    await unlock(context(), key);
    expect(await fail(key)).toBe(true);
  });

  it('is never multiplied', () => {
    expect(ACCOUNT_LOCK.attempts).toBe(5);
    const deps = { ...bank.deps, env: { ...bank.deps.env, RATE_LIMIT_FACTOR: 10 } };
    expect(addressRules({ deps }).attempts).toBe(50);
  });
});

describe('the penalty of an address', () => {
  const guess = async (visitor: Visitor, username: string, password = 'Wrong-password-1') =>
    publicCaller(strict, visitor)
      .auth.login({ username, password })
      .then(
        () => 'let in',
        ({ cause }: { cause: { code: string; retryAfterSeconds?: number } }) =>
          cause.code === 'RATE_LIMITED' ? (cause.retryAfterSeconds ?? 0) : cause.code,
      );
  const violate = async (visitor: Visitor, name: string) => {
    for (let attempt = 0; attempt < 5; attempt++)
      expect(await guess(visitor, `${name}.${attempt}.${bank.now().getTime()}`)).toBe('INVALID_CREDENTIALS');
    return guess(visitor, `${name}.sixth`);
  };

  it('climbs 1, 5, 30 minutes, a day, and comes down after a clean one', async () => {
    const visitor = { address: '203.0.113.1' };
    for (const minutes of [1, 5, 30, 24 * 60, 24 * 60]) {
      expect(await violate(visitor, 'ladder')).toBe(minutes * 60);
      await after(minutes * MINUTE - SECOND);
      expect(await guess(visitor, 'still.out')).toBe(1);
      await after(SECOND);
    }
    await after(24 * HOUR);
    expect(await violate(visitor, 'clean')).toBe(60);
  });

  it('is not earned by five a minute', async () => {
    const visitor = { address: '203.0.113.2' };
    for (let round = 0; round < 3; round++) {
      for (let attempt = 0; attempt < 5; attempt++)
        expect(await guess(visitor, `steady.${round}.${attempt}`)).toBe('INVALID_CREDENTIALS');
      await after(MINUTE);
    }
  });

  it('is not lifted by a good sign-in', async () => {
    const address = '203.0.113.3';
    const { username } = await bank.customer();
    for (let attempt = 0; attempt < 4; attempt++) await guess({ address }, `mixed.${attempt}`);
    expect(await guess({ address }, username, TEST_PASSWORD)).toBe('let in');
    expect(await guess({ address }, 'mixed.5')).toBe('INVALID_CREDENTIALS');
    expect(await guess({ address }, username, TEST_PASSWORD)).toBe(60);
  });

  it('holds for the whole /64 and for no other', async () => {
    expect(await violate({ address: '2001:db8:5:6::1' }, 'six')).toBe(60);
    expect(await guess({ address: '2001:DB8:5:6:ffff::9' }, 'same')).toBe(60);
    expect(await guess({ address: '2001:db8:5:7::1' }, 'other')).toBe('INVALID_CREDENTIALS');
  });

  it('is one for both doors', () => {
    const keyAt = (door: 'customer' | 'staff') => addressKey(testContext(strict, door, { address: '203.0.113.9' }));
    expect(keyAt('customer')).toEqual(keyAt('staff'));
  });

  it('reads every spelling of an address alike', () => {
    for (const spelling of ['2001:db8::1', '2001:0DB8:0:0:0:0:0:2', '2001:db8:0:0:ffff::'])
      expect(networkOf(spelling)).toBe('2001:db8:0:0::/64');
    expect(networkOf('64:ff9b:1:2:3:4:192.0.2.1')).toBe('64:ff9b:1:2::/64');
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
    for (const spelling of ['192.0.2.1', '::ffff:192.0.2.1', '::ffff:c000:201', '0:0:0:0:0:FFFF:C000:0201'])
      expect(networkOf(spelling)).toBe('192.0.2.1');
  });

  it('refuses nobody who is right, however many come at once', async () => {
    const context20 = context({ address: '203.0.113.20' });
    const rules = addressRules(context20);
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const reservation = await reserveWith(context20, addressKey(context20), rules);
        if (reservation.is === 'reserved') await release(context20, reservation.attempt);
        return reservation.is;
      }),
    );
    expect(new Set(answers)).toEqual(new Set(['reserved']));
    expect(await failuresOf(addressKey(context20))).toBe(0);
  });
});
