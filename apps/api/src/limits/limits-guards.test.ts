import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestBank,
  freshEmail,
  freshPhone,
  IDENTITY,
  publicCaller,
  type SignedInCustomer,
  SSN,
  staffCaller,
  type TestBank,
  TEST_PASSWORD,
  totpCode,
} from '../testing.ts';
import type { PublicCaller } from '../testing/callers.ts';
import { LIMITS, type LimitName } from './limits.ts';

let bank: TestBank;
let customer: SignedInCustomer;
beforeAll(async () => {
  bank = await createTestBank({ env: { RATE_LIMIT_FACTOR: '1' } });
  customer = await bank.customer();
});
afterAll(() => bank.close());

const refusalOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 'none',
    (error: { cause?: { code?: string; retryAfterSeconds?: number } }) =>
      error.cause?.code === 'RATE_LIMITED' && error.cause.retryAfterSeconds !== undefined
        ? error.cause.code
        : 'another',
  );

const contacts = () => ({ email: freshEmail(), phoneNumber: freshPhone(), password: TEST_PASSWORD });
const challenge = 'c'.repeat(43);
const code = '000000';
const token = 't'.repeat(43);

interface Door {
  readonly name: string;
  readonly limit: LimitName;
  readonly knock: (api: PublicCaller) => Promise<unknown>;
}

const DOORS: readonly Door[] = [
  { name: 'registration.start', limit: 'registration', knock: (api) => api.registration.start(contacts()) },
  {
    name: 'registration.register',
    limit: 'registration',
    knock: (api) =>
      api.registration.register({
        ...contacts(),
        ...IDENTITY,
        confirmPassword: TEST_PASSWORD,
        username: 'one.shot.limited',
        ssn: SSN,
        address: '456 Oak Ave, Springfield, IL 62701',
      }),
  },
  {
    name: 'registration.verify',
    limit: 'code-checking',
    knock: (api) => api.registration.verify({ challenge, code }),
  },
  { name: 'registration.resend', limit: 'code-sending', knock: (api) => api.registration.resend({ challenge }) },
  {
    name: 'contacts.send',
    limit: 'code-sending',
    knock: (api) => api.contacts.send({ channel: 'email', value: freshEmail() }),
  },
  {
    name: 'contacts.verify',
    limit: 'code-checking',
    knock: (api) => api.contacts.verify({ channel: 'email', code }),
  },
  { name: 'auth.verify', limit: 'code-checking', knock: (api) => api.auth.verify({ challenge, code }) },
  {
    name: 'password.forgot',
    limit: 'password-forgot',
    knock: (api) => api.password.forgot({ username: 'nobody.at.all' }),
  },
  {
    name: 'password.reset',
    limit: 'password-reset',
    knock: (api) => api.password.reset({ token, newPassword: 'Salt-marsh-heron-7' }),
  },
];

describe('the general limits', () => {
  it.each(DOORS.map((door, index) => ({ ...door, address: `198.51.100.${index + 1}` })))(
    'refuse $name once its address has used up $limit, and nobody else',
    async ({ limit, knock, address }) => {
      await bank.deps.limits.consume(limit, address, LIMITS[limit].points);
      expect(await refusalOf(knock(publicCaller(bank.deps, { address, access: customer.access })))).toBe(
        'RATE_LIMITED',
      );
      const neighbour = { address: address.replace('198.51.100', '203.0.113'), access: customer.access };
      expect(await refusalOf(knock(publicCaller(bank.deps, neighbour)))).not.toBe('RATE_LIMITED');
    },
  );

  it('turn nobody away who signs in with both factors, whatever was tried from their address', async () => {
    const address = '198.51.100.201';
    const { api, username, password } = await bank.customer();
    const { secret } = await api.secondFactor.begin();
    await api.secondFactor.confirm({ code: totpCode(secret, { now: bank.now() }) });
    await bank.setNow(new Date(bank.now().getTime() + 30_000));
    await bank.deps.limits.consume('code-checking', address, LIMITS['code-checking'].points);
    const { auth } = publicCaller(bank.deps, { address });
    const answer = await auth.login({ username, password });
    const given = { challenge: 'challenge' in answer ? answer.challenge : '' };
    await expect(auth.verify({ ...given, code: totpCode(secret, { now: bank.now() }) })).resolves.toMatchObject({
      user: { username },
    });
  });

  it('hold at the staff door as well, for the same address', async () => {
    const address = '198.51.100.200';
    for (const limit of ['code-checking', 'password-forgot', 'password-reset'] as const)
      await bank.deps.limits.consume(limit, address, LIMITS[limit].points);
    const { auth, password } = staffCaller(bank.deps, { address });
    expect(await refusalOf(auth.verify({ challenge, code }))).toBe('RATE_LIMITED');
    expect(await refusalOf(password.forgot({ username: 'nobody.at.all' }))).toBe('RATE_LIMITED');
    expect(await refusalOf(password.reset({ token, newPassword: 'Salt-marsh-heron-7' }))).toBe('RATE_LIMITED');
  });
});
