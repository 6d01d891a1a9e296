import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createTestBank,
  giveDocuments,
  type SignedInCustomer,
  samplePicture,
  type TestBank,
  upload,
} from '../../testing.ts';
import { ageFiles, MATCHED, unmatched } from '../../testing/resumable.ts';
import { sweepDocuments } from './janitor.ts';

let bank: TestBank;
let customer: SignedInCustomer;
let jpeg: Buffer;

beforeAll(async () => {
  bank = await createTestBank();
  jpeg = await samplePicture('jpeg', 8);
});
afterAll(() => bank.close());
beforeEach(async () => {
  customer = await bank.customer();
});

const rows = () =>
  bank.owner<{ id: string; status: string; rejection_reason: string | null; key: string }>(
    `select id, status, rejection_reason, storage_key as key from kyc_document where customer_id = ? order by uploaded_at, id`,
    [customer.id],
  );
const remove = (key: string) => rm(join(bank.deps.env.DATA_DIR, 'documents', key.slice(-2), key));
const alarms = () =>
  bank.owner(`select description from security_event where user_id = ? and severity = 'CRITICAL'`, [customer.id]);

describe('the sweep', () => {
  it('refuses a checked document whose file is gone, once, so that it can be sent again', async () => {
    await giveDocuments(bank, customer);
    const [first] = await rows();
    await remove(first?.key ?? '');
    await sweepDocuments(bank.deps);
    await sweepDocuments(bank.deps);
    expect((await rows())[0]).toMatchObject({ status: 'REJECTED', rejection_reason: 'DOCUMENT_CORRUPT' });
    expect((await rows()).slice(1).every(({ status }) => status === 'PENDING')).toBe(true);
    expect(await alarms()).toEqual([{ description: 'The file of a stored document is gone' }]);
    const audit = await bank.owner(`select id from audit_event where action = 'document.lost' and canonical like ?`, [
      `%${first?.id}%`,
    ]);
    expect(audit).toHaveLength(1);
    expect(await unmatched(bank)).toEqual(MATCHED);
  });

  it('refuses nobody when the whole store is missing', async () => {
    await giveDocuments(bank, customer, { isChecked: false });
    await bank.owner(
      `insert into kyc_document select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(),
         'storage_key', gen_random_uuid(), 'status', 'SUPERSEDED'))).* from kyc_document d, generate_series(1, 10)
       where d.customer_id = ?`,
      [customer.id],
    );
    await sweepDocuments(bank.deps);
    await bank.owner(`delete from kyc_document where customer_id = ? and status = 'SUPERSEDED'`, [customer.id]);
    expect(await alarms()).toEqual([]);
    expect((await rows()).map(({ status }) => status)).toEqual(['QUARANTINED', 'QUARANTINED', 'QUARANTINED']);
  });

  it('removes a file that retention or erasure gave up', async () => {
    await giveDocuments(bank, customer, { isChecked: false });
    await bank.owner('update kyc_document set file_removed_at = now() where customer_id = ?', [customer.id]);
    await ageFiles(bank);
    expect((await sweepDocuments(bank.deps)).removed).toBe(3);
    expect(await unmatched(bank)).toEqual(MATCHED);
  });
});

describe('a form with an Idempotency-Key', () => {
  const send = (number: string, key: string, bytes = jpeg) => {
    const file = { name: 'a.jpg', mediaType: 'image/jpeg', bytes };
    return upload(bank, customer.access, { documentType: 'PASSPORT', documentNumber: number, file }).set(
      'idempotency-key',
      key,
    );
  };

  it('gets the first answer again, and nothing is stored twice', async () => {
    const first = await send('I7000001', 'key-1');
    expect(first.status).toBe(201);
    const again = await send('I7000001', 'key-1');
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(await rows()).toHaveLength(1);
    expect(await unmatched(bank)).toEqual(MATCHED);
  });

  it('is refused with other bytes or fields under the same key', async () => {
    await send('I7000002', 'key-2');
    const other = await samplePicture('jpeg', 77);
    for (const answer of [await send('I7000002', 'key-2', other), await send('I7000003', 'key-2')])
      expect([answer.status, answer.body]).toMatchObject([422, { code: 'IDEMPOTENCY_MISMATCH' }]);
    expect(await unmatched(bank)).toEqual(MATCHED);
  });

  it('keeps one of ten that come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => send('I7000004', 'key-4')));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.every((status) => [201, 409, 429].includes(status))).toBe(true);
    expect(statuses.includes(201)).toBe(true);
    expect(await rows()).toHaveLength(1);
    expect(await unmatched(bank)).toEqual(MATCHED);
  });
});
