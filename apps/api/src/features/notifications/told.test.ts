import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestBank,
  publicCaller,
  type TestBank,
  TEST_PASSWORD,
  type Visitor,
  wholeSignIn,
} from '../../testing.ts';
import { totpCode } from '../../testing/authenticator.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0';
const WRONG = '000000';
const later = (seconds: number) => bank.setNow(new Date(bank.now().getTime() + seconds * 1_000));
const told = async (id: string, template: string) =>
  (await bank.owner('select from outbox_message where user_id = ? and template = ?', [id, template])).length;
const events = async (id: string, type: string) =>
  (await bank.owner('select from security_event where user_id = ? and event_type = ?', [id, type])).length;
const login = (visitor: Visitor, username: string, password = TEST_PASSWORD) =>
  publicCaller(bank.deps, visitor).auth.login({ username, password });

async function enrolled() {
  const customer = await bank.customer();
  const { secret } = await customer.api.secondFactor.begin();
  await customer.api.secondFactor.confirm({ code: totpCode(secret, { now: bank.now() }) });
  await later(30);
  return { ...customer, code: () => totpCode(secret, { now: bank.now() }) };
}

describe('the owner of an account', () => {
  it('hears at once of wrong codes after the right password, once an hour', async () => {
    const { id, username } = await enrolled();
    const guess = async () => {
      const answer = await login({ address: '203.0.113.9', userAgent: FIREFOX }, username);
      if (!('challenge' in answer)) throw new Error('no second factor was asked for');
      const { auth } = bank.anonymous.public;
      await expect(auth.verify({ challenge: answer.challenge, code: WRONG })).rejects.toBeDefined();
    };
    for (const so of [1, 1]) {
      await guess();
      expect(await told(id, 'second_factor_refused')).toBe(so);
    }
    await later(3_601);
    await guess();
    expect(await told(id, 'second_factor_refused')).toBe(2);
    await bank.runJobs();
    expect(await bank.owner(`select from dev_message where body like '%and then a wrong code%'`)).toHaveLength(2);
  });

  it('hears of new recovery codes', async () => {
    const { id, api, code } = await enrolled();
    await api.secondFactor.renewRecoveryCodes({ code: code() });
    expect([await told(id, 'recovery_codes_renewed'), await events(id, 'RECOVERY_CODES_RENEWED')]).toEqual([1, 1]);
  });

  it('finds a changed and a reset password among the events of security', async () => {
    const { id, api, email } = await bank.customer();
    await api.password.change({ currentPassword: TEST_PASSWORD, newPassword: 'Other-harbour-42' });
    await bank.anonymous.public.password.forgot({ username: email });
    await bank.runJobs();
    const [mail] = await bank.owner<{ body: string }>(
      `select body from dev_message where recipient = ? and body like '%#token=%' order by at desc limit 1`,
      [email],
    );
    const token = /#token=([\w-]{43})/.exec(mail?.body ?? '')?.[1] ?? '';
    await bank.anonymous.public.password.reset({ token, newPassword: 'Third-harbour-43' });
    expect([await events(id, 'PASSWORD_CHANGED'), await events(id, 'PASSWORD_RESET')]).toEqual([1, 1]);
  });

  it('hears of a program that copies the name of their browser, wherever it asks from', async () => {
    const { id, username } = await bank.customer();
    const home = '203.0.113.20';
    wholeSignIn(await login({ face: 'trpc', userAgent: FIREFOX, address: home }, username));
    const before = await told(id, 'new_sign_in');
    await login({ face: 'rest', userAgent: FIREFOX, address: '198.51.100.77' }, username);
    await login({ face: 'rest', userAgent: FIREFOX, address: home }, username);
    expect(await told(id, 'new_sign_in')).toBe(before + 2);
  });

  it('hears once of a program of their own, and again from another network', async () => {
    const { id, username } = await bank.customer();
    const before = await told(id, 'new_sign_in');
    const tellings: number[] = [];
    for (const address of ['2001:db8:5:5::1', '2001:db8:5:5::2', '2001:db8:5:6::1', '203.0.113.21', '203.0.113.21']) {
      await login({ face: 'rest', userAgent: 'curl/8.5', address }, username);
      tellings.push((await told(id, 'new_sign_in')) - before);
    }
    expect(tellings).toEqual([1, 1, 2, 3, 3]);
  });
});
