import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
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
const pathOf = (key: string) => join(bank.deps.env.DATA_DIR, 'documents', key.slice(-2), key);
const remove = (key: string) => rm(pathOf(key));
const away = () => join(bank.deps.env.DATA_DIR, 'away');
const alarms = () =>
  bank.owner(`select description from security_event where user_id = ? and severity = 'CRITICAL'`, [customer.id]);
const told = (type: string) => bank.owner('select severity, metadata from security_event where event_type = ?', [type]);
const aMinuteLater = async () => {
  await bank.setNow(new Date(bank.now().getTime() + 60_000));
  await sweepDocuments(bank.deps);
};

describe('the sweep', () => {
  it('refuses a checked document whose file is gone, once, so that it can be sent again', async () => {
    await giveDocuments(bank, customer);
    const [first] = await rows();
    await remove(first?.key ?? '');
    await sweepDocuments(bank.deps);
    await sweepDocuments(bank.deps);
    expect((await rows()).map(({ status }) => status)).toEqual(['PENDING', 'PENDING', 'PENDING']);
    await aMinuteLater();
    await aMinuteLater();
    expect((await rows())[0]).toMatchObject({ status: 'REJECTED', rejection_reason: 'DOCUMENT_CORRUPT' });
    expect((await rows()).slice(1).every(({ status }) => status === 'PENDING')).toBe(true);
    expect(await alarms()).toEqual([{ description: 'The file of a stored document is gone' }]);
    const audit = await bank.owner(`select id from audit_event where action = 'document.lost' and canonical like ?`, [
      `%${first?.id}%`,
    ]);
    expect(audit).toHaveLength(1);
    expect(await unmatched(bank)).toEqual(MATCHED);
  });

  it('asks nobody again for a file that was away for a moment', async () => {
    await giveDocuments(bank, customer, { isChecked: false });
    const [first] = await rows();
    const path = pathOf(first?.key ?? '');
    await rename(path, away());
    await sweepDocuments(bank.deps);
    await rename(away(), path);
    await aMinuteLater();
    await aMinuteLater();
    expect((await rows())[0]).toMatchObject({ status: 'QUARANTINED' });
    expect(await alarms()).toEqual([]);
  });

  it('keeps a lost file that comes back', async () => {
    await giveDocuments(bank, customer, { isChecked: false });
    const [first] = await rows();
    const path = pathOf(first?.key ?? '');
    await rename(path, away());
    await sweepDocuments(bank.deps);
    await aMinuteLater();
    expect((await rows())[0]).toMatchObject({ status: 'REJECTED' });
    await rename(away(), path);
    await ageFiles(bank);
    expect((await sweepDocuments(bank.deps)).removed).toBe(0);
    const found = await bank.owner(`select id from audit_event where action = 'document.found' and canonical like ?`, [
      `%${first?.id}%`,
    ]);
    expect(found).toHaveLength(1);
    expect(await unmatched(bank)).toEqual(MATCHED);
  });

  it('refuses nobody when the whole store is missing or does not answer, and says so once', async () => {
    await giveDocuments(bank, customer, { isChecked: false });
    const folder = join(bank.deps.env.DATA_DIR, 'documents');
    await rename(folder, `${folder}.away`);
    await sweepDocuments(bank.deps);
    await aMinuteLater();
    await aMinuteLater();
    await rename(`${folder}.away`, folder);
    const failing = vi
      .spyOn(bank.deps.ports.documents, 'changedSince')
      .mockRejectedValue(Object.assign(new Error('i/o error'), { code: 'EIO', syscall: 'stat', path: folder }));
    await aMinuteLater();
    failing.mockRestore();
    expect(await told('STORE_UNREACHABLE')).toEqual([{ severity: 'CRITICAL', metadata: { code: 'NOT_MOUNTED' } }]);
    await aMinuteLater();
    expect(await alarms()).toEqual([]);
    expect((await rows()).map(({ status }) => status)).toEqual(['QUARANTINED', 'QUARANTINED', 'QUARANTINED']);
    expect(await unmatched(bank)).toEqual(MATCHED);
  });

  it('leaves the store to one process at a time', async () => {
    await giveDocuments(bank, customer, { isChecked: false });
    await bank.owner('update kyc_document set file_removed_at = now() where customer_id = ?', [customer.id]);
    await ageFiles(bank);
    const reading = vi.spyOn(bank.deps.ports.documents, 'names');
    const swept = await Promise.all([sweepDocuments(bank.deps), sweepDocuments(bank.deps, { isWhole: true })]);
    const read = reading.mock.calls.map(([shard]) => shard);
    reading.mockRestore();
    expect(new Set(read).size).toBe(read.length);
    expect(swept[0].removed + swept[1].removed).toBe(3);
  });

  it('asks for a check once in ten minutes, and says when checks stand still', async () => {
    await giveDocuments(bank, customer, { isChecked: false });
    const asked = async () => {
      const send = vi.spyOn(bank.deps.jobs, 'send');
      await aMinuteLater();
      const mine = (await rows()).map(({ id }) => id);
      const sent = send.mock.calls.filter(([, queue, { id }]) => queue === 'scan-document' && mine.includes(id)).length;
      send.mockRestore();
      return sent;
    };
    await bank.setNow(new Date(bank.now().getTime() + 1_000));
    expect([await asked(), await asked(), await asked()]).toEqual([3, 0, 0]);
    await bank.setNow(new Date(bank.now().getTime() + 600_000));
    expect(await asked()).toBe(3);
    expect(await told('CHECKS_STALLED')).toMatchObject([
      { severity: 'HIGH', metadata: { scanner: expect.any(String) } },
    ]);
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
