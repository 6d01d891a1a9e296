import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestBank, giveEverything, type SignedInCustomer, type TestBank } from '../../testing.ts';
import { recordTest } from '../../testing/test-record.ts';
import { applyRetention } from './retention.service.ts';

let bank: TestBank;
beforeEach(async () => {
  bank = await createTestBank();
});
afterEach(() => bank.close());

const later = (days: number) => bank.setNow(new Date(bank.now().getTime() + days * 86_400_000));
const waits = () => bank.owner<{ n: number }>('select count(*)::int as n from pg_locks where not granted');

/** Runs retention, which waits for what is being done to the person, and lets that commit. */
async function retentionDuring({ id }: SignedInCustomer, sql: string) {
  const em = bank.deps.orm.em.fork();
  let running: ReturnType<typeof applyRetention> | undefined;
  await em.transactional(async (tx) => {
    await tx.execute('select from app_user where id = ? for no key update', [id]);
    await tx.execute('select from kyc_application where customer_id = ? for update', [id]);
    await tx.execute('select from customer where id = ? for update', [id]);
    running = applyRetention(bank.deps);
    await vi.waitFor(async () => expect((await waits())[0]?.n).toBeGreaterThan(0), { timeout: 2_000, interval: 20 });
    recordTest(tx, bank.now());
    await tx.execute(sql, [bank.now(), id]);
  });
  return running;
}

const HOLD = `insert into legal_hold (id, customer_id, reason, placed_by, placed_at)
  select gen_random_uuid(), c.id, 'Court file (fictional)', c.id, v.at from (select ?::timestamptz as at) v, customer c where c.id = ?`;

describe('retention', () => {
  it.each([
    ['signs in', 'update app_user set last_login = ? where id = ?'],
    ['is put under a hold', HOLD],
  ])('spares a person who %s while it runs, and goes on with the others', async (_, sql) => {
    const [back, gone] = [await bank.customer(), await bank.customer()];
    await bank.owner(`update kyc_application set status = 'WITHDRAWN'`);
    await later(370);
    expect(await retentionDuring(back, sql)).toMatchObject({ erased: 1 });
    const erased = await bank.owner('select id from customer where erased_at is not null');
    expect(erased).toEqual([{ id: gone.id }]);
  });

  it('closes no application that its applicant changes while it runs', async () => {
    const back = await bank.customer();
    await later(91);
    const touch = 'update kyc_application set updated_at = ? where customer_id = ?';
    expect(await retentionDuring(back, touch)).toMatchObject({ closed: 0 });
    expect(await bank.owner('select status from kyc_application')).toEqual([{ status: 'INCOMPLETE' }]);
  });

  it('marks a file as removed before it goes, and leaves one that the store keeps to the janitor', async () => {
    const customer = await bank.customer();
    await giveEverything(bank, customer);
    for (const { id } of (await customer.api.documents.list()).results) await customer.api.documents.remove({ id });
    await bank.owner('update kyc_application set submitted_at = now(), due_at = now()');
    await later(7 * 365 + 3);
    const isMarked: unknown[] = [];
    vi.spyOn(bank.deps.ports.documents, 'remove').mockImplementation(async (key) => {
      const sql = 'select file_removed_at is not null as is from kyc_document where storage_key = ?';
      isMarked.push(...(await bank.owner(sql, [key])));
      throw new Error('the store is away');
    });
    expect((await applyRetention(bank.deps)).files).toBe(3);
    expect(isMarked).toEqual([{ is: true }, { is: true }, { is: true }]);
  });
});
