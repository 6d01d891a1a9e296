import { WorkQueueFullError } from '@ostiary/domain/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, freshEmail, freshPhone, publicCaller, type TestBank, TEST_PASSWORD } from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank({ env: { SECURITY_PROFILE: 'strict' } });
});
afterAll(() => bank.close());

const account = (over = {}) => ({ email: freshEmail(), phoneNumber: freshPhone(), password: TEST_PASSWORD, ...over });
const registration = () => bank.anonymous.public.registration;
const wasSentTo = async (recipient: string) => {
  await bank.runJobs();
  return (await bank.owner('select from dev_message where recipient = ? and code is not null', [recipient])).length;
};

async function confirmed(over = {}) {
  const input = account(over);
  const { challenge } = await registration().start(input);
  const signedIn = await registration().verify({ challenge, code: await bank.codeFor(input.email) });
  return { ...input, id: signedIn.user.id, username: signedIn.user.username, access: signedIn.access };
}

/** E-mails of a registration whose answer must not show which of them has an account. */
const victims = async () => [(await confirmed()).email, freshEmail('nobody')];

describe('what a registration claimed, in the strict profile', () => {
  it('is gone for the next one, whether the first was real or a decoy', async () => {
    const told: number[] = [];
    for (const email of await victims()) {
      const [first, second] = [account({ email }), account()];
      await registration().start(first);
      await registration().start({ ...second, phoneNumber: first.phoneNumber });
      told.push(await wasSentTo(second.email));
    }
    expect(told).toEqual([0, 0]);
  });

  it('goes on being gone down a chain of decoys', async () => {
    const told: number[] = [];
    for (const email of await victims()) {
      const [first, second, third] = [account({ email }), account(), account()];
      await registration().start(first);
      await registration().start({ ...second, phoneNumber: first.phoneNumber });
      await registration().start({ ...third, phoneNumber: second.phoneNumber });
      await registration().start({ ...third, email: second.email.toUpperCase() });
      told.push(await wasSentTo(third.email), await wasSentTo(second.email.toUpperCase()));
    }
    expect(told).toEqual([1, 0, 1, 0]);
  });

  it('includes the chosen username', async () => {
    const names: string[] = [];
    for (const [index, email] of (await victims()).entries()) {
      await registration().start(account({ email, username: `Wanted.name${index}` }));
      names.push((await confirmed({ username: `wanted.Name${index}` })).username);
    }
    expect(names).toEqual([expect.stringMatching(/^c\d{9}$/), expect.stringMatching(/^c\d{9}$/)]);
  });

  it('is gone for a change of one’s own phone as well', async () => {
    const told: number[] = [];
    for (const email of await victims()) {
      const mine = await confirmed();
      // A stand-in for the factor that the strict profile asks for.
      await bank.owner(
        `insert into second_factor (user_id, secret_encrypted, created_at, confirmed_at) values (?, ?, ?, ?)`,
        [mine.id, `gAAAA${'A'.repeat(40)}`, bank.now(), bank.now()],
      );
      await bank.owner(`update session set amr = '{pwd,otp}' where user_id = ?`, [mine.id]);
      const typed = account({ email });
      await registration().start(typed);
      const { contacts } = publicCaller(bank.deps, { access: mine.access });
      await contacts.send({ channel: 'phone', value: typed.phoneNumber });
      told.push(await wasSentTo(typed.phoneNumber));
    }
    expect(told).toEqual([0, 0]);
  });

  it('is free again after a day, whether the first was real or a decoy', async () => {
    const firsts = (await victims()).map((email) => account({ email }));
    for (const first of firsts) await registration().start(first);
    await bank.setNow(new Date(bank.now().getTime() + 24 * 3_600_000 + 1_000));
    const told: number[] = [];
    for (const { phoneNumber } of firsts) {
      const next = account({ phoneNumber });
      await registration().start(next);
      told.push(await wasSentTo(next.email));
    }
    expect(told).toEqual([1, 1]);
    expect(await bank.owner('select from registration_hold where created_at < ?', [bank.now()])).toHaveLength(0);
  });

  it('is given back when the password cannot be hashed, whether the first was real or a decoy', async () => {
    const told: number[] = [];
    const hashes = { ...bank.deps.hashes, run: () => Promise.reject(new WorkQueueFullError()) };
    for (const email of await victims()) {
      const [first, second] = [account({ email }), account()];
      const crowded = publicCaller({ ...bank.deps, hashes }).registration;
      await expect(crowded.start(first)).rejects.toMatchObject({ cause: { code: 'BUSY' } });
      await registration().start({ ...second, phoneNumber: first.phoneNumber });
      told.push(await wasSentTo(second.email));
    }
    expect(told).toEqual([1, 1]);
  });

  it('is seen by a second one that arrives in the same moment', async () => {
    const phoneNumber = freshPhone();
    const inputs = Array.from({ length: 6 }, () => account({ phoneNumber, username: 'same.moment' }));
    const answers = await Promise.allSettled(inputs.map((input) => registration().start(input)));
    expect(answers.map(({ status }) => status)).toEqual(inputs.map(() => 'fulfilled'));
    const told: number[] = [];
    for (const { email } of inputs) told.push(await wasSentTo(email));
    expect(told.toSorted((one, other) => one - other)).toEqual([0, 0, 0, 0, 0, 1]);
  });
});
