import { WorkQueueFullError } from '@ostiary/domain/crypto';
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
import { sayWhen } from '../sessions/say-when.service.ts';
import { addressKey, globalKey } from './throttle-keys.service.ts';

let bank: TestBank;
/** As in production; what tests of other things sign in with is laxer. */
const strictly = (deps: Deps): Deps => ({ ...deps, env: { ...deps.env, RATE_LIMIT_FACTOR: 1 } });
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const WRONG = 'Wrong-password-1';
let addresses = 0;
const freshAddress = () => `198.18.0.${(addresses += 1)}`;
const logIn = (visitor: Visitor, username: string, password = TEST_PASSWORD) =>
  publicCaller(strictly(bank.deps), visitor).auth.login({ username, password });
const code = (answer: Promise<unknown>) =>
  answer.then(
    () => 'let in',
    ({ cause }: { cause: { code: string } }) => cause.code,
  );
const lock = async (username: string) => {
  for (let guess = 0; guess < 5; guess++) await code(logIn({ address: freshAddress() }, username, WRONG));
};
const signals = (userId: string | null = null) =>
  bank.owner<{ severity: string; signal: string }>(
    `select severity, metadata ->> 'signal' as signal from security_event
     where event_type = 'SUSPICIOUS_ACTIVITY' and user_id is not distinct from ?::uuid order by created_at`,
    [userId],
  );
const withHashes = (run: Deps['hashes']['run']): Deps => ({
  ...strictly(bank.deps),
  hashes: { ...bank.deps.hashes, run },
});

describe('sign-ins that arrive together', () => {
  it('show at most five of 200 wrong guesses from 40 addresses to bcrypt', async () => {
    const { username } = await bank.customer();
    let reached = 0;
    const deps = withHashes((job) => {
      reached += 1;
      return bank.deps.hashes.run(job);
    });
    const guesses = Array.from({ length: 200 }, (_, n) =>
      code(publicCaller(deps, { address: `203.0.113.${n % 40}` }).auth.login({ username, password: WRONG })),
    );
    expect(new Set(await Promise.all(guesses))).toEqual(new Set(['INVALID_CREDENTIALS']));
    expect(reached).toBe(5);
    expect(await code(logIn({ address: freshAddress() }, username))).toBe('INVALID_CREDENTIALS');
  });

  it('are all let in when twenty good ones come from one address, and leave one session', async () => {
    const { username, id } = await bank.customer();
    const visitor = { address: freshAddress() };
    const answers = await Promise.all(Array.from({ length: 20 }, () => code(logIn({ ...visitor }, username))));
    expect(answers).toEqual(answers.map(() => 'let in'));
    expect(await bank.owner('select 1 from session where user_id = ? and revoked_at is null', [id])).toHaveLength(1);
    const key = addressKey(testContext(bank.deps, 'customer', visitor));
    expect(await bank.owner('select failures, slots from login_throttle where key = ?', [key])).toEqual([
      { failures: 0, slots: {} },
    ]);
  });

  it('open nothing with a password that was replaced, or an account that was blocked, while it was tried', async () => {
    for (const change of ['password_changed_at = now()', 'is_blocked = true', 'must_reset_password = true']) {
      const { id, username } = await bank.customer();
      const deps = withHashes(async (job) => {
        const answer = await bank.deps.hashes.run(job);
        await bank.owner(`update app_user set ${change} where id = ?`, [id]);
        return answer;
      });
      const login = publicCaller(deps, { address: freshAddress() }).auth.login({ username, password: TEST_PASSWORD });
      expect([change, await code(login)]).toEqual([change, 'INVALID_CREDENTIALS']);
    }
  });

  it('give their places back after a crowd was turned away, and after a fault', async () => {
    const { username } = await bank.customer();
    const visitor = { address: freshAddress() };
    for (const fault of [new WorkQueueFullError(), new Error('out of threads')]) {
      const deps = withHashes(() => Promise.reject(fault));
      const tries = Array.from({ length: 6 }, () =>
        publicCaller(deps, visitor).auth.login({ username, password: TEST_PASSWORD }),
      );
      expect((await Promise.allSettled(tries)).every(({ status }) => status === 'rejected')).toBe(true);
    }
    expect(await bank.owner(`select 1 from login_throttle where slots <> '{}'`)).toEqual([]);
    expect(await code(logIn(visitor, username))).toBe('let in');
  });

  it('are sent away before anything is looked up where no more can wait', async () => {
    const places = () => bank.owner('select key, slots from login_throttle order by key');
    const before = await places();
    const assertRoom = () => {
      throw new WorkQueueFullError();
    };
    const { auth } = publicCaller(
      { ...bank.deps, hashes: { ...bank.deps.hashes, assertRoom } },
      { address: freshAddress() },
    );
    expect(await code(auth.login({ username: 'anybody.fictional', password: TEST_PASSWORD }))).toBe('BUSY');
    expect(await places()).toEqual(before);
  });
});

describe('a known device', () => {
  it('lets its owner in while strangers hold the account locked', async () => {
    const { username } = await bank.customer();
    const home: Visitor = { address: freshAddress() };
    await logIn(home, username);
    await lock(username);
    expect(await code(logIn({ address: freshAddress() }, username))).toBe('INVALID_CREDENTIALS');
    expect(await code(logIn(home, username))).toBe('let in');
  });

  it('burns only itself when it guesses', async () => {
    const { username } = await bank.customer();
    const stolen: Visitor = { address: freshAddress() };
    await logIn(stolen, username);
    for (let guess = 0; guess < 5; guess++) await code(logIn({ ...stolen, address: freshAddress() }, username, WRONG));
    expect(await code(logIn({ ...stolen, address: freshAddress() }, username))).toBe('INVALID_CREDENTIALS');
    expect(await code(logIn({ address: freshAddress() }, username))).toBe('let in');
  });

  it('is no use when forged, cut, or of somebody else', async () => {
    const [victim, other] = [await bank.customer(), await bank.customer()];
    const [home, away]: [Visitor, Visitor] = [{ address: freshAddress() }, { address: freshAddress() }];
    await logIn(home, victim.username);
    await logIn(away, other.username);
    await lock(victim.username);
    const cookie = home.deviceCookie ?? '';
    const [id = '', mac = ''] = cookie.split('.');
    const forged = [
      `${id}.${'A'.repeat(43)}`,
      id,
      `${id}.`,
      `${id}.${mac}=`,
      `${id.toUpperCase()}.${mac}`,
      ` ${cookie}`,
    ];
    const [, othersMac = ''] = (away.deviceCookie ?? '').split('.');
    for (const deviceCookie of [...forged, `${id}.${othersMac}`, `${cookie}.x`, away.deviceCookie])
      expect(await code(logIn({ deviceCookie, address: freshAddress() }, victim.username))).toBe('INVALID_CREDENTIALS');
    expect(await code(logIn({ ...home, address: freshAddress() }, victim.username))).toBe('let in');
  });

  it('keeps its name, and is new once only', async () => {
    const { username, id } = await bank.customer();
    const visitor: Visitor = { address: freshAddress() };
    await logIn(visitor, username);
    const { deviceCookie } = visitor;
    await logIn(visitor, username);
    expect(visitor.deviceCookie).toBe(deviceCookie);
    const rows = await bank.owner(
      `select a.is_new_device, a.session_id is not null as has_session, s.device_id = a.device_id as is_same
       from login_activity a join session s on s.id = a.session_id
       where a.user_id = ? and a.device_id is not null order by a.at, a.id`,
      [id],
    );
    expect(rows).toEqual([true, false].map((is_new_device) => ({ is_new_device, has_session: true, is_same: true })));
    expect(
      await bank.owner(`select 1 from outbox_message where user_id = ? and template = 'new_sign_in'`, [id]),
    ).toHaveLength(1);
  });

  it('may try while the whole bank is guessed at, and others may not', async () => {
    const small = await createTestBank();
    try {
      const { username } = await small.customer();
      const home: Visitor = { address: freshAddress() };
      const visit = (visitor: Visitor) =>
        code(publicCaller(strictly(small.deps), visitor).auth.login({ username, password: TEST_PASSWORD }));
      expect(await visit(home)).toBe('let in');
      const fail = () =>
        code(
          publicCaller(strictly(small.deps), { address: freshAddress() }).auth.login({
            username: 'no',
            password: WRONG,
          }),
        );
      await fail();
      await small.owner('update login_throttle set failures = 599 where key = ?', [globalKey(small)]);
      await fail();
      expect(await visit({ address: freshAddress() })).toBe('RATE_LIMITED');
      expect(await visit(home)).toBe('let in');
      expect(await small.owner(`select 1 from security_event where severity = 'CRITICAL'`)).toHaveLength(1);
      await small.setNow(new Date(small.now().getTime() + 60_000));
      expect(await visit({ address: freshAddress() })).toBe('let in');
    } finally {
      await small.close();
    }
  });
});

describe('a program without cookies', () => {
  it('is told to its owner with the time in their language', async () => {
    const { username, id, email } = await bank.customer();
    await bank.owner(`update app_user set language = 'hi' where id = ?`, [id]);
    await logIn({ face: 'rest', userAgent: 'reports/2', address: freshAddress() }, username);
    await bank.runJobs();
    const bodies = await bank.owner<{ body: string }>('select body from dev_message where recipient = ?', [email]);
    expect(bodies.filter(({ body }) => body.includes(sayWhen(bank.now(), 'hi')))).not.toEqual([]);
    expect(bodies.filter(({ body }) => /\d{4}-\d\d-\d\d/.test(body))).toEqual([]);
  });

  it('is known by its name for ninety days, unless its owner says it was a stranger', async () => {
    const { username, id } = await bank.customer();
    const address = freshAddress();
    const told = async (userAgent: string) => {
      await logIn({ face: 'rest', userAgent, address }, username);
      return bank.owner<{ is_new: boolean }>(
        `select is_new_device as is_new from login_activity where user_id = ? order by id desc limit 1`,
        [id],
      );
    };
    expect(await told('reports/1')).toEqual([{ is_new: true }]);
    await bank.owner('delete from session where user_id = ?', [id]);
    expect(await told('reports/1')).toEqual([{ is_new: false }]);
    await bank.owner('update login_activity set reported_at = at where user_id = ?', [id]);
    expect(await told('reports/1')).toEqual([{ is_new: true }]);
    await bank.owner(`update login_activity set reported_at = null, at = at - interval '91 days' where user_id = ?`, [
      id,
    ]);
    expect(await told('reports/1')).toEqual([{ is_new: true }]);
  });
});

describe('the history of sign-ins', () => {
  it('keeps every attempt and nothing that was typed', async () => {
    const { username, id } = await bank.customer();
    await lock(username);
    await code(logIn({ address: freshAddress() }, username));
    const rows = await bank.owner<{ outcome: string; hash: string }>(
      `select outcome, encode(identifier_hash, 'escape') as hash from login_activity where user_id = ? order by id`,
      [id],
    );
    const wrong = Array.from({ length: 5 }, () => 'FAILED');
    expect(rows.map(({ outcome }) => outcome)).toEqual(['SUCCEEDED', ...wrong, 'LOCKED']);
    expect(rows.some(({ hash }) => hash.includes(username))).toBe(false);
  });

  it('raises one account from many addresses, once an hour, and a new device that got in after failures', async () => {
    const { username, id } = await bank.customer();
    await lock(username);
    await code(logIn({ address: freshAddress() }, username, WRONG));
    expect(await signals(id)).toEqual([{ severity: 'HIGH', signal: 'MANY_ADDRESSES' }]);
    const lucky = await bank.customer();
    for (let guess = 0; guess < 3; guess++) await code(logIn({ address: freshAddress() }, lucky.username, WRONG));
    await logIn({ address: freshAddress() }, lucky.username);
    expect(await signals(lucky.id)).toEqual([{ severity: 'MEDIUM', signal: 'NEW_DEVICE_AFTER_FAILURES' }]);
  });

  it('raises many accounts from one address', async () => {
    const address = '2001:db8:77::1';
    for (let guess = 0; guess < 12; guess++) await code(logIn({ address }, `many.${guess}`, WRONG));
    expect((await signals()).filter(({ signal }) => signal === 'MANY_ACCOUNTS')).toEqual([
      { severity: 'HIGH', signal: 'MANY_ACCOUNTS' },
    ]);
  });
});
