import { leafHash } from '@ostiary/domain/crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  publicCaller,
  createTestBank,
  type SignedInCustomer,
  type SignedInStaff,
  type TestBank,
} from '../../testing.ts';
import { openVault } from '../../vault.ts';
import { removeErasedFiles } from './erase.service.ts';

let bank: TestBank;
let admin: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  admin = await bank.staff('admin');
});
afterAll(() => bank.close());

const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const numberOf = async (customer: SignedInCustomer) =>
  (await customer.api.application.overview()).customerNumber.replace(/(.{4})/g, '$1 ');
async function erase(customer: SignedInCustomer) {
  return admin.api.customers.erase({
    id: customer.id,
    customerNumber: await numberOf(customer),
    reason: 'CUSTOMER_REQUEST',
  });
}
async function storedFiles(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of bank.deps.ports.documents.list()) keys.push(key);
  return keys;
}

/** Every text of every table but the record, for words that must be gone. */
async function everythingStored(): Promise<string> {
  const tables = await bank.owner<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const rows = await Promise.all(tables.map(({ name }) => bank.owner(`select to_jsonb(t) as row from ${name} t`)));
  return JSON.stringify(rows);
}

describe('erasure', () => {
  it('leaves nothing that names the person or opens, and the record still verifies', async () => {
    const reviewer = await bank.staff('reviewer');
    const { id, customer } = await bank.claimedApplication(reviewer);
    await customer.api.privacy.requestErasure({ isWanted: true });
    await bank.owner(`update customer set business_name = 'Avery’s Looms' where id = ?`, [customer.id]);
    const files = await bank.owner<{ storage_key: string }>(
      'select storage_key from kyc_document where customer_id = ?',
      [customer.id],
    );
    await erase(customer);

    await expect(
      openVault({ deps: bank.deps, em: bank.deps.orm.em.fork(), now: bank.now() }, customer.id),
    ).rejects.toThrow();
    const left = await everythingStored();
    for (const word of ['Avery', customer.email, customer.phoneNumber, customer.username])
      expect({ word, isThere: left.includes(word) }).toEqual({ word, isThere: false });
    for (const { storage_key: key } of files) expect(await storedFiles()).not.toContain(key);
    expect(
      await bank.owner('select id from kyc_document where customer_id = ? and file_removed_at is null', [customer.id]),
    ).toEqual([]);
    const [application] = await bank.owner('select status, claimed_by from kyc_application where id = ?', [id]);
    expect(application).toEqual({ status: 'WITHDRAWN', claimed_by: null });
    const records = await bank.owner<{ canonical: string; leaf: Buffer }>('select canonical, leaf from audit_event');
    expect(records.every(({ canonical, leaf }) => leafHash(canonical).equals(leaf))).toBe(true);
    expect(records.some(({ canonical }) => canonical.includes('"customer.erased"'))).toBe(true);
    expect(JSON.stringify(records)).not.toMatch(/Avery|536-?90-?4399|400 North Lake/);
  });

  it('ends every session, keeps the person out, and frees the contacts for a new registration', async () => {
    const customer = await bank.customer();
    const { email, phoneNumber, password, username } = customer;
    await erase(customer);
    await expect(customer.api.profile.get()).rejects.toEqual(refusedWith('SESSION_ENDED'));
    for (const identifier of [email, phoneNumber, username])
      await expect(publicCaller(bank.deps).auth.login({ username: identifier, password })).rejects.toEqual(
        refusedWith('INVALID_CREDENTIALS'),
      );
    const again = await bank.customer({ email, phoneNumber });
    expect(again.id).not.toBe(customer.id);
  });

  it('lets the number of an identity document be used again', async () => {
    const { customer } = await bank.submittedApplication();
    const before = await bank.owner<{ number_index: Buffer }>(
      'select number_index from kyc_document where customer_id = ?',
      [customer.id],
    );
    await erase(customer);
    const after = await bank.owner<{ number_index: Buffer }>(
      'select number_index from kyc_document where customer_id = ?',
      [customer.id],
    );
    expect(after.some((row) => before.some((old) => old.number_index.equals(row.number_index)))).toBe(false);
  });

  it('waits for a legal hold to be lifted, whoever asks', async () => {
    const customer = await bank.customer();
    await admin.api.customers.placeHold({ id: customer.id, reason: 'Court file 12/2026 (fictional)' });
    await expect(admin.api.customers.placeHold({ id: customer.id, reason: 'again' })).rejects.toEqual(
      refusedWith('LEGAL_HOLD'),
    );
    await expect(erase(customer)).rejects.toEqual(refusedWith('LEGAL_HOLD'));
    await bank.owner('alter table data_key disable trigger data_key_under_hold');
    await expect(erase(customer)).rejects.toEqual(refusedWith('LEGAL_HOLD'));
    await bank.owner('alter table data_key enable trigger data_key_under_hold');
    await expect(bank.owner('delete from data_key where user_id = ?', [customer.id])).rejects.toMatchObject({
      constraint: 'data_key_under_hold',
    });
    await expect(customer.api.profile.get()).resolves.toHaveProperty('email', customer.email);
    await admin.api.customers.liftHold({ id: customer.id, reason: 'Settled' });
    await expect(admin.api.customers.liftHold({ id: customer.id, reason: 'Settled' })).rejects.toEqual(
      refusedWith('NOT_FOUND'),
    );
    await expect(erase(customer)).resolves.toEqual({ id: customer.id });
    // The last word goes to where they were reached until now.
    await bank.runJobs();
    const [last] = await bank.owner<{ recipient: string; subject: string }>(
      'select recipient, subject from dev_message where lower(recipient) = lower(?) order by at desc limit 1',
      [customer.email],
    );
    expect(last).toMatchObject({ subject: 'Your data was erased' });
    const { holds, erasedAt } = await admin.api.customers.get({ id: customer.id });
    // That there was one stays; the words may name people.
    expect(holds).toMatchObject([{ reason: '—', liftedReason: '—' }]);
    expect(erasedAt).not.toBeNull();
  });

  it('asks for the customer’s own number, once, from administrators, freshly proved', async () => {
    const [customer, other] = [await bank.customer(), await bank.customer()];
    const customerNumber = await numberOf(other);
    const input = { id: customer.id, customerNumber, reason: 'LEGAL_ORDER' } as const;
    await expect(admin.api.customers.erase(input)).rejects.toMatchObject({
      cause: { code: 'INVALID_INPUT', fields: { customerNumber: [{ code: 'CONFIRMATION_DIFFERS' }] } },
    });
    const reviewer = await bank.staff('reviewer');
    await expect(reviewer.api.customers.erase(input)).rejects.toEqual(refusedWith('FORBIDDEN'));
    const own = await numberOf(customer);
    await erase(customer);
    await expect(admin.api.customers.erase({ ...input, customerNumber: own })).rejects.toEqual(
      refusedWith('ALREADY_ERASED'),
    );
    const stale = await bank.newStaff('admin');
    await bank.owner(`update session set stepped_up_at = stepped_up_at - interval '6 minutes' where user_id = ?`, [
      stale.id,
    ]);
    await expect(stale.api.customers.erase({ ...input, id: other.id })).rejects.toEqual(
      refusedWith('STEP_UP_REQUIRED'),
    );
  });

  it('removes a file that the store would not give up at first a minute later', async () => {
    const { customer } = await bank.submittedApplication();
    const away = vi.spyOn(bank.deps.ports.documents, 'remove').mockRejectedValue(new Error('the store is away'));
    await erase(customer);
    expect(await removeErasedFiles(bank.deps)).toBe(0);
    away.mockRestore();
    expect(await removeErasedFiles(bank.deps)).toBe(3);
    expect(await removeErasedFiles(bank.deps)).toBe(0);
    // Each once, however often it was tried.
    const records = await bank.owner<{ action: string; n: number }>(
      `select action, count(*)::int as n from audit_event where action like 'document.file-%' and target_id in (
         select id::text from kyc_document where customer_id = ?) group by 1 order by 1`,
      [customer.id],
    );
    expect(records).toEqual([
      { action: 'document.file-kept', n: 3 },
      { action: 'document.file-removed', n: 3 },
    ]);
  });
});
