import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, freshEmail, freshPhone, type TestBank } from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const after = (seconds: number) => bank.setNow(new Date(bank.now().getTime() + seconds * 1_000));
const refused = (code: string) =>
  expect.objectContaining({
    cause: expect.objectContaining({ fields: { code: [expect.objectContaining({ code })] } }),
  });
const wrongCode = refused('CODE_INVALID');
const otherThan = (code: string) => (code === '000000' ? '000001' : '000000');

/** A customer who waits for the codes of two changes, the phone's being the newer one. */
async function changing() {
  const customer = await bank.customer();
  const { contacts } = customer.api;
  const [email, phone] = [freshEmail('moved'), freshPhone()];
  await contacts.send({ channel: 'email', value: email });
  await after(1);
  await contacts.send({ channel: 'phone', value: phone });
  const codes = { email: await bank.codeFor(email), phone: await bank.codeFor(phone) };
  return { id: customer.id, contacts, codes };
}

describe('the codes of two changes', () => {
  it('are both good, whichever was sent last', async () => {
    const { contacts, codes } = await changing();
    await expect(contacts.verify({ channel: 'email', code: codes.email })).resolves.toBeDefined();
    await expect(contacts.verify({ channel: 'phone', code: codes.phone })).resolves.toBeDefined();
  });

  it('spend no tries of each other', async () => {
    const { contacts, codes, id } = await changing();
    const guess = () => contacts.verify({ channel: 'email', code: otherThan(codes.email) });
    for (let guesses = 0; guesses < 4; guesses++) await expect(guess()).rejects.toEqual(wrongCode);
    await expect(guess()).rejects.toEqual(refused('CODE_USED_UP'));
    const tries = await bank.owner(
      `select purpose, tries from one_time_code where user_id = ? and purpose like 'change_%' order by purpose`,
      [id],
    );
    expect(tries).toEqual([
      { purpose: 'change_email', tries: 5 },
      { purpose: 'change_phone', tries: 0 },
    ]);
    await expect(contacts.verify({ channel: 'email', code: codes.email })).rejects.toEqual(refused('CODE_USED_UP'));
    await expect(contacts.verify({ channel: 'phone', code: codes.phone })).resolves.toBeDefined();
    const events = `select from security_event where user_id = ? and metadata ->> 'signal' = 'WRONG_CODES'`;
    const records = `select from audit_event where actor_id = ? and action = 'code.used-up'`;
    for (const written of [events, records]) expect(await bank.owner(written, [id])).toHaveLength(1);
  });

  it('are bound to their purpose by their hash as well', async () => {
    const { contacts, codes, id } = await changing();
    const ofUser = 'from one_time_code where user_id = ? and purpose =';
    await bank.owner(`delete ${ofUser} 'change_phone'`, [id]);
    await bank.owner(
      `update one_time_code set purpose = 'change_phone' where user_id = ? and purpose = 'change_email'`,
      [id],
    );
    await expect(contacts.verify({ channel: 'phone', code: codes.email })).rejects.toEqual(wrongCode);
  });

  it('last 9:59 and not 10:00', async () => {
    const { contacts, codes } = await changing();
    await after(599);
    await expect(contacts.verify({ channel: 'email', code: codes.email })).rejects.toEqual(wrongCode);
    await expect(contacts.verify({ channel: 'phone', code: codes.phone })).resolves.toBeDefined();
  });
});

describe('a code', () => {
  it('is dead once a newer one of its purpose was sent', async () => {
    const { api } = await bank.customer();
    const send = async (value: string) => {
      await api.contacts.send({ channel: 'email', value });
      return bank.codeFor(value);
    };
    const older = await send(freshEmail('first'));
    await after(60);
    const newer = await send(freshEmail('second'));
    await expect(api.contacts.verify({ channel: 'email', code: older })).rejects.toEqual(wrongCode);
    await expect(api.contacts.verify({ channel: 'email', code: newer })).resolves.toBeDefined();
    await expect(api.contacts.verify({ channel: 'email', code: newer })).rejects.toEqual(wrongCode);
  });

  it('changes a contact once when it arrives eight times at once', async () => {
    const { contacts, codes } = await changing();
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, () => contacts.verify({ channel: 'phone', code: codes.phone })),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is marked as used when a newer one of its purpose is sent', async () => {
    const { api, id } = await bank.customer();
    for (const name of ['one', 'two']) {
      const value = freshEmail(name);
      await api.contacts.send({ channel: 'email', value });
      await after(60);
    }
    const live = () =>
      bank.owner(`select 1 from one_time_code where user_id = ? and purpose = 'change_email' and consumed_at is null`, [
        id,
      ]);
    expect(await live()).toHaveLength(1);
  });
});
