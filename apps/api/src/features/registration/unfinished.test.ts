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

describe('letters that look like those of a username', () => {
  const ALIKE = [
    '\u0430sha.rao',
    'a\u0455ha.rao',
    '\uFF41sha.rao',
    'asha\u200B.rao',
    'asha\u2024rao',
    '\u202Easha.rao',
  ];

  it('make no second one, and sign nobody in', async () => {
    await bank.customer({ username: 'asha.rao' });
    const person = { email: freshEmail('alike'), phoneNumber: freshPhone(), password: TEST_PASSWORD };
    for (const username of ALIKE) {
      const { registration, auth } = bank.anonymous.public;
      await expect(registration.start({ ...person, username })).rejects.toThrow('USERNAME_FORMAT');
      await expect(auth.login({ username, password: TEST_PASSWORD })).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    }
  });
});

describe('what is drawn for an account', () => {
  const taken = (table: string, column: string, value: string) => `
    create sequence ${table}_draws;
    create function draw_${table}() returns trigger language plpgsql security definer as $$ begin
      if nextval('${table}_draws') <= 2 then new.${column} := '${value}'; end if; return new; end $$;
    create trigger draw before insert on ${table} for each row execute function draw_${table}()`;

  it('is drawn again where somebody has it: customer number and username', async () => {
    const { id, username } = await bank.customer();
    const [row] = await bank.owner<{ number: string }>('select customer_number as number from customer where id = ?', [
      id,
    ]);
    await bank.owner(taken('customer', 'customer_number', row?.number ?? ''));
    await bank.owner(taken('app_user', 'username', username));
    const person = { email: freshEmail('drawn'), phoneNumber: freshPhone(), password: TEST_PASSWORD };
    await expect(bank.anonymous.public.registration.start(person)).resolves.toHaveProperty('challenge');
  });
});
