import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, freshEmail, freshPhone, publicCaller, type TestBank, TEST_PASSWORD } from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const account = (over = {}) => ({ email: freshEmail(), phoneNumber: freshPhone(), password: TEST_PASSWORD, ...over });
const oneShot = (over = {}) => ({
  username: `u${Math.floor(performance.now() * 1000)}`,
  email: freshEmail(),
  password: 'SecurePass123!',
  confirmPassword: 'SecurePass123!',
  firstName: 'Jane',
  lastName: 'Doe',
  phoneNumber: freshPhone(),
  dateOfBirth: '1992-05-20',
  ssn: '536-90-4399',
  address: '456 Oak Ave, Springfield, IL 62701',
  ...over,
});
const refusedWith = (code: string, field?: string) =>
  expect.objectContaining({
    cause: expect.objectContaining({
      code,
      ...(field ? { fields: expect.objectContaining({ [field]: expect.anything() }) } : {}),
    }),
  });
const count = async (sql: string, params: unknown[] = []) =>
  Number((await bank.owner<{ n: string }>(`select count(*) as n from ${sql}`, params))[0]?.n);

describe('opening an account', () => {
  it('sends a code, confirms the e-mail by it and signs in', async () => {
    const input = account();
    const { challenge, sentTo } = await bank.anonymous.public.registration.start(input);
    expect(sentTo).toMatch(/^p•••@example\.com$/);
    const signedIn = await bank.anonymous.public.registration.verify({
      challenge,
      code: await bank.codeFor(input.email),
    });
    expect(signedIn.user).toMatchObject({
      email: input.email,
      emailConfirmed: true,
      phoneConfirmed: false,
      status: 'INCOMPLETE',
      kycStatus: 'PENDING',
      riskProfile: 'LOW',
    });
    expect(signedIn.user.customerId).toMatch(/^CUST\d{10}$/);
    expect(
      await count(
        `audit_event where actor_id = ? and action in ('account.created', 'contact.confirmed', 'session.started')`,
        [signedIn.user.id],
      ),
    ).toBe(3);
  });

  it('is the first sign-in of the history, and no fresh proof of who is asking', async () => {
    const input = account();
    const { challenge } = await bank.anonymous.public.registration.start(input);
    const code = await bank.codeFor(input.email);
    const { access, user } = await bank.anonymous.public.registration.verify({ challenge, code });
    const api = publicCaller(bank.deps, { access });
    expect((await api.activity.mine({})).items).toMatchObject([{ outcome: 'SUCCEEDED', isCurrent: true }]);
    await expect(api.secondFactor.begin()).rejects.toEqual(refusedWith('STEP_UP_REQUIRED'));
    await api.auth.stepUp({ password: TEST_PASSWORD });
    await expect(api.secondFactor.begin()).resolves.toBeDefined();
    expect(await count(`session where amr = '{pwd}' and user_id = ?`, [user.id])).toBe(1);
  });

  it('gives the role CUSTOMER and nothing else', async () => {
    const customer = await bank.customer();
    const roles = await bank.owner(
      `select r.name from user_role ur join role r on r.id = ur.role_id where ur.user_id = ?`,
      [customer.id],
    );
    expect(roles).toEqual([{ name: 'CUSTOMER' }]);
  });

  it.each([
    [{ password: 'securepass123' }, 'password'],
    [{ password: 'test123' }, 'password'],
    [{ password: 'Password1' }, 'password'],
    [{ phoneNumber: '1234567890' }, 'phoneNumber'],
  ])('refuses %o with a word on how to mend it', async (over, field) => {
    await expect(bank.anonymous.public.registration.start(account(over))).rejects.toEqual(
      refusedWith('INVALID_INPUT', field),
    );
  });

  it.each(['email', 'phoneNumber'] as const)(
    'tells a newcomer that a registration with this %s has begun',
    async (field) => {
      const first = account();
      await bank.anonymous.public.registration.start(first);
      const again = bank.anonymous.public.registration.start(account({ [field]: first[field] }));
      await expect(again).rejects.toEqual(refusedWith('REGISTRATION_IN_PROGRESS', field));
    },
  );

  it('sends the pending owner a fresh code, once the minute is over', async () => {
    const first = account();
    const began = bank.now();
    await bank.anonymous.public.registration.start(first);
    await bank.setNow(new Date(began.getTime() + 61_000));
    await bank.anonymous.public.registration.start(account({ email: first.email })).catch(() => undefined);
    await bank.runJobs();
    expect(await count('dev_message where recipient = ?', [first.email])).toBe(2);
  });

  it('names the field of a confirmed account', async () => {
    const { email, phoneNumber, username } = await bank.customer({ username: 'taken.name' });
    await expect(bank.anonymous.public.registration.start(account({ email: email.toUpperCase() }))).rejects.toEqual(
      refusedWith('EMAIL_TAKEN', 'email'),
    );
    await expect(bank.anonymous.public.registration.start(account({ phoneNumber }))).rejects.toEqual(
      refusedWith('PHONE_TAKEN', 'phoneNumber'),
    );
    await expect(
      bank.anonymous.public.registration.start(account({ username: username.toUpperCase() })),
    ).rejects.toEqual(refusedWith('USERNAME_TAKEN', 'username'));
  });

  it('frees an address that nobody confirmed for a day', async () => {
    const squatted = account();
    await bank.anonymous.public.registration.start(squatted);
    await bank.setNow(new Date(bank.now().getTime() + 24 * 3_600_000 + 1_000));
    await expect(bank.anonymous.public.registration.start(account({ email: squatted.email }))).resolves.toMatchObject({
      challenge: expect.any(String),
    });
    expect(await count(`audit_event where action = 'account.abandoned' and actor_role = 'SYSTEM'`)).toBeGreaterThan(0);
  });
});

describe('fifty registrations at once', () => {
  it.each([
    ['email', { email: 'race@example.com' }],
    ['phoneNumber', { phoneNumber: '+13125559999' }],
    ['username', { username: 'race_winner' }],
  ])('with one %s have one winner; the others learn which field', async (field, same) => {
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, () => bank.anonymous.public.registration.start(account(same))),
    );
    const lost = tries
      .filter((attempt) => attempt.status === 'rejected')
      .map((attempt) => attempt.reason as { code: string; cause: { fields?: object } });
    expect(tries.length - lost.length).toBe(1);
    expect(lost.map((error) => [error.code, Object.keys(error.cause.fields ?? {})])).toEqual(
      Array.from({ length: 49 }, () => ['CONFLICT', [field]]),
    );
  });
});

describe('a code', () => {
  it('is refused when wrong, and after five tries even when right', async () => {
    const input = account();
    const { challenge } = await bank.anonymous.public.registration.start(input);
    const code = await bank.codeFor(input.email);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(bank.anonymous.public.registration.verify({ challenge, code: wrong })).rejects.toEqual(
        refusedWith('INVALID_INPUT', 'code'),
      );
    }
    await expect(bank.anonymous.public.registration.verify({ challenge, code })).rejects.toEqual(
      refusedWith('INVALID_INPUT', 'code'),
    );
  });

  it('lets at most five of fifty parallel guesses be looked at', async () => {
    const input = account();
    const { challenge } = await bank.anonymous.public.registration.start(input);
    await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        bank.anonymous.public.registration.verify({ challenge, code: String(100_000 + index) }),
      ),
    );
    expect(await bank.owner('select tries from one_time_code where id = ?', [challenge])).toEqual([{ tries: 5 }]);
  });

  it('is over after ten minutes', async () => {
    const input = account();
    const { challenge } = await bank.anonymous.public.registration.start(input);
    const code = await bank.codeFor(input.email);
    await bank.setNow(new Date(bank.now().getTime() + 10 * 60_000));
    await expect(bank.anonymous.public.registration.verify({ challenge, code })).rejects.toEqual(
      refusedWith('INVALID_INPUT', 'code'),
    );
  });

  it('is sent once a minute and five times an hour', async () => {
    const { challenge } = await bank.anonymous.public.registration.start(account());
    const sendAgain = (id: string) => bank.anonymous.public.registration.resend({ challenge: id });
    await expect(sendAgain(challenge)).rejects.toEqual(refusedWith('RATE_LIMITED'));
    for (let minute = 1; minute < 5; minute++) {
      await bank.setNow(new Date(bank.now().getTime() + 60_000));
      await sendAgain(challenge);
    }
    await bank.setNow(new Date(bank.now().getTime() + 60_000));
    await expect(sendAgain(challenge)).rejects.toEqual(refusedWith('RATE_LIMITED'));
  });

  it('is nowhere in the tables but in the dev mailbox', async () => {
    const input = account();
    const { challenge } = await bank.anonymous.public.registration.start(input);
    const code = await bank.codeFor(input.email);
    const [row] = await bank.owner<{ text: string }>(
      'select o::text || m::text as text from one_time_code o, outbox_message m where o.id = ? and m.user_id = o.user_id',
      [challenge],
    );
    expect(row?.text).not.toContain(code);
  });

  it('belongs to its owner: another signed-in person cannot use it', async () => {
    const [alice, bob] = [await bank.customer(), await bank.customer()];
    await bank.owner('update app_user set phone_confirmed_at = null where id in (?, ?)', [alice.id, bob.id]);
    await bank.setNow(new Date(bank.now().getTime() + 61_000));
    await alice.api.contacts.send({ channel: 'phone' });
    const code = await bank.codeFor(alice.phoneNumber);
    await expect(bob.api.contacts.verify({ channel: 'phone', code })).rejects.toEqual(
      refusedWith('INVALID_INPUT', 'code'),
    );
    await expect(alice.api.contacts.verify({ channel: 'phone', code })).resolves.toMatchObject({
      phoneConfirmed: true,
    });
  });
});

describe('one-shot registration', () => {
  it('answers with every field of the contract, and keeps nothing in plain text', async () => {
    const input = oneShot();
    const registered = await bank.anonymous.public.registration.register(input);
    expect(registered).toMatchObject({
      username: input.username,
      email: input.email,
      firstName: 'Jane',
      lastName: 'Doe',
      kycStatus: 'PENDING',
      riskProfile: 'LOW',
      isAccountVerified: false,
    });
    const [row] = await bank.owner<{ text: string }>('select customer::text as text from customer where id = ?', [
      registered.id,
    ]);
    expect(row?.text).not.toMatch(/536904399|536-90-4399|Oak Ave/);
  });

  it.each([
    ['2008-11-22', 'UNDER_AGE'],
    ['2026-11-22', 'DATE_IN_FUTURE'],
    ['1890-01-01', 'DATE_TOO_OLD'],
  ])('refuses the birth date %s as %s', async (dateOfBirth, code) => {
    await bank.setNow(new Date('2026-11-21T10:00:00Z'));
    const refused = bank.anonymous.public.registration.register(oneShot({ dateOfBirth }));
    await expect(refused).rejects.toMatchObject({
      cause: { code: 'INVALID_INPUT', fields: { dateOfBirth: [{ code }] } },
    });
  });

  it('takes someone born on 29 February as of age on 1 March of a common year', async () => {
    await bank.setNow(new Date('2026-02-28T23:00:00Z'));
    await expect(bank.anonymous.public.registration.register(oneShot({ dateOfBirth: '2008-02-29' }))).rejects.toEqual(
      refusedWith('INVALID_INPUT', 'dateOfBirth'),
    );
    await bank.setNow(new Date('2026-03-01T00:30:00Z'));
    await expect(
      bank.anonymous.public.registration.register(oneShot({ dateOfBirth: '2008-02-29' })),
    ).resolves.toMatchObject({ kycStatus: 'PENDING' });
  });

  it('notes a birth date in the future as a security event', async () => {
    await bank.setNow(new Date('2026-11-21T10:00:00Z'));
    const before = await count(`security_event where description like '%future%'`);
    await bank.anonymous.public.registration.register(oneShot({ dateOfBirth: '2030-01-01' })).catch(() => undefined);
    expect(await count(`security_event where description like '%future%'`)).toBe(before + 1);
  });

  const references = JSON.parse(
    readFileSync(
      new URL('../../../../../packages/domain/vectors/kyc/reference_examples.json', import.meta.url),
      'utf8',
    ),
  ) as {
    cases: { field: string; value: string; region?: string; verdict: string }[];
  };
  it.each(
    references.cases.filter(({ field, region }) => (field === 'ssn' || field === 'password') && region === undefined),
  )('gives the published verdict on the sample $field $value', async ({ field, value, verdict }) => {
    await bank.setNow(new Date('2026-11-21T10:00:00Z'));
    const over = field === 'password' ? { password: value, confirmPassword: value } : { [field]: value };
    const answer = bank.anonymous.public.registration.register(oneShot(over));
    if (/^accept|^signal/.test(verdict)) await expect(answer).resolves.toMatchObject({ kycStatus: 'PENDING' });
    else await expect(answer).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
