import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestBank,
  publicCaller,
  type SignedInCustomer,
  staffCaller,
  type TestBank,
  TEST_PASSWORD,
  totpCode,
} from '../../testing.ts';

const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const after = (bank: TestBank, seconds: number) => bank.setNow(new Date(bank.now().getTime() + seconds * 1_000));

async function enrol(bank: TestBank, { api }: Pick<SignedInCustomer, 'api'>) {
  const { secret } = await api.secondFactor.begin();
  const { recoveryCodes } = await api.secondFactor.confirm({ code: totpCode(secret, { now: bank.now() }) });
  await after(bank, 30);
  return { code: () => totpCode(secret, { now: bank.now() }), recoveryCodes };
}

describe('a challenge that waits for its code', () => {
  let bank: TestBank;
  beforeAll(async () => {
    bank = await createTestBank();
  });
  afterAll(() => bank.close());

  async function halfway() {
    const customer = await bank.customer();
    const { code } = await enrol(bank, customer);
    const { username } = customer;
    const answer = await bank.anonymous.public.auth.login({ username, password: TEST_PASSWORD });
    if (!('challenge' in answer)) throw new Error('no second factor was asked for');
    const { challenge } = answer;
    return { id: customer.id, verify: () => bank.anonymous.public.auth.verify({ challenge, code: code() }) };
  }

  it.each([
    ['its person must choose a new password', 'update app_user set must_reset_password = true where id = ?'],
    [
      'the password was changed since',
      "update app_user set password_changed_at = bank_now() + interval '1 second' where id = ?",
    ],
    ['it was taken back', 'update login_challenge set consumed_at = bank_now() where user_id = ?'],
  ])('is over once %s', async (_why, sql) => {
    const { id, verify } = await halfway();
    await bank.owner(sql, [id]);
    await expect(verify()).rejects.toEqual(refusedWith('CHALLENGE_OVER'));
  });

  it('lasts 4:59 and not 5:00', async () => {
    const [young, old] = [await halfway(), await halfway()];
    await after(bank, 299 - 60);
    await expect(old.verify()).resolves.toMatchObject({ user: { id: old.id } });
    await after(bank, 61);
    await expect(young.verify()).rejects.toEqual(refusedWith('CHALLENGE_OVER'));
  });

  it('belongs to the door that gave it', async () => {
    const { username, visitor } = await bank.newStaff('reviewer');
    const api = staffCaller(bank.deps, visitor);
    const { recoveryCodes } = await enrol(bank, { api: api as never }); // the router of the factor is one at both doors
    const answer = await bank.anonymous.staff.auth.login({ username, password: TEST_PASSWORD });
    if (!('challenge' in answer)) throw new Error('no second factor was asked for');
    const given = { challenge: answer.challenge, code: recoveryCodes[0] ?? '' };
    await expect(bank.anonymous.public.auth.verify(given)).rejects.toEqual(refusedWith('CHALLENGE_OVER'));
    await expect(bank.anonymous.staff.auth.verify(given)).resolves.toMatchObject({ user: { username } });
  });
});

describe('the second factor of an open session', () => {
  let bank: TestBank;
  beforeAll(async () => {
    bank = await createTestBank();
  });
  afterAll(() => bank.close());

  it('is begun and confirmed only by who has just proved themself', async () => {
    const { api } = await bank.customer();
    const { secret } = await api.secondFactor.begin();
    await after(bank, 300);
    const confirm = () => api.secondFactor.confirm({ code: totpCode(secret, { now: bank.now() }) });
    await expect(confirm()).rejects.toEqual(refusedWith('STEP_UP_REQUIRED'));
    await expect(api.secondFactor.begin()).rejects.toEqual(refusedWith('STEP_UP_REQUIRED'));
    await expect(api.secondFactor.status()).resolves.toMatchObject({ isOn: false });
    await api.auth.stepUp({ password: TEST_PASSWORD });
    await expect(confirm()).resolves.toBeDefined();
  });

  it('gives new recovery codes for a code only, and keeps the old ones otherwise', async () => {
    const customer = await bank.customer();
    const { recoveryCodes } = await enrol(bank, customer);
    const { secondFactor } = customer.api;
    for (const code of ['000000', 'A'.repeat(24)])
      await expect(secondFactor.renewRecoveryCodes({ code })).rejects.toEqual(refusedWith('INVALID_INPUT'));
    await expect(secondFactor.disable({ code: recoveryCodes[9] ?? '' })).resolves.toEqual({ ok: true });
    await expect(secondFactor.renewRecoveryCodes({ code: '000000' })).rejects.toEqual(refusedWith('SECOND_FACTOR_OFF'));
  });
});

describe('the strict profile', () => {
  let bank: TestBank;
  beforeAll(async () => {
    bank = await createTestBank({ env: { SECURITY_PROFILE: 'strict' } });
  });
  afterAll(() => bank.close());

  it.each(['public', 'staff'] as const)('says at the %s door that everyone needs a second factor', async (door) => {
    await expect(bank.anonymous[door].auth.rules()).resolves.toEqual({
      profile: 'strict',
      passwordMinLength: 15,
      isSecondFactorRequired: true,
    });
  });

  it('lets customers and staff without one only set it up', async () => {
    const email = 'strict.customer@example.com';
    const { start, verify } = bank.anonymous.public.registration;
    const { challenge } = await start({ email, phoneNumber: '+13122009999', password: TEST_PASSWORD });
    const { access, user } = await verify({ challenge, code: await bank.codeFor(email) });
    expect(user.mustEnrol).toBe(true);
    const api = publicCaller(bank.deps, { access });
    await expect(api.application.overview()).rejects.toEqual(refusedWith('MFA_REQUIRED'));
    await expect(api.contacts.send({ channel: 'phone' })).rejects.toEqual(refusedWith('MFA_REQUIRED'));
    await api.auth.stepUp({ password: TEST_PASSWORD });
    const { code } = await enrol(bank, { api });
    await expect(api.application.overview()).resolves.toBeDefined();
    await expect(api.secondFactor.disable({ code: code() })).rejects.toEqual(refusedWith('SECOND_FACTOR_NEEDED'));
    const { api: reviewer } = await bank.newStaff('reviewer');
    await expect(reviewer.review.queue({})).rejects.toEqual(refusedWith('MFA_REQUIRED'));
  });
});
