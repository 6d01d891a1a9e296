import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestBank, giveDocuments, giveEverything, SSN, type TestBank } from '../../testing.ts';
import { applyRetention, keepRetention } from './retention.service.ts';

let bank: TestBank;
beforeEach(async () => {
  bank = await createTestBank();
});
afterEach(() => bank.close());

const DAY = 86_400_000;
const later = (days: number) => bank.setNow(new Date(bank.now().getTime() + days * DAY));
const audited = async (action: string) =>
  (await bank.owner<{ target_id: string }>('select target_id from audit_event where action = ?', [action])).map(
    (row) => row.target_id,
  );

describe('retention', () => {
  it('removes the files of refused documents after seven years, no others, and then whoever withdrew that long ago', async () => {
    const customer = await bank.customer();
    await giveEverything(bank, customer);
    const [first] = (await customer.api.documents.list()).results;
    if (!first) throw new Error('documents were given');
    await customer.api.documents.remove({ id: first.id });
    await bank.owner('update kyc_document set reading_encrypted = number_encrypted');
    await bank.owner(`update kyc_application set status = 'SUBMITTED', submitted_at = now(), due_at = now()`);
    await later(7 * 365);
    expect((await applyRetention(bank.deps)).files).toBe(0);
    await later(3);
    await bank.owner(
      `insert into legal_hold (id, customer_id, reason, placed_by, placed_at)
       select gen_random_uuid(), id, 'Court file (fictional)', id, now() from customer`,
    );
    expect((await applyRetention(bank.deps)).files).toBe(0);
    await bank.owner('delete from legal_hold');
    expect((await applyRetention(bank.deps)).files).toBe(1);
    expect(await audited('document.file-removed')).toEqual([first.id]);
    const gone = await bank.owner<{ id: string }>(
      'select id from kyc_document where file_removed_at is not null and reading_encrypted is null',
    );
    expect(gone.map(({ id }) => id)).toEqual([first.id]);
    expect(await bank.owner('select id from kyc_document where reading_encrypted is null')).toHaveLength(1);
    const keys: string[] = [];
    for await (const { key } of bank.deps.ports.documents.list()) keys.push(key);
    expect(keys).not.toContain(first.id);
    expect(keys).toHaveLength(2);
    const sinceDays = (days: number) =>
      bank.owner(
        `update kyc_application set status = 'WITHDRAWN', updated_at = ?::timestamptz - make_interval(years => 7, days => ?)`,
        [bank.now(), days],
      );
    await sinceDays(-1);
    expect(await applyRetention(bank.deps)).toEqual({ files: 0, closed: 0, erased: 0 });
    await sinceDays(1);
    expect(await applyRetention(bank.deps)).toEqual({ files: 2, closed: 0, erased: 1 });
    expect(await audited('customer.erased')).toEqual([customer.id]);
  });

  it('closes what nobody touched for ninety days, and tells the applicant', async () => {
    const [idle, typing] = [await bank.customer(), await bank.customer()];
    await idle.api.requirements.put({ code: 'ssn', ssn: SSN });
    await later(60);
    await bank.owner(
      `insert into requirement_state (id, application_id, code, draft_saved_at)
       select gen_random_uuid(), id, 'address', ? from kyc_application where customer_id = ?`,
      [bank.now(), typing.id],
    );
    await later(31);
    expect(await applyRetention(bank.deps)).toEqual({ files: 0, closed: 1, erased: 0 });
    const [closed] = await bank.owner<{ status: string }>('select status from kyc_application where customer_id = ?', [
      idle.id,
    ]);
    expect(closed?.status).toBe('WITHDRAWN');
    expect(await audited('application.abandoned')).toHaveLength(1);
    await bank.runJobs();
    const told = await bank.owner<{ subject: string }>(
      'select subject from dev_message where recipient = ? order by at desc',
      [idle.email],
    );
    expect(told.map(({ subject }) => subject)).toContain('We closed your unfinished application');
  });

  it('erases who never submitted and has not come back for a year, unless a hold says otherwise', async () => {
    const admin = await bank.staff('admin');
    const [gone, held, submitted] = [await bank.customer(), await bank.customer(), await bank.customer()];
    await giveDocuments(bank, gone);
    await admin.api.customers.placeHold({ id: held.id, reason: 'Court file (fictional)' });
    await giveEverything(bank, submitted);
    await submitted.api.application.submit();
    await later(100);
    await applyRetention(bank.deps);
    // Closing it a hundred days in is no act of the applicant's.
    await later(264);
    expect((await applyRetention(bank.deps)).erased).toBe(0);
    await later(2);
    expect((await applyRetention(bank.deps)).erased).toBe(1);
    expect(await audited('customer.erased')).toEqual([gone.id]);
    const erased = await bank.owner<{ id: string }>('select id from customer where erased_at is not null');
    expect(erased.map(({ id }) => id)).toEqual([gone.id]);
    const files = await bank.owner('select id from kyc_document where customer_id = ? and file_removed_at is null', [
      gone.id,
    ]);
    expect(files).toEqual([]);
  });

  it('runs once a day, and goes on a minute later where its time was over', async () => {
    const customer = await bank.customer();
    await keepRetention(bank.deps);
    await bank.owner(`update kyc_application set updated_at = updated_at - interval '91 days' where customer_id = ?`, [
      customer.id,
    ]);
    await keepRetention(bank.deps);
    expect(await audited('application.abandoned')).toHaveLength(0);
    await later(1);
    await keepRetention(bank.deps, 0);
    expect(await audited('application.abandoned')).toHaveLength(0);
    await keepRetention(bank.deps);
    expect(await audited('application.abandoned')).toHaveLength(1);
  });
});
