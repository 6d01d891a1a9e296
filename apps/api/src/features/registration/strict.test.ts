import { fernetEncrypt } from '@ostiary/domain/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, freshEmail, freshPhone, publicCaller, type TestBank, TEST_PASSWORD } from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank({ env: { SECURITY_PROFILE: 'strict' } });
});
afterAll(() => bank.close());

const account = (over = {}) => ({ email: freshEmail(), phoneNumber: freshPhone(), password: TEST_PASSWORD, ...over });
const registration = () => bank.anonymous.public.registration;
const later = (seconds: number) => bank.setNow(new Date(bank.now().getTime() + seconds * 1000));
const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 'fine',
    (error: { cause?: { code?: string; fields?: object } }) => [
      error.cause?.code,
      Object.keys(error.cause?.fields ?? {}),
    ],
  );
const toldOwner = async (email: string) => {
  await bank.runJobs();
  return (await bank.owner(`select 1 from dev_message where recipient = ? and body like '%/sign-in%'`, [email])).length;
};

async function registered() {
  const input = account();
  const { challenge } = await registration().start(input);
  const code = await bank.codeFor(input.email);
  const { access, user } = await registration().verify({ challenge, code });
  return { ...input, id: user.id, access, api: publicCaller(bank.deps, { access }) };
}

describe('the strict profile', () => {
  it('asks for fifteen characters wherever a password is chosen', async () => {
    const short = 'Kurz-aber-gut1';
    const problem = { code: 'PASSWORD_SHORTER_THAN_15' };
    await expect(registration().start(account({ password: short }))).rejects.toMatchObject({
      cause: { fields: { password: [problem] } },
    });
    const { api } = await registered();
    await expect(api.password.change({ currentPassword: TEST_PASSWORD, newPassword: short })).rejects.toMatchObject({
      cause: { fields: { newPassword: [problem] } },
    });
    await expect(registration().start(account({ password: 'nur kleine buchstaben' }))).resolves.toBeDefined();
  });

  it('refuses registration with every field at once', async () => {
    const input = account({
      username: 'one.shot',
      confirmPassword: TEST_PASSWORD,
      firstName: 'Jane',
      lastName: 'Doe',
      dateOfBirth: '1992-05-20',
      ssn: '536-90-4399',
      address: '456 Oak Ave, Springfield, IL 62701',
    });
    const whole = input as typeof input & Parameters<ReturnType<typeof registration>['register']>[0]; // `over` is untyped
    await expect(registration().register(whole)).rejects.toMatchObject({ cause: { code: 'FORBIDDEN' } });
  });
});

describe('a registration with somebody’s contact, in the strict profile', () => {
  it.each(['email', 'phoneNumber'] as const)('answers like any other when the %s is taken', async (field) => {
    const owner = await registered();
    const typed = account({ [field]: owner[field] });
    const real = await registration().start(account({ email: freshEmail('person') }));
    const decoy = await registration().start(typed);
    expect(Object.keys(decoy)).toEqual(Object.keys(real));
    expect({ ...decoy, challenge: '', sentTo: '' }).toEqual({ ...real, challenge: '', sentTo: '' });
    expect(decoy.sentTo).toBe(`${typed.email.slice(0, 1)}•••@example.com`);
    expect(decoy.challenge.length).toBe(real.challenge.length);
  });

  it('tells the owner instead, once an hour', async () => {
    const owner = await registered();
    for (let time = 0; time < 3; time++) await registration().start(account({ email: owner.email }));
    expect(await toldOwner(owner.email)).toBe(1);
    await later(3601);
    await registration().start(account({ phoneNumber: owner.phoneNumber }));
    expect(await toldOwner(owner.email)).toBe(2);
  });

  it('gives a challenge that no code opens', async () => {
    const owner = await registered();
    const { challenge } = await registration().start(account({ email: owner.email }));
    const tries = Array.from({ length: 7 }, (_, index) => String(100_000 + index));
    for (const code of tries)
      expect(await codeOf(registration().verify({ challenge, code }))).toEqual(['INVALID_INPUT', ['code']]);
  });

  it('sends again within the same limits, however often others began', async () => {
    const owner = await registered();
    const challenges = [
      (await registration().start(account())).challenge,
      (await registration().start(account({ email: owner.email }))).challenge,
    ];
    const stories: unknown[][] = [[], []];
    for (const wait of [0, 30, 31, 10, 60, 60, 60, 60]) {
      await later(wait);
      if (wait === 30) await registration().start(account({ email: owner.email }));
      for (const [index, challenge] of challenges.entries())
        stories[index]?.push(await codeOf(registration().resend({ challenge })));
    }
    expect(stories[1]).toEqual(stories[0]);
    expect(stories[0]).toContain('fine');
    await later(24 * 3600);
    await registration().start(account());
    for (const challenge of challenges)
      expect(await codeOf(registration().resend({ challenge }))).toEqual(['NOT_FOUND', []]);
  });

  it('takes another username where the chosen one is gone', async () => {
    await registration().start(account({ username: 'only.one' }));
    const second = account({ username: 'Only.One' });
    const { challenge } = await registration().start(second);
    const { user } = await registration().verify({ challenge, code: await bank.codeFor(second.email) });
    expect(user.username).toMatch(/^c\d{9}$/);
  });
});

describe('a change to somebody’s contact, in the strict profile', () => {
  it('looks sent, and reaches nobody', async () => {
    const [alice, bob] = [await registered(), await registered()];
    await alice.api.auth.stepUp({ password: TEST_PASSWORD });
    await bank.owner(
      `insert into second_factor (user_id, secret_encrypted, created_at, confirmed_at) values (?, ?, ?, ?)`,
      [alice.id, fernetEncrypt(bank.deps.keys.outbox, 'secret', { now: bank.now() }), bank.now(), bank.now()],
    );
    await bank.owner(`update session set amr = '{pwd,otp}' where user_id = ?`, [alice.id]);
    await bank.owner(`update session set amr = '{pwd,otp}' where user_id = ?`, [alice.id]);
    const before = await bank.owner('select 1 from outbox_message');
    await expect(alice.api.contacts.send({ channel: 'email', value: bob.email })).resolves.toMatchObject({
      sentTo: 'p•••@example.com',
    });
    expect(await bank.owner('select 1 from outbox_message')).toHaveLength(before.length);
    expect(await alice.api.profile.get()).toMatchObject({ twoFactorEnabled: true });
  });
});
