import { hmacSha256, newDataKey, signRefreshToken } from '@ostiary/domain/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestBank,
  publicCaller,
  type SignedInCustomer,
  staffCaller,
  type TestBank,
  TEST_PASSWORD,
  type Visitor,
} from '../../testing.ts';

let bank: TestBank;
/** The same with customers who idle out after thirty minutes. */
let strict: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
  strict = await createTestBank({ env: { CUSTOMER_IDLE_MINUTES: '30' } });
}, 60_000);
afterAll(() => Promise.all([bank.close(), strict.close()]));

const later = (minutes: number, at = bank) => at.setNow(new Date(at.now().getTime() + minutes * 60_000));
const ended = (reason?: string) =>
  expect.objectContaining({
    cause: expect.objectContaining({ code: 'SESSION_ENDED', details: reason === undefined ? undefined : { reason } }),
  });
const renew = (visitor: Visitor, refresh: string, at = bank) =>
  publicCaller(at.deps, { ...visitor, face: 'rest' }).auth.refresh({ refresh });
const sessionRow = async ({ id }: { id: string }, at = bank) =>
  (
    await at.owner<{ last_used_at: string; idle_expires_at: string | null }>(
      'select last_used_at, idle_expires_at from session where user_id = ? order by created_at desc limit 1',
      [id],
    )
  )[0];

describe('a family of refresh tokens', () => {
  it('has one successor for sixteen tabs that ask at once', async () => {
    const { visitor, refresh, id } = await bank.customer();
    const answers = await Promise.all(Array.from({ length: 16 }, () => renew(visitor, refresh)));
    expect(new Set(answers.map((answer) => answer.refresh)).size).toBe(1);
    expect(await bank.owner('select counter from session where user_id = ?', [id])).toEqual([{ counter: 1 }]);
  });

  it('dies with its access token when an old one comes back, and says so loudly', async () => {
    const { visitor, refresh, id, api } = await bank.customer();
    const { refresh: second = '' } = await renew(visitor, refresh);
    const { refresh: third = '' } = await renew(visitor, second);
    await expect(renew(visitor, refresh)).rejects.toEqual(ended('TOKEN_REUSED'));
    await expect(api.profile.get()).rejects.toEqual(ended('TOKEN_REUSED'));
    expect(
      await bank.owner(`select from outbox_message where user_id = ? and template = 'session_copied'`, [id]),
    ).toHaveLength(1);
    await expect(renew(visitor, third)).rejects.toEqual(ended('TOKEN_REUSED'));
    expect(await bank.owner('select event_type, severity from security_event where user_id = ?', [id])).toEqual([
      { event_type: 'TOKEN_REUSE', severity: 'CRITICAL' },
    ]);
    expect(
      await bank.owner(`select 1 from audit_event where action = 'session.ended' and actor_id = ?`, [id]),
    ).toHaveLength(1);
  });

  it('dies as loudly when an old one comes back to sign out, and in silence with the newest', async () => {
    const events = (id: string) => bank.owner('select event_type from security_event where user_id = ?', [id]);
    const [robbed, other] = [await bank.customer(), await bank.customer()];
    for (const { visitor, refresh } of [robbed, other]) {
      const { refresh: second = '' } = await renew(visitor, refresh);
      const { refresh: third = '' } = await renew(visitor, second);
      const signOut = visitor === robbed.visitor ? refresh : third;
      await publicCaller(bank.deps, { ...visitor, face: 'rest' }).auth.logout({ refresh: signOut });
    }
    expect(await events(robbed.id)).toEqual([{ event_type: 'TOKEN_REUSE' }]);
    await expect(robbed.api.profile.get()).rejects.toEqual(ended('TOKEN_REUSED'));
    expect(await events(other.id)).toEqual([]);
    await expect(other.api.profile.get()).rejects.toEqual(ended('SIGNED_OUT'));
  });

  it('refuses what is cut, altered, of the other door or no token at all, and gives no reason', async () => {
    const { refresh } = await bank.customer();
    const [id = '', counter, mac = ''] = refresh.split('.');
    const [key = newDataKey()] = bank.deps.keys.refresh;
    const tokens = [
      refresh.slice(0, -1),
      `${refresh}=`,
      `${id}.${counter}`,
      `${id}.1.${mac}`,
      `${crypto.randomUUID()}.${counter}.${mac}`,
      signRefreshToken(key, { sessionId: id, counter: 0, door: 'staff' }),
      signRefreshToken(newDataKey(), { sessionId: id, counter: 0, door: 'customer' }),
      'x',
    ];
    for (const token of tokens) {
      await expect(renew({}, token)).rejects.toEqual(ended());
      const visitor: Visitor = { refreshCookie: token };
      await expect(publicCaller(bank.deps, visitor).auth.refresh({})).rejects.toEqual(ended());
      expect(visitor.refreshCookie).toBeUndefined();
    }
    await expect(staffCaller(bank.deps, { refreshCookie: refresh }).auth.refresh({})).rejects.toEqual(ended());
    await expect(renew({}, refresh)).resolves.toMatchObject({ refresh: expect.any(String) });
  });

  it('outlives a new first key of JWT_KEYS', async () => {
    const { visitor, refresh, access } = await bank.customer();
    const secret = newDataKey();
    const keys = {
      ...bank.deps.keys,
      jwt: [{ id: 'next', secret }, ...bank.deps.keys.jwt],
      refresh: [hmacSha256(secret, 'ostiary/refresh/v1'), ...bank.deps.keys.refresh],
    };
    const rotated = { ...bank.deps, keys };
    await expect(publicCaller(rotated, { access }).profile.get()).resolves.toBeDefined();
    const { refresh: successor = '' } = await publicCaller(rotated, { ...visitor, face: 'rest' }).auth.refresh({
      refresh,
    });
    await expect(renew(visitor, successor)).rejects.toEqual(ended());
    await later(1);
    await expect(
      publicCaller(rotated, { ...visitor, face: 'rest' }).auth.refresh({ refresh: successor }),
    ).resolves.toMatchObject({ refresh: expect.any(String) });
  });
});

describe('a session', () => {
  it('ends by the clock after seven days, whatever renewed it', async () => {
    const { visitor, refresh } = await bank.customer();
    let token = refresh;
    for (let day = 0; day < 6; day++) {
      await later(24 * 60);
      token = (await renew(visitor, token)).refresh ?? '';
    }
    const { access } = await (await later(24 * 60 - 30), renew(visitor, token));
    await later(30);
    await expect(publicCaller(bank.deps, { access }).profile.get()).rejects.toEqual(ended('EXPIRED'));
    await expect(renew(visitor, token)).rejects.toEqual(ended('EXPIRED'));
  });

  it('idles out for customers where the bank says so, and not before', async () => {
    const customer = await strict.customer();
    for (let turn = 0; turn < 2; turn++) {
      await later(29, strict);
      await expect(customer.api.profile.get()).resolves.toBeDefined();
    }
    await later(30, strict);
    await expect(renew(customer.visitor, customer.refresh, strict)).rejects.toEqual(ended('IDLE'));
    const patient = await bank.customer();
    expect(await sessionRow(patient)).toMatchObject({ idle_expires_at: null });
  });

  it('is not kept awake by what a portal asks for by itself', async () => {
    const customer = await strict.customer();
    const before = await sessionRow(customer, strict);
    await later(20, strict);
    customer.visitor.isBackground = true;
    await expect(customer.api.profile.get()).resolves.toBeDefined();
    const { refresh = '' } = await renew(customer.visitor, customer.refresh, strict);
    expect(await sessionRow(customer, strict)).toEqual(before);
    await later(10, strict);
    await expect(customer.api.profile.get()).rejects.toEqual(ended('IDLE'));
    await expect(renew(customer.visitor, refresh, strict)).rejects.toEqual(ended('IDLE'));
  });

  it('notes its use at most once a minute', async () => {
    const customer = await bank.customer();
    const before = await sessionRow(customer);
    await later(0.9);
    await customer.api.profile.get();
    expect(await sessionRow(customer)).toEqual(before);
    await later(0.1);
    await customer.api.profile.get();
    const { last_used_at: used = '' } = (await sessionRow(customer)) ?? {};
    expect(new Date(used)).toEqual(bank.now());
  });

  it('tells the owner when a new sign-in ended it, but not when it had run out before or was of the same browser', async () => {
    const notices = ({ id }: SignedInCustomer) =>
      bank.owner(`select 1 from outbox_message where user_id = ? and template = 'signed_in_elsewhere'`, [id]);
    const customer = await bank.customer();
    const signIn = () =>
      publicCaller(bank.deps, { address: '198.51.100.7' }).auth.login({
        username: customer.username,
        password: TEST_PASSWORD,
      });
    await signIn();
    expect(await notices(customer)).toHaveLength(1);
    await expect(customer.api.profile.get()).rejects.toEqual(ended('SIGNED_IN_ELSEWHERE'));
    await later(8 * 24 * 60);
    await signIn();
    expect(await notices(customer)).toHaveLength(1);
    const home: Visitor = {};
    const atHome = () =>
      publicCaller(bank.deps, home).auth.login({ username: customer.username, password: TEST_PASSWORD });
    for (const _again of [1, 2, 3]) await atHome();
    expect(await notices(customer)).toHaveLength(2);
  });

  it('that an earlier version ended with words of its own reads as revoked', async () => {
    const { id, api } = await bank.customer();
    await bank.owner(`update session set revoked_at = created_at, revoked_reason = 'new_login' where user_id = ?`, [
      id,
    ]);
    await expect(api.profile.get()).rejects.toEqual(ended('REVOKED'));
  });

  it('loses a right, or its person, with the very next request: 100 of 100 times', async () => {
    const { id, api } = await bank.newStaff('reviewer');
    const forbidden = expect.objectContaining({ cause: expect.objectContaining({ code: 'FORBIDDEN' }) });
    for (let turn = 0; turn < 100; turn++) {
      await bank.owner('update user_role set is_active = false where user_id = ?', [id]);
      await expect(api.review.counts()).rejects.toEqual(forbidden);
      await bank.owner('update user_role set is_active = true where user_id = ?', [id]);
      await bank.owner('update app_user set is_blocked = true where id = ?', [id]);
      await expect(api.review.counts()).rejects.toEqual(ended('BLOCKED'));
      await bank.owner('update app_user set is_blocked = false where id = ?', [id]);
      await expect(api.review.counts()).resolves.toBeDefined();
    }
  });
});

describe('a clock that is set back by an hour', () => {
  it('lets neither the grace of a token nor a proof of identity last longer, and asks to sign in again', async () => {
    const [robbed, proved] = [await bank.customer(), await bank.customer()];
    await renew(robbed.visitor, robbed.refresh);
    await later(-60);
    await expect(renew(robbed.visitor, robbed.refresh)).rejects.toEqual(ended('TOKEN_REUSED'));
    await expect(proved.api.secondFactor.begin()).rejects.toMatchObject({ cause: { code: 'TOKEN_INVALID' } });
    proved.visitor.access = (await renew(proved.visitor, proved.refresh)).access;
    await expect(proved.api.secondFactor.begin()).rejects.toMatchObject({ cause: { code: 'STEP_UP_REQUIRED' } });
    await proved.api.auth.stepUp({ password: TEST_PASSWORD });
    await expect(proved.api.secondFactor.begin()).resolves.toBeDefined();
    await later(60);
  });
});
