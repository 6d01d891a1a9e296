import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestBank, type TestBank } from '../../testing.ts';
import { removeAbandoned } from './open-account.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const remaining = async (where: string) =>
  (await bank.owner<{ n: number }>(`select count(*)::int as n from app_user where username ${where}`))[0]?.n;

it('is swept five hundred at once, the oldest first', async () => {
  const ids = 'select gen_random_uuid() as id, n from generate_series(1, 501) n';
  await bank.owner(`
    create temp table flood on commit drop as ${ids};
    insert into app_user (id, username, email, password_hash, created_at, updated_at)
      select id, 'flood' || n, 'flood' || n || '@example.com', 'x', bank_now() - interval '9 days' + n * interval '1 s', bank_now() from flood;
    insert into customer (id, customer_number, country, created_at, updated_at)
      select id, 'CUST9' || lpad(n::text, 9, '0'), 'US', bank_now(), bank_now() from flood`);
  expect(await removeAbandoned(bank.deps)).toBe(500);
  expect(await remaining(`like 'flood%'`)).toBe(1);
  expect(await remaining(`= 'flood501'`)).toBe(1);
  expect(await removeAbandoned(bank.deps)).toBe(1);
});
