import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type TestBank, testContext } from '../../testing.ts';
import { accountKey } from './throttle-keys.service.ts';
import { ACCOUNT_LOCK, type Attempt, reserve, reserveWith, settle } from './throttle.service.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const after = (seconds: number) => bank.setNow(new Date(bank.now().getTime() + seconds * 1_000));
const context = () => testContext(bank.deps, 'customer');
let keys = 0;
const freshKey = () => accountKey(context(), `guarded${(keys += 1)}`);
const fail = async (attempt: Attempt | null) => attempt && settle(context(), attempt, 'wrong');

/** As the failures of the whole bank are counted: nobody asks for a place first. */
const RULES = { attempts: 3, windowSeconds: 60, lockSeconds: null, ladder: null };
const counter = (key: Buffer) => async () =>
  (await settle(context(), { key, slot: '', rules: RULES }, 'wrong')).failures;

describe('failures that are only counted', () => {
  it('begin anew when their window is over, and count up from there', async () => {
    const count = counter(freshKey());
    expect([await count(), await count()]).toEqual([1, 2]);
    await after(59);
    expect(await count()).toBe(3);
    await after(1);
    expect([await count(), await count(), await count()]).toEqual([1, 2, 3]);
    await after(59);
    expect(await count()).toBe(4);
  });
});

describe('an attempt in flight', () => {
  it('that fails after a lock was over is the first failure of a new window', async () => {
    const key = freshKey();
    const slow = await reserve(context(), key);
    for (let guess = 0; guess < 4; guess++) await fail(await reserve(context(), key));
    expect(await settle(context(), { key, slot: '', rules: ACCOUNT_LOCK }, 'wrong')).toMatchObject({
      isLockedNow: true,
    });
    await after(30 * 60);
    expect(await fail(slow)).toEqual({ isLockedNow: false, failures: 1 });
    expect(await reserve(context(), key)).not.toBeNull();
  });

  it('that fails while the key is locked makes the lock no longer', async () => {
    const key = freshKey();
    const slow = await reserve(context(), key);
    for (let guess = 0; guess < 4; guess++) await fail(await reserve(context(), key));
    await settle(context(), { key, slot: '', rules: ACCOUNT_LOCK }, 'wrong');
    await after(20 * 60);
    await fail(slow);
    await after(10 * 60);
    expect(await reserve(context(), key)).not.toBeNull();
  });

  it('keeps its place for 29 seconds, and a forgotten one is free after 30', async () => {
    const key = freshKey();
    const rules = { ...ACCOUNT_LOCK, attempts: 1 };
    expect(await reserveWith(context(), key, rules)).toHaveProperty('is', 'reserved');
    await after(29);
    expect(await reserveWith(context(), key, rules)).toEqual({ is: 'full' });
    await after(1);
    expect(await reserveWith(context(), key, rules)).toHaveProperty('is', 'reserved');
  });
});

describe('the failures of an account', () => {
  it('four in one window and four in the next lock nothing', async () => {
    const key = freshKey();
    for (let window = 0; window < 2; window++) {
      for (let guess = 0; guess < 4; guess++) expect(await fail(await reserve(context(), key))).not.toBeNull();
      await after(30 * 60);
    }
    expect(await reserve(context(), key)).not.toBeNull();
  });

  it('four before and one after 29:59 lock it', async () => {
    const key = freshKey();
    for (let guess = 0; guess < 4; guess++) await fail(await reserve(context(), key));
    await after(30 * 60 - 1);
    expect(await fail(await reserve(context(), key))).toEqual({ isLockedNow: true, failures: 5 });
    expect(await reserve(context(), key)).toBeNull();
  });

  it('are none the fewer, and its lock none the shorter, when the clock is set back', async () => {
    const key = freshKey();
    for (let guess = 0; guess < 4; guess++) await fail(await reserve(context(), key));
    await after(-3_600);
    expect(await fail(await reserve(context(), key))).toEqual({ isLockedNow: true, failures: 5 });
    await after(-3_600);
    expect(await reserve(context(), key)).toBeNull();
    await after(3_600 + 30 * 60);
    expect(await reserve(context(), key)).not.toBeNull();
    await after(30 * 60);
  });
});
