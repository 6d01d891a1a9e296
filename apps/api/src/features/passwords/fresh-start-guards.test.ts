import { fernetEncrypt } from '@ostiary/domain/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestBank,
  freshEmail,
  freshPhone,
  publicCaller,
  type TestBank,
  TEST_PASSWORD,
  totpCode,
  type Visitor,
} from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const NEW_PASSWORD = 'Salt-marsh-heron-7';
const WRONG = 'Wrong-password-1';
const after = (seconds: number) => bank.setNow(new Date(bank.now().getTime() + seconds * 1_000));
const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });

async function reset(email: string): Promise<void> {
  const { password } = bank.anonymous.public;
  await password.forgot({ username: email });
  await bank.runJobs();
  const [row] = await bank.owner<{ token: string }>(
    `select substring(body from '#token=([A-Za-z0-9_-]{43})') as token from dev_message
     where recipient = ? and body like '%#token=%' order by at desc, id desc limit 1`,
    [email],
  );
  await password.reset({ token: row?.token ?? '', newPassword: NEW_PASSWORD });
}
async function enrolled() {
  const customer = await bank.customer();
  const { secret } = await customer.api.secondFactor.begin();
  await customer.api.secondFactor.confirm({ code: totpCode(secret, { now: bank.now() }) });
  await after(30);
  return { ...customer, code: () => totpCode(secret, { now: bank.now() }) };
}

describe('a password chosen by the link', () => {
  it('opens the owner’s own browser, however often it had guessed, and that is new again', async () => {
    const { email, id } = await bank.customer();
    const home: Visitor = {};
    const logIn = (password: string) => publicCaller(bank.deps, home).auth.login({ username: email, password });
    await logIn(TEST_PASSWORD);
    for (let guess = 0; guess < 5; guess++) await logIn(WRONG).catch(() => undefined);
    await expect(logIn(TEST_PASSWORD)).rejects.toEqual(refusedWith('INVALID_CREDENTIALS'));
    await reset(email);
    expect(await bank.owner('select 1 from known_device where user_id = ?', [id])).toEqual([]);
    await expect(logIn(NEW_PASSWORD)).resolves.toMatchObject({ user: { email } });
    for (let guess = 0; guess < 4; guess++) await logIn(WRONG).catch(() => undefined);
    await expect(logIn(NEW_PASSWORD)).resolves.toMatchObject({ user: { email } });
  });

  it('opens the second factor and the proofs inside a session', async () => {
    const { api, email, code } = await enrolled();
    for (let guess = 0; guess < 5; guess++) await api.auth.stepUp({ code: '000000' }).catch(() => undefined);
    await expect(api.auth.stepUp({ code: code() })).rejects.toEqual(refusedWith('RATE_LIMITED'));
    await reset(email);
    const answer = await bank.anonymous.public.auth.login({ username: email, password: NEW_PASSWORD });
    const challenge = 'challenge' in answer ? answer.challenge : '';
    await expect(bank.anonymous.public.auth.verify({ challenge, code: code() })).resolves.toMatchObject({
      user: { email },
    });
  });

  it('leaves nothing of whoever had registered the address of somebody else', async () => {
    const [email, phoneNumber] = [freshEmail('victim'), freshPhone()];
    await bank.anonymous.public.registration.start({ email, phoneNumber, password: TEST_PASSWORD });
    const [row] = await bank.owner<{ id: string }>('select id from app_user where email = ?', [email]);
    await bank.owner(
      'insert into second_factor (user_id, secret_encrypted, created_at, confirmed_at) values (?, ?, ?, ?)',
      [row?.id, fernetEncrypt(bank.deps.keys.outbox, 'secret', { now: bank.now() }), bank.now(), bank.now()],
    );
    await reset(email);
    await expect(bank.anonymous.public.auth.login({ username: email, password: NEW_PASSWORD })).resolves.toMatchObject({
      user: { emailConfirmed: true, phoneConfirmed: false },
    });
    expect(await bank.owner('select phone_number from app_user where email = ?', [email])).toEqual([
      { phone_number: null },
    ]);
  });

  it('leaves an owner who had confirmed the address their factor and their number', async () => {
    const { email, phoneNumber } = await enrolled();
    await reset(email);
    await expect(bank.anonymous.public.auth.login({ username: email, password: NEW_PASSWORD })).resolves.toHaveProperty(
      'challenge',
    );
    expect(await bank.owner('select phone_number from app_user where email = ?', [email])).toEqual([
      { phone_number: phoneNumber },
    ]);
  });
});

describe('changing the password with a second factor on', () => {
  it('asks for the factor, unless it was shown within five minutes', async () => {
    const { api, code } = await enrolled();
    const change = () => api.password.change({ currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD });
    await after(300);
    await expect(change()).rejects.toMatchObject({
      cause: { code: 'STEP_UP_REQUIRED', details: { factor: 'code' } },
    });
    await api.auth.stepUp({ code: code() });
    await expect(change()).resolves.toEqual({ ok: true });
  });
});
