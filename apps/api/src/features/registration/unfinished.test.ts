import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, freshEmail, freshPhone, TEST_PASSWORD, type TestBank, wholeSignIn } from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const inProgress = expect.objectContaining({ cause: expect.objectContaining({ code: 'REGISTRATION_IN_PROGRESS' }) });
const later = (minutes: number) => bank.setNow(new Date(bank.now().getTime() + minutes * 60_000));

describe('a registration cut off before its password was stored', () => {
  it('gives its names back after two minutes, because nobody could ever sign in to it', async () => {
    const person = { email: freshEmail('cut'), phoneNumber: freshPhone(), password: TEST_PASSWORD };
    const { start } = bank.anonymous.public.registration;
    await start(person);
    await bank.owner('update app_user set password_hash = null where email = ?', [person.email]);
    await expect(start(person)).rejects.toEqual(inProgress);
    await later(3);
    const { challenge } = await start(person);
    const signedIn = await bank.anonymous.public.registration.verify({
      challenge,
      code: await bank.codeFor(person.email),
    });
    expect(signedIn.user.emailConfirmed).toBe(true);
  });

  it('keeps a whole one for its owner', async () => {
    const person = { email: freshEmail('whole'), phoneNumber: freshPhone(), password: TEST_PASSWORD };
    const { registration, auth } = bank.anonymous.public;
    await registration.start(person);
    await later(3);
    await expect(registration.start(person)).rejects.toEqual(inProgress);
    await expect(auth.login({ username: person.email, password: person.password })).resolves.toMatchObject({
      user: { email: person.email },
    });
  });
});

describe('a username that looks like somebody’s phone number', () => {
  it('does not stand between that person and their account', async () => {
    // Whoever came first must not matter: without an order the database answers as its pages lie.
    for (const isLookalikeFirst of [true, false]) {
      const phoneNumber = freshPhone();
      const digits = phoneNumber.slice(2);
      if (isLookalikeFirst) await bank.customer({ username: digits });
      const victim = await bank.customer({ phoneNumber });
      if (!isLookalikeFirst) await bank.customer({ username: digits });
      const { user } = wholeSignIn(
        await bank.anonymous.public.auth.login({ username: digits, password: victim.password }),
      );
      expect(user.id).toBe(victim.id);
    }
  });
});
