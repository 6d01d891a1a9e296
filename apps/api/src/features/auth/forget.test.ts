import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestBank,
  publicCaller,
  type SignedInCustomer,
  type TestBank,
  TEST_PASSWORD,
  wholeSignIn,
} from '../../testing.ts';
import { forgetOldRecords } from './forget.service.ts';

const DAY = 24 * 3_600_000;
const TABLES = [
  'login_challenge',
  'one_time_code',
  'password_reset',
  'login_throttle',
  'session',
  'known_device',
  'idempotency_key',
  'login_activity',
] as const;

let bank: TestBank;
let customer: SignedInCustomer;
let start: Date;
const afterDays = (days: number) => bank.setNow(new Date(start.getTime() + days * DAY));
const count = async (table: string) =>
  (await bank.owner<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n ?? 0;
const counts = async (): Promise<Record<string, number>> =>
  Object.fromEntries(await Promise.all(TABLES.map(async (name) => [name, await count(name)])));

/** One row of each kind, as the bank itself makes them. */
async function leaveTraces(): Promise<void> {
  customer = await bank.customer();
  const { email } = customer;
  await publicCaller(bank.deps, { access: customer.access, idempotencyKey: 'x' }).profile.update({ language: 'hi' });
  await bank.anonymous.public.auth.login({ username: email, password: 'Not-this-one-99' }).catch(() => undefined);
  await bank.anonymous.public.auth.login({ username: email, password: TEST_PASSWORD });
  await bank.anonymous.public.password.forgot({ username: email });
  await bank.runJobs();
  await bank.owner(
    `insert into login_challenge (id, user_id, door, token_hash, created_at, expires_at)
     values (gen_random_uuid(), ?, 'customer', sha256('x'), ?, ?)`,
    [customer.id, start, start],
  );
}

beforeAll(async () => {
  bank = await createTestBank();
  start = bank.now();
  await leaveTraces();
});
afterAll(() => bank.close());

describe('what the bank forgets', () => {
  it('is nothing in the first week, however often it is asked', async () => {
    const before = await counts();
    for (const table of TABLES) expect({ table, hasRows: (before[table] ?? 0) > 0 }).toEqual({ table, hasRows: true });
    await afterDays(6.9);
    await forgetOldRecords(bank.deps);
    await expect(counts()).resolves.toEqual(before);
  });

  it('is what was over for a week; who is signed in stays so', async () => {
    const { auth } = publicCaller(bank.deps, { face: 'rest' });
    const { refresh } = wholeSignIn(await auth.login({ username: customer.email, password: TEST_PASSWORD }));
    await afterDays(7.9);
    const { session: sessions = 0, login_activity: history, known_device: browsers } = await counts();
    await forgetOldRecords(bank.deps);
    expect(await counts()).toMatchObject({
      login_challenge: 0,
      one_time_code: 0,
      password_reset: 0,
      session: sessions - 1,
      known_device: browsers,
      idempotency_key: 0,
      login_activity: history,
    });
    await expect(auth.refresh({ refresh })).resolves.toMatchObject({ user: { id: customer.id } });
  });

  it('is a browser after ninety days and a sign-in after four hundred', async () => {
    await afterDays(91);
    await forgetOldRecords(bank.deps);
    expect(await counts()).toMatchObject({ known_device: 0, login_throttle: 0, session: 0 });
    const history = await count('login_activity');
    await afterDays(399.9);
    await forgetOldRecords(bank.deps);
    expect(await count('login_activity')).toBe(history);
    await afterDays(410);
    await forgetOldRecords(bank.deps);
    expect(await count('login_activity')).toBe(0);
  });

  it('goes in batches, and all of it', async () => {
    await bank.owner(
      `insert into login_activity (id, at, door, outcome, identifier_hash, ip, user_agent)
       select gen_random_uuid(), ?::timestamptz, 'customer', 'FAILED', sha256('x'), '192.0.2.1', '' from generate_series(1, 2500)`,
      [start],
    );
    await forgetOldRecords(bank.deps);
    await forgetOldRecords(bank.deps);
    expect(await count('login_activity')).toBe(0);
  });
});
