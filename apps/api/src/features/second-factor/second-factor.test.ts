import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestBank,
  publicCaller,
  type SignedInCustomer,
  staffCaller,
  type TestBank,
  TEST_PASSWORD,
  totpCode,
  type Visitor,
} from '../../testing.ts';

let bank: TestBank;
let strictBank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
  strictBank = await createTestBank({ env: { STAFF_MFA: 'required' } });
});
afterAll(async () => {
  await bank.close();
  await strictBank.close();
});

const WRONG = '000000';

const later = (seconds: number, of = bank) => of.setNow(new Date(of.now().getTime() + seconds * 1000));
const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const onField = (field: string, code: string) =>
  expect.objectContaining({
    cause: expect.objectContaining({ fields: { [field]: [expect.objectContaining({ code })] } }),
  });

type Person = Pick<SignedInCustomer, 'api'>;
async function enrol({ api }: Person, of = bank) {
  const { secret, uri } = await api.secondFactor.begin();
  const { recoveryCodes } = await api.secondFactor.confirm({ code: totpCode(secret, { now: of.now() }) });
  await later(30, of);
  return { secret, uri, recoveryCodes, code: (steps = 0) => totpCode(secret, { now: of.now(), steps }) };
}
async function enrolled() {
  const customer = await bank.customer();
  return { customer, ...(await enrol(customer)) };
}
async function challengeOf({ username }: { username: string }): Promise<string> {
  const answer = await bank.anonymous.public.auth.login({ username, password: TEST_PASSWORD });
  if (!('challenge' in answer)) throw new Error('no second factor was asked for');
  return answer.challenge;
}
const verify = (challenge: string, code: string) => bank.anonymous.public.auth.verify({ challenge, code });
const oneOf = (results: PromiseSettledResult<unknown>[]) =>
  results.filter(({ status }) => status === 'fulfilled').length;

describe('the second factor', () => {
  it('is switched on by a first code, told, audited, and its secret is sealed', async () => {
    const { customer, secret, uri, recoveryCodes } = await enrolled();
    expect(uri).toContain(`secret=${secret}`);
    expect(new Set(recoveryCodes).size).toBe(10);
    await expect(customer.api.secondFactor.status()).resolves.toMatchObject({ isOn: true, recoveryCodesLeft: 10 });
    await expect(customer.api.secondFactor.begin()).rejects.toEqual(refusedWith('SECOND_FACTOR_ON'));
    const [row] = await bank.owner<{ secret_encrypted: string }>(
      'select secret_encrypted from second_factor where user_id = ?',
      [customer.id],
    );
    expect(row?.secret_encrypted).not.toContain(secret);
    const facts = await bank.owner(
      `select action as what from audit_event where actor_id = ? and action = 'second_factor.enabled'
       union all select event_type from security_event where user_id = ? and event_type = 'MFA_ENABLED'
       union all select template from outbox_message where user_id = ? and template = 'second_factor_on'
       union all select 'otp' from session where user_id = ? and 'otp' = any (amr)`,
      [customer.id, customer.id, customer.id, customer.id],
    );
    expect(facts).toHaveLength(4);
  });

  it('is not switched on by a wrong code, and a new secret ends the one before', async () => {
    const { api } = await bank.customer();
    const first = await api.secondFactor.begin();
    const second = await api.secondFactor.begin();
    for (const code of [WRONG, totpCode(first.secret, { now: bank.now() })])
      await expect(api.secondFactor.confirm({ code })).rejects.toEqual(onField('code', 'CODE_INVALID'));
    await expect(
      api.secondFactor.confirm({ code: totpCode(second.secret, { now: bank.now() }) }),
    ).resolves.toBeDefined();
  });

  it('is asked for when signing in, and takes codes one step early or late', async () => {
    for (const steps of [-1, 0, 1]) {
      const { customer, code } = await enrolled();
      await later(30);
      await expect(verify(await challengeOf(customer), code(steps))).resolves.toMatchObject({
        user: { id: customer.id },
      });
    }
    const { customer, code } = await enrolled();
    await expect(verify(await challengeOf(customer), code(2))).rejects.toEqual(onField('code', 'CODE_INVALID'));
  });

  it('refuses a code that was used, also for enrolling', async () => {
    const { customer, code } = await enrolled();
    await expect(verify(await challengeOf(customer), code(-1))).rejects.toEqual(onField('code', 'CODE_INVALID'));
    await verify(await challengeOf(customer), code());
    await expect(verify(await challengeOf(customer), code())).rejects.toEqual(onField('code', 'CODE_INVALID'));
  });

  it('opens one session for sixteen right answers at once, to one challenge or to many', async () => {
    const [one, many] = [await enrolled(), await enrolled()];
    const challenge = await challengeOf(one.customer);
    const same = await Promise.allSettled(Array.from({ length: 16 }, () => verify(challenge, one.code())));
    expect(oneOf(same)).toBe(1);
    const challenges = await Promise.all(Array.from({ length: 16 }, () => challengeOf(many.customer)));
    const code = many.code();
    expect(oneOf(await Promise.allSettled(challenges.map((each) => verify(each, code))))).toBe(1);
  });

  it('locks after five wrong codes for thirty minutes', async () => {
    const { customer, code } = await enrolled();
    const challenge = await challengeOf(customer);
    for (let attempt = 0; attempt < 5; attempt++)
      await expect(verify(challenge, WRONG)).rejects.toEqual(onField('code', 'CODE_INVALID'));
    await expect(verify(challenge, code())).rejects.toMatchObject({
      cause: { code: 'CHALLENGE_OVER', retryAfterSeconds: 1_800, details: { reason: 'FACTOR_LOCKED' } },
    });
    await later(30 * 60 + 1);
    await expect(verify(await challengeOf(customer), code())).resolves.toBeDefined();
    const failures = await bank.owner(
      `select 1 from login_activity where user_id = ? and outcome = 'SECOND_FACTOR_FAILED'`,
      [customer.id],
    );
    expect(failures).toHaveLength(5);
  });

  it('is open to its owner inside and at a browser of theirs while strangers guess at the door', async () => {
    const { customer, code } = await enrolled();
    const home: Visitor = {};
    const { username, password } = customer;
    const answer = async (visitor: Visitor) => {
      const signedIn = await publicCaller(bank.deps, visitor).auth.login({ username, password });
      return publicCaller(bank.deps, visitor).auth.verify({
        challenge: 'challenge' in signedIn ? signedIn.challenge : '',
        code: code(),
      });
    };
    await answer(home);
    await later(30);
    const challenge = await challengeOf(customer);
    for (let guess = 0; guess < 5; guess++) await verify(challenge, WRONG).catch(() => undefined);
    await expect(answer({})).rejects.toEqual(refusedWith('CHALLENGE_OVER'));
    const { access } = await answer(home);
    await later(30);
    await expect(publicCaller(bank.deps, { access }).auth.stepUp({ code: code() })).resolves.toBeDefined();
  });

  it('is replaced by each recovery code once, which is told', async () => {
    const { customer, recoveryCodes } = await enrolled();
    const recovery = recoveryCodes[0] ?? '';
    const signedIn = await verify(await challengeOf(customer), recovery.toLowerCase());
    await expect(verify(await challengeOf(customer), recovery)).rejects.toEqual(onField('code', 'CODE_INVALID'));
    const api = publicCaller(bank.deps, { access: signedIn.access });
    await expect(api.secondFactor.status()).resolves.toMatchObject({ recoveryCodesLeft: 9 });
    const told = await bank.owner(
      `select 1 from outbox_message where user_id = ? and template = 'recovery_code_used'`,
      [customer.id],
    );
    expect(told).toHaveLength(1);
  });

  it('is switched off, and its recovery codes renewed, only with a code', async () => {
    const { customer, code, recoveryCodes } = await enrolled();
    const { secondFactor } = customer.api;
    await expect(secondFactor.disable({ code: WRONG })).rejects.toEqual(onField('code', 'CODE_INVALID'));
    const renewed = await secondFactor.renewRecoveryCodes({ code: code() });
    await expect(secondFactor.disable({ code: recoveryCodes[1] ?? '' })).rejects.toEqual(
      onField('code', 'CODE_INVALID'),
    );
    await secondFactor.disable({ code: renewed.recoveryCodes[0] ?? '' });
    await expect(secondFactor.status()).resolves.toMatchObject({ isOn: false, recoveryCodesLeft: 0 });
    await expect(secondFactor.disable({ code: code() })).rejects.toEqual(refusedWith('SECOND_FACTOR_OFF'));
  });
});

describe('a challenge', () => {
  it('is over when unknown, used, at the other door, after a block, or after five minutes', async () => {
    const { customer, code } = await enrolled();
    const over = refusedWith('CHALLENGE_OVER');
    const [used, blocked, old] = [
      await challengeOf(customer),
      await challengeOf(customer),
      await challengeOf(customer),
    ];
    await expect(bank.anonymous.staff.auth.verify({ challenge: used, code: code() })).rejects.toEqual(over);
    await verify(used, code());
    await later(30);
    await expect(verify(used, code())).rejects.toEqual(over);
    await expect(verify('x'.repeat(43), code())).rejects.toEqual(over);
    await bank.owner('update app_user set is_blocked = true where id = ?', [customer.id]);
    await expect(verify(blocked, code())).rejects.toEqual(over);
    await bank.owner('update app_user set is_blocked = false where id = ?', [customer.id]);
    await later(271);
    await expect(verify(old, code())).rejects.toEqual(over);
  });
});

describe('stepping up', () => {
  it('takes the password where no factor is on, and lasts five minutes', async () => {
    const { api } = await bank.customer();
    await later(301);
    await expect(api.secondFactor.begin()).rejects.toEqual(refusedWith('STEP_UP_REQUIRED'));
    await expect(api.auth.stepUp({ password: 'Wrong-password-1' })).rejects.toEqual(
      onField('password', 'PASSWORD_WRONG'),
    );
    await expect(api.auth.stepUp({ code: WRONG })).rejects.toEqual(onField('password', 'REQUIRED'));
    await api.auth.stepUp({ password: TEST_PASSWORD });
    await later(299);
    await expect(api.secondFactor.begin()).resolves.toBeDefined();
    await later(2);
    await expect(api.secondFactor.begin()).rejects.toEqual(refusedWith('STEP_UP_REQUIRED'));
  });

  it('asks for the factor where it is on', async () => {
    const { customer, code } = await enrolled();
    await expect(customer.api.auth.stepUp({ password: TEST_PASSWORD })).rejects.toEqual(onField('code', 'REQUIRED'));
    await customer.api.auth.stepUp({ code: code() });
    await expect(customer.api.auth.stepUp({ code: code() })).rejects.toEqual(onField('code', 'CODE_INVALID'));
  });

  it('stops after five wrong passwords, also for the right one', async () => {
    const { api } = await bank.customer();
    for (let attempt = 0; attempt < 5; attempt++)
      await expect(api.auth.stepUp({ password: 'Wrong-password-1' })).rejects.toBeDefined();
    await expect(api.auth.stepUp({ password: TEST_PASSWORD })).rejects.toEqual(refusedWith('RATE_LIMITED'));
  });
});

describe('where staff must have a second factor', () => {
  it('lets them sign in to set it up, and into the portal after that', async () => {
    const { api, username } = await strictBank.newStaff('reviewer');
    await expect(api.review.queue({})).rejects.toEqual(refusedWith('MFA_REQUIRED'));
    const { code } = await enrol({ api: api as never }, strictBank); // the router of the factor is one at both doors
    await expect(api.review.queue({})).resolves.toBeDefined();
    await expect(api.secondFactor.disable({ code: code() })).rejects.toEqual(refusedWith('SECOND_FACTOR_NEEDED'));
    const answer = await staffCaller(strictBank.deps).auth.login({ username, password: TEST_PASSWORD });
    expect(answer).toHaveProperty('challenge');
  });

  it('shows them no document before that', async () => {
    const { access } = await strictBank.newStaff('admin');
    const answer = await request(strictBank.staffApp)
      .get(`/documents/${crypto.randomUUID()}/preview`)
      .set('authorization', `Bearer ${access}`);
    expect(answer).toMatchObject({ status: 403, body: { code: 'MFA_REQUIRED' } });
  });
});
