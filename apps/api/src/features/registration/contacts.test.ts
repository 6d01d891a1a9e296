import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, freshEmail, freshPhone, type TestBank } from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const later = (minutes: number) => bank.setNow(new Date(bank.now().getTime() + minutes * 60_000));
const refusedWith = (field: string, code: string) =>
  expect.objectContaining({
    cause: expect.objectContaining({ fields: { [field]: [expect.objectContaining({ code })] } }),
  });
const wrongCode = refusedWith('code', 'CODE_INVALID');
const messagesTo = async (recipient: string, text: string) =>
  (await bank.owner('select 1 from dev_message where recipient = ? and body like ?', [recipient, `%${text}%`])).length;

describe('changing the e-mail', () => {
  it('waits for the code that went to the new address, then tells both', async () => {
    const customer = await bank.customer();
    const value = freshEmail('new');
    const sent = await customer.api.contacts.send({ channel: 'email', value });
    expect(sent.sentTo).toBe('n•••@example.com');
    await expect(customer.api.profile.get()).resolves.toMatchObject({ email: customer.email });
    const code = await bank.codeFor(value);
    await expect(customer.api.contacts.verify({ channel: 'email', code })).resolves.toEqual({
      emailConfirmed: true,
      phoneConfirmed: true,
    });
    await expect(customer.api.profile.get()).resolves.toMatchObject({ email: value, emailConfirmed: true });
    await bank.runJobs();
    expect([await messagesTo(customer.email, 'is now'), await messagesTo(value, 'is now')]).toEqual([1, 1]);
    const [record] = await bank.owner<{ canonical: string }>(
      `select canonical from audit_event where action = 'contact.changed' and actor_id = ?`,
      [customer.id],
    );
    expect(record?.canonical).toContain('n•••@example.com');
    expect(record?.canonical).not.toContain(value);
    await expect(customer.api.contacts.verify({ channel: 'email', code })).rejects.toEqual(wrongCode);
  });

  it('voids reset links that went to the old address', async () => {
    const customer = await bank.customer();
    await bank.anonymous.public.password.forgot({ username: customer.email });
    await bank.runJobs();
    const value = freshEmail('safe');
    await customer.api.contacts.send({ channel: 'email', value });
    await customer.api.contacts.verify({ channel: 'email', code: await bank.codeFor(value) });
    const live = await bank.owner('select 1 from password_reset where user_id = ? and used_at is null', [customer.id]);
    expect(live).toHaveLength(0);
  });

  it('asks for a fresh proof of identity, but not to mend an address that was never confirmed', async () => {
    const customer = await bank.customer();
    await later(6);
    const send = () => customer.api.contacts.send({ channel: 'email', value: freshEmail('late') });
    await expect(send()).rejects.toMatchObject({ cause: { code: 'STEP_UP_REQUIRED' } });
    await bank.owner('update app_user set email_confirmed_at = null where id = ?', [customer.id]);
    await expect(send()).resolves.toMatchObject({ sentTo: expect.any(String) });
  });

  it.each([
    ['nonsense', 'EMAIL_FORMAT'],
    ['', 'REQUIRED'],
  ])('refuses %j as %s', async (value, code) => {
    const { api } = await bank.customer();
    await expect(api.contacts.send({ channel: 'email', value })).rejects.toEqual(refusedWith('value', code));
  });

  it('names the address that is the same, or somebody else’s', async () => {
    const [alice, bob] = [await bank.customer(), await bank.customer()];
    const send = (value: string) => alice.api.contacts.send({ channel: 'email', value });
    await expect(send(alice.email.toUpperCase())).rejects.toEqual(refusedWith('value', 'CONTACT_UNCHANGED'));
    await expect(send(bob.email.toUpperCase())).rejects.toEqual(refusedWith('value', 'EMAIL_TAKEN'));
  });

  it('lets the database decide when two want one address, and keeps the loser’s code', async () => {
    const [alice, bob] = [await bank.customer(), await bank.customer()];
    const value = freshEmail('race');
    await alice.api.contacts.send({ channel: 'email', value });
    const alices = await bank.codeFor(value);
    await later(1);
    await bob.api.contacts.send({ channel: 'email', value });
    const bobs = await bank.codeFor(value);
    await bob.api.contacts.verify({ channel: 'email', code: bobs });
    await expect(alice.api.contacts.verify({ channel: 'email', code: alices })).rejects.toEqual(
      refusedWith('value', 'EMAIL_TAKEN'),
    );
    const [row] = await bank.owner<{ consumed_at: unknown; tries: number }>(
      `select consumed_at, tries from one_time_code where user_id = ? and purpose = 'change_email'`,
      [alice.id],
    );
    expect(row).toEqual({ consumed_at: null, tries: 1 });
  });
});

describe('a code for a change', () => {
  it('is refused when wrong, of another channel, of another person, or too old', async () => {
    const [alice, bob] = [await bank.customer(), await bank.customer()];
    const value = freshEmail('strict');
    await alice.api.contacts.send({ channel: 'email', value });
    const code = await bank.codeFor(value);
    const wrong = code === '000000' ? '000001' : '000000';
    await expect(alice.api.contacts.verify({ channel: 'email', code: wrong })).rejects.toEqual(wrongCode);
    await expect(alice.api.contacts.verify({ channel: 'phone', code })).rejects.toEqual(wrongCode);
    await expect(bob.api.contacts.verify({ channel: 'email', code })).rejects.toEqual(wrongCode);
    await later(10);
    await expect(alice.api.contacts.verify({ channel: 'email', code })).rejects.toEqual(wrongCode);
    await expect(alice.api.profile.get()).resolves.toMatchObject({ email: alice.email });
  });

  it('is sent once a minute', async () => {
    const { api } = await bank.customer();
    await api.contacts.send({ channel: 'phone', value: freshPhone() });
    await expect(api.contacts.send({ channel: 'phone', value: freshPhone() })).rejects.toMatchObject({
      cause: { code: 'RATE_LIMITED', details: { resendAt: expect.any(String) } },
    });
  });
});

describe('changing the phone by the profile', () => {
  it('answers 202 on REST, sends the code to the new number and changes nothing yet', async () => {
    const customer = await bank.customer();
    const value = freshPhone();
    const server = bank.publicApp.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const put = (body: object) =>
      fetch(`http://127.0.0.1:${port}/api/profile/`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${customer.access}` },
        body: JSON.stringify(body),
      });
    const same = await put({ phone_number: customer.phoneNumber });
    const other = await put({ phone_number: value });
    server.close();
    expect([same.status, other.status]).toEqual([200, 202]);
    await expect(other.json()).resolves.toMatchObject({ phone_number: customer.phoneNumber });
    await customer.api.contacts.verify({ channel: 'phone', code: await bank.codeFor(value) });
    await expect(customer.api.profile.get()).resolves.toMatchObject({ phoneNumber: value, phoneConfirmed: true });
  });

  it('names its own field', async () => {
    const [alice, bob] = [await bank.customer(), await bank.customer()];
    const put = (phoneNumber: string) => alice.api.profile.update({ phoneNumber });
    await expect(put('1234567890')).rejects.toEqual(refusedWith('phoneNumber', 'PHONE_INVALID'));
    await expect(put(bob.phoneNumber)).rejects.toEqual(refusedWith('phoneNumber', 'PHONE_TAKEN'));
  });
});
