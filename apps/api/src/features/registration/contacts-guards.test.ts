import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestBank,
  freshEmail,
  freshPhone,
  publicCaller,
  type SignedInCustomer,
  TEST_PASSWORD,
  type TestBank,
  wholeSignIn,
} from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const later = (seconds: number) => bank.setNow(new Date(bank.now().getTime() + seconds * 1_000));
const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 'fine',
    (error: { cause?: { code?: string } }) => error.cause?.code,
  );

describe('asking whether somebody has a contact', () => {
  const WAYS: readonly [string, (asking: SignedInCustomer, value: string) => Promise<unknown>][] = [
    ['a change of the phone', ({ api }, value) => api.contacts.send({ channel: 'phone', value })],
    ['the profile', ({ api }, phoneNumber) => api.profile.update({ phoneNumber })],
  ];

  it.each(WAYS)('by %s is answered once a minute and five times an hour', async (_way, ask) => {
    const [asking, victim] = [await bank.customer(), await bank.customer()];
    const answers: unknown[] = [];
    for (const wait of [0, 0, 61, 61, 61, 61, 61]) {
      await later(wait);
      await asking.api.auth.stepUp({ password: TEST_PASSWORD });
      answers.push(await codeOf(ask(asking, victim.phoneNumber)));
    }
    const [once, limit] = ['CONFLICT', 'RATE_LIMITED'];
    expect(answers.map((code) => (code === 'RATE_LIMITED' ? limit : once))).toEqual([
      once,
      limit,
      once,
      once,
      once,
      once,
      limit,
    ]);
    expect(await codeOf(ask(asking, freshPhone()))).toBe('RATE_LIMITED');
  });

  it('by the profile counts for the address too, and repeating one’s own number does not', async () => {
    const { api, phoneNumber } = await bank.customer();
    const counted = async () => {
      const [row] = await bank.owner<{ n: number }>(
        `select coalesce(sum(points), 0)::int as n from rate_limit where key like 'code-sending%'`,
      );
      return row?.n;
    };
    const before = (await counted()) ?? 0;
    await api.profile.update({ phoneNumber, language: 'hi' });
    expect(await counted()).toBe(before);
    await api.profile.update({ phoneNumber: freshPhone() });
    expect(await counted()).toBe(before + 1);
  });
});

describe('a phone that nobody confirmed', () => {
  async function squatted() {
    const squatter = { email: freshEmail('squatter'), phoneNumber: freshPhone(), password: TEST_PASSWORD };
    const { registration } = bank.anonymous.public;
    const { challenge } = await registration.start(squatter);
    await registration.verify({ challenge, code: await bank.codeFor(squatter.email) });
    return squatter;
  }
  const signIn = (username: string) => bank.anonymous.public.auth.login({ username, password: TEST_PASSWORD });

  it('signs nobody in until it is confirmed', async () => {
    const { phoneNumber, email } = await squatted();
    expect(await codeOf(signIn(phoneNumber))).toBe('INVALID_CREDENTIALS');
    const { access } = wholeSignIn(await signIn(email));
    const { contacts } = publicCaller(bank.deps, { access });
    await contacts.send({ channel: 'phone' });
    await contacts.verify({ channel: 'phone', code: await bank.codeFor(phoneNumber) });
    expect(await codeOf(signIn(phoneNumber))).toBe('fine');
  });

  it('is its owner’s to register after a day, and gone from the account that held it', async () => {
    const { phoneNumber, email } = await squatted();
    const owner = () => bank.customer({ phoneNumber });
    expect(await codeOf(owner())).toBe('PHONE_TAKEN');
    await later(24 * 3_600 + 1);
    const { id } = await owner();
    expect(wholeSignIn(await signIn(phoneNumber)).user.id).toBe(id);
    const { access } = wholeSignIn(await signIn(email));
    const { contacts, profile } = publicCaller(bank.deps, { access });
    expect(await profile.get()).toMatchObject({ phoneNumber: '', phoneConfirmed: false });
    await expect(contacts.send({ channel: 'phone' })).rejects.toMatchObject({
      cause: { fields: { value: [{ code: 'REQUIRED' }] } },
    });
    const own = freshPhone();
    await contacts.send({ channel: 'phone', value: own });
    await contacts.verify({ channel: 'phone', code: await bank.codeFor(own) });
    expect(await profile.get()).toMatchObject({ phoneNumber: own, phoneConfirmed: true });
  });

  it('stays with whoever confirmed it', async () => {
    const { api, phoneNumber, username } = await bank.customer();
    expect(await api.profile.get()).toMatchObject({ phoneNumber });
    await later(48 * 3_600);
    await squatted();
    const { access } = wholeSignIn(await signIn(username));
    expect(await publicCaller(bank.deps, { access }).profile.get()).toMatchObject({ phoneNumber });
  });
});

describe('a changed contact', () => {
  it('is an event of security', async () => {
    const { api, id } = await bank.customer();
    const value = freshPhone();
    await api.contacts.send({ channel: 'phone', value });
    await api.contacts.verify({ channel: 'phone', code: await bank.codeFor(value) });
    expect(await bank.owner(`select event_type, severity from security_event where user_id = ?`, [id])).toEqual([
      { event_type: 'CONTACT_CHANGED', severity: 'MEDIUM' },
    ]);
  });
});
