import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestBank,
  freshEmail,
  freshPhone,
  publicCaller,
  type SignedInCustomer,
  staffCaller,
  type TestBank,
  TEST_PASSWORD,
  testContext,
  totpCode,
  wholeSignIn,
} from '../../testing.ts';
import { factorProofKey } from '../auth/throttle-keys.service.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank({ env: { STAFF_MFA: 'required' } });
});
afterAll(() => bank.close());

const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });

async function enrol({ api }: Pick<SignedInCustomer, 'api'>) {
  const { secret } = await api.secondFactor.begin();
  const { recoveryCodes } = await api.secondFactor.confirm({ code: totpCode(secret, { now: bank.now() }) });
  await bank.setNow(new Date(bank.now().getTime() + 30_000));
  return { recoveryCodes, code: () => totpCode(secret, { now: bank.now() }) };
}

describe('a session without the second factor', () => {
  it('ends when the factor is switched on in another one', async () => {
    const owner = await bank.newStaff('admin');
    const { access } = wholeSignIn(
      await bank.anonymous.staff.auth.login({ username: owner.username, password: TEST_PASSWORD }),
    );
    await enrol({ api: owner.api as never }); // the router of the factor is one at both doors
    await expect(staffCaller(bank.deps, { access }).profile.get()).rejects.toEqual(refusedWith('SESSION_ENDED'));
    await expect(owner.api.staffNetworks.get()).resolves.toBeDefined();
  });

  it('is asked for it before anything else, and goes on once it was shown', async () => {
    const customer = await bank.customer();
    const { code } = await enrol(customer);
    const { api } = customer;
    await bank.owner(`update session set amr = '{pwd}' where user_id = ?`, [customer.id]);
    const calls = [() => api.profile.get(), () => api.application.overview(), () => api.secondFactor.status()];
    for (const call of calls)
      await expect(call()).rejects.toMatchObject({ cause: { code: 'STEP_UP_REQUIRED', details: { factor: 'code' } } });
    await api.auth.stepUp({ code: code() });
    for (const call of calls) await expect(call()).resolves.toBeDefined();
  });
});

describe('an account whose e-mail nobody has confirmed', () => {
  it('takes no second factor, so that its owner is not shut out for good', async () => {
    const email = freshEmail('squatted');
    const { registration, auth } = bank.anonymous.public;
    const { challenge } = await registration.start({ email, phoneNumber: freshPhone(), password: TEST_PASSWORD });
    const signedIn = wholeSignIn(await auth.login({ username: email, password: TEST_PASSWORD }));
    const squatter = publicCaller(bank.deps, { access: signedIn.access });
    await expect(squatter.secondFactor.begin()).rejects.toEqual(refusedWith('EMAIL_UNCONFIRMED'));
    const { access } = await registration.verify({ challenge, code: await bank.codeFor(email) });
    const api = publicCaller(bank.deps, { access });
    await api.auth.stepUp({ password: TEST_PASSWORD });
    const { secret } = await api.secondFactor.begin();
    await bank.owner('update app_user set email_confirmed_at = null where email = ?', [email]);
    await expect(api.secondFactor.confirm({ code: totpCode(secret, { now: bank.now() }) })).rejects.toEqual(
      refusedWith('EMAIL_UNCONFIRMED'),
    );
  });
});

describe('a recovery code that is sent several times at once', () => {
  it('counts once as right and never as wrong', async () => {
    const customer = await bank.customer();
    const { recoveryCodes } = await enrol(customer);
    const [recovery = ''] = recoveryCodes;
    const answers = await Promise.allSettled(
      Array.from({ length: 4 }, () => customer.api.auth.stepUp({ code: recovery })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const failures = () =>
      bank.owner('select failures from login_throttle where key = ?', [
        factorProofKey(testContext(bank.deps, 'customer'), customer.id),
      ]);
    expect(await failures()).toEqual([{ failures: 0 }]);
    await customer.api.auth.stepUp({ code: 'A'.repeat(24) }).catch(() => undefined);
    expect(await failures()).toEqual([{ failures: 1 }]);
  });
});
