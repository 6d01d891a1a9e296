import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, publicCaller, type TestBank, TEST_PASSWORD, wholeSignIn } from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const NEW_PASSWORD = 'Salt-marsh-heron-7';
const WRONG = 'Not-this-one-99';
const later = (minutes: number) => bank.setNow(new Date(bank.now().getTime() + minutes * 60_000));
const passwords = () => bank.anonymous.public.password;
const refusedWith = (field: string, code: string) =>
  expect.objectContaining({
    cause: expect.objectContaining({ fields: { [field]: [expect.objectContaining({ code })] } }),
  });
const linkDead = refusedWith('token', 'RESET_LINK_INVALID');
const count = async (sql: string, params: unknown[] = []) =>
  Number((await bank.owner<{ n: string }>(`select count(*) as n from ${sql}`, params))[0]?.n);
const signIn = (username: string, password: string) => bank.anonymous.public.auth.login({ username, password });

async function askForLink(username: string, email: string): Promise<string> {
  await passwords().forgot({ username });
  await bank.runJobs();
  const [row] = await bank.owner<{ text: string }>(
    `select body as text from dev_message where recipient = ? and body like '%#token=%' order by at desc, id desc limit 1`,
    [email],
  );
  const [, token] = /\/reset-password#token=([A-Za-z0-9_-]{43})/.exec(row?.text ?? '') ?? [];
  if (token === undefined) throw new Error('no link was sent');
  return token;
}

describe('a forgotten password', () => {
  it('is replaced by the link: sessions end, the owner is told, only the new one signs in', async () => {
    const customer = await bank.customer();
    const token = await askForLink(customer.username, customer.email);
    await expect(passwords().reset({ token, newPassword: NEW_PASSWORD })).resolves.toEqual({ ok: true });
    await expect(customer.api.profile.get()).rejects.toMatchObject({ cause: { code: 'SESSION_ENDED' } });
    await expect(signIn(customer.email, TEST_PASSWORD)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    expect(wholeSignIn(await signIn(customer.email, NEW_PASSWORD)).user.id).toBe(customer.id);
    expect(await count(`outbox_message where user_id = ? and template = 'password_changed'`, [customer.id])).toBe(1);
    expect(await count(`audit_event where actor_id = ? and action = 'password.reset'`, [customer.id])).toBe(1);
  });

  it('is asked for alike whether the account exists or not', async () => {
    const { email } = await bank.customer();
    const facts = async () => [
      await count('jobs.job where name = ?', ['start-reset']),
      await count(`audit_event where action = 'password.reset-asked'`),
      await count('password_reset'),
      await count('outbox_message'),
    ];
    const effects: unknown[] = [];
    for (const username of [email, 'nobody@example.com']) {
      const before = await facts();
      const answer = await passwords().forgot({ username });
      effects.push([answer, (await facts()).map((after, index) => after - (before[index] ?? 0))]);
    }
    expect(effects).toEqual([
      [{ ok: true }, [1, 1, 0, 0]],
      [{ ok: true }, [1, 1, 0, 0]],
    ]);
    const [job] = await bank.owner<{ text: string }>(
      `select string_agg(data::text, ' ') as text from jobs.job where name = 'start-reset'`,
    );
    expect(job?.text).not.toMatch(/example\.com|nobody/);
    await bank.runJobs();
  });

  it('gets no link when the account is blocked, or belongs to the other door', async () => {
    const customer = await bank.customer();
    await bank.anonymous.staff.password.forgot({ username: customer.email });
    await bank.owner('update app_user set is_blocked = true where id = ?', [customer.id]);
    await passwords().forgot({ username: customer.email });
    await bank.runJobs();
    expect(await count('password_reset where user_id = ?', [customer.id])).toBe(0);
  });

  it('gets five links an hour, then one as soon as the newest is a quarter of an hour old', async () => {
    const { id, email } = await bank.customer();
    const links = () => count('password_reset where user_id = ?', [id]);
    const first = await askForLink(email, email);
    for (let more = 0; more < 6; more++) await askForLink(email, email);
    expect(await links()).toBe(5);
    await later(14);
    await askForLink(email, email);
    expect(await links()).toBe(5);
    await later(1);
    await askForLink(email, email);
    expect(await links()).toBe(6);
    await expect(passwords().reset({ token: first, newPassword: NEW_PASSWORD })).resolves.toEqual({ ok: true });
  });
});

describe('a reset link', () => {
  it('works once, though a refused password does not use it up', async () => {
    const customer = await bank.customer();
    const token = await askForLink(customer.email, customer.email);
    await expect(passwords().reset({ token, newPassword: 'password' })).rejects.toMatchObject({
      cause: { fields: { newPassword: expect.any(Array) } },
    });
    const name = customer.email.split('@')[0] ?? '';
    await expect(passwords().reset({ token, newPassword: `Xy7${name}` })).rejects.toEqual(
      refusedWith('newPassword', 'PASSWORD_CONTAINS_EMAIL'),
    );
    await passwords().reset({ token, newPassword: NEW_PASSWORD });
    await expect(passwords().reset({ token, newPassword: `${NEW_PASSWORD}2` })).rejects.toEqual(linkDead);
  });

  it('is over after thirty minutes, and an invented one never worked', async () => {
    const customer = await bank.customer();
    const token = await askForLink(customer.email, customer.email);
    await later(30);
    await expect(passwords().reset({ token, newPassword: NEW_PASSWORD })).rejects.toEqual(linkDead);
    await expect(passwords().reset({ token: 'A'.repeat(43), newPassword: NEW_PASSWORD })).rejects.toEqual(linkDead);
  });

  it('has one winner among sixteen uses at once', async () => {
    const customer = await bank.customer();
    const token = await askForLink(customer.email, customer.email);
    const uses = await Promise.allSettled(
      Array.from({ length: 16 }, (_, index) => passwords().reset({ token, newPassword: `${NEW_PASSWORD}${index}` })),
    );
    expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = uses.flatMap((use) => (use.status === 'rejected' ? [use.reason as unknown] : []));
    expect(reasons).toEqual(reasons.map(() => linkDead));
  });

  it('unlocks the account', async () => {
    const customer = await bank.customer();
    for (let guess = 0; guess < 5; guess++) {
      const stranger = publicCaller(bank.deps, { address: `198.51.100.${guess + 1}` });
      await stranger.auth.login({ username: customer.email, password: WRONG }).catch(() => undefined);
    }
    const locked = publicCaller(bank.deps, { address: '198.51.100.77' });
    const { email } = customer;
    await expect(locked.auth.login({ username: email, password: TEST_PASSWORD })).rejects.toThrow();
    const token = await askForLink(email, email);
    await passwords().reset({ token, newPassword: NEW_PASSWORD });
    await expect(locked.auth.login({ username: email, password: NEW_PASSWORD })).resolves.toMatchObject({
      user: { email },
    });
  });

  it('takes another password than the one that "this wasn’t me" gave up', async () => {
    const customer = await bank.customer();
    await bank.owner('update app_user set must_reset_password = true where id = ?', [customer.id]);
    const token = await askForLink(customer.email, customer.email);
    await expect(passwords().reset({ token, newPassword: TEST_PASSWORD })).rejects.toEqual(
      refusedWith('newPassword', 'PASSWORD_SAME'),
    );
    await passwords().reset({ token, newPassword: NEW_PASSWORD });
    const rows = await bank.owner('select must_reset_password from app_user where id = ?', [customer.id]);
    expect(rows).toEqual([{ must_reset_password: false }]);
  });
});

describe('a password of a megabyte', () => {
  it('is refused before anything is done with it', async () => {
    const huge = 'a'.repeat(1_000_000);
    const { api, username } = await bank.customer();
    const { auth, registration } = bank.anonymous.public;
    const account = { email: 'huge@example.com', phoneNumber: '+13125550177', password: huge };
    const asked = [
      auth.login({ username, password: huge }),
      registration.start(account),
      api.auth.stepUp({ password: huge }),
      passwords().reset({ token: 'A'.repeat(43), newPassword: huge }),
      api.password.change({ currentPassword: TEST_PASSWORD, newPassword: huge }),
      api.password.change({ currentPassword: huge, newPassword: NEW_PASSWORD }),
    ];
    await Promise.all(asked.map((answer) => expect(answer).rejects.toMatchObject({ code: 'BAD_REQUEST' })));
  });
});

describe('changing the password', () => {
  it('needs the current one and ends every other session', async () => {
    const staff = await bank.newStaff('reviewer');
    const other = {
      access: wholeSignIn(await bank.anonymous.staff.auth.login({ username: staff.username, password: TEST_PASSWORD }))
        .access,
    };
    Object.assign(staff.visitor, { access: staff.access });
    await expect(
      staff.api.password.change({ currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD }),
    ).resolves.toEqual({ ok: true });
    await expect(staff.api.profile.get()).resolves.toMatchObject({ username: staff.username });
    const live = await bank.owner<{ n: string }>(
      'select count(*) as n from session where user_id = ? and revoked_at is null',
      [staff.id],
    );
    expect([other.access === staff.access, Number(live[0]?.n)]).toEqual([false, 1]);
    expect(await count(`outbox_message where user_id = ? and template = 'password_changed'`, [staff.id])).toBe(1);
  });

  it('says when the current one is wrong, the new one is the same or too weak', async () => {
    const { api } = await bank.customer();
    const change = (currentPassword: string, newPassword: string) =>
      api.password.change({ currentPassword, newPassword });
    await expect(change(WRONG, NEW_PASSWORD)).rejects.toEqual(refusedWith('currentPassword', 'PASSWORD_WRONG'));
    await expect(change(TEST_PASSWORD, TEST_PASSWORD)).rejects.toEqual(refusedWith('newPassword', 'PASSWORD_SAME'));
    await expect(change(TEST_PASSWORD, 'Password1')).rejects.toEqual(refusedWith('newPassword', 'PASSWORD_COMMON'));
  });

  it('is no place to guess: five wrong ones lock it, even for the right one', async () => {
    const { api } = await bank.customer();
    const change = (currentPassword: string) => api.password.change({ currentPassword, newPassword: NEW_PASSWORD });
    for (let guess = 0; guess < 5; guess++) await change(WRONG).catch(() => undefined);
    await expect(change(TEST_PASSWORD)).rejects.toMatchObject({ cause: { code: 'RATE_LIMITED' } });
  });
});
