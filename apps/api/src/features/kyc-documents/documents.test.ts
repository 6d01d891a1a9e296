import { readdir, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DocumentId } from '@ostiary/domain/shared';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createTestBank,
  giveDocuments,
  type SignedInCustomer,
  samplePicture,
  type TestBank,
  upload,
  type UploadFields,
} from '../../testing.ts';
import { metadataOf } from '../../testing/resumable.ts';
import { sweepDocuments } from './janitor.ts';

let bank: TestBank;
let customer: SignedInCustomer;
let file: UploadFields['file'];

beforeAll(async () => {
  bank = await createTestBank();
  file = { name: '../../अनुज्ञप्ति <front>.jpg', mediaType: 'image/jpeg', bytes: await samplePicture('jpeg', 3) };
});
afterAll(() => bank.close());
beforeEach(async () => {
  customer = await bank.customer();
});

let numbers = 0;
const freshNumber = () => `N${String(50_000_000 + (numbers += 1))}`;
const passport = (documentNumber = freshNumber()): UploadFields => ({ documentType: 'PASSPORT', documentNumber, file });
const licence = (side: 'FRONT' | 'BACK', documentNumber: string, region?: string): UploadFields => ({
  documentType: 'DRIVER_LICENSE',
  side,
  documentNumber,
  ...(region !== undefined && { issuingRegion: region }),
  file,
});
interface Answer {
  readonly status: number;
  readonly body: {
    readonly id: DocumentId;
    readonly code?: string;
    readonly codes?: Record<string, string[]>;
    readonly document_type?: string[];
  };
}
async function send(fields: UploadFields, who = customer): Promise<Answer> {
  const { status, body } = (await upload(bank, who.access, fields)) as Answer; // REST's answer or refusal
  return { status, body };
}
async function sent(fields: UploadFields, who = customer): Promise<DocumentId> {
  const { status, body } = await send(fields, who);
  expect(status).toBe(201);
  return body.id;
}
const folder = () => join(bank.deps.env.DATA_DIR, 'documents');

async function storedFiles(): Promise<string[]> {
  const entries = await readdir(folder(), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name));
}
async function rows(): Promise<number> {
  const [row] = await bank.owner<{ n: number }>('select count(*)::int as n from kyc_document');
  return row?.n ?? -1;
}

describe('documents of an application', () => {
  it('are listed with their number masked and a file name that is only text', async () => {
    await sent(passport('P12345678'));
    const { results } = await customer.api.documents.list();
    expect(results).toMatchObject([
      {
        documentNumber: '•••• 5678',
        fileName: 'अनुज्ञप्ति front.jpg',
        status: 'QUARANTINED',
        verificationStatus: 'PENDING',
        refusal: null,
      },
    ]);
  });

  it('never lie plain in the data folder or the tables', async () => {
    const canary = Buffer.concat([file.bytes, Buffer.from('CANARY-5f2e-plain')]);
    const answer = await send({
      ...passport('CANARYNUM77'),
      file: { ...file, name: 'canary-name.jpg', bytes: canary },
    });
    expect(answer.status).toBe(201);
    for (const path of await storedFiles()) expect((await readFile(path)).includes('CANARY')).toBe(false);
    const dump = JSON.stringify([
      await bank.owner('select * from kyc_document'),
      await bank.owner('select * from audit_event'),
      await bank.owner('select * from jobs.job'),
    ]);
    expect(dump).not.toMatch(/canary/i);
  });

  it('may be removed while their row is open, and sent anew', async () => {
    const number = freshNumber();
    const id = await sent(passport(number));
    await expect(customer.api.documents.remove({ id })).resolves.toEqual({ id });
    expect((await customer.api.documents.list()).count).toBe(0);
    await sent(passport(number));
    const audit = await bank.owner(
      `select action from audit_event where action = 'document.removed' and actor_id = ?`,
      [customer.id],
    );
    expect(audit).toHaveLength(1);
    await bank.runJobs();
    expect((await customer.api.documents.list()).results).toMatchObject([{ status: 'PENDING' }]);
  });

  it('of another customer are not found', async () => {
    const id = await sent(passport());
    const stranger = await bank.customer();
    await expect(stranger.api.documents.remove({ id })).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } });
    expect((await customer.api.documents.list()).count).toBe(1);
  });

  it('are refused after submitting', async () => {
    const { customer: applicant } = await bank.submittedApplication();
    const answer = await send(passport(), applicant);
    expect(answer).toMatchObject({ status: 409, body: { code: 'REQUIREMENT_CLOSED' } });
    const [first] = (await applicant.api.documents.list()).results;
    if (!first) throw new Error('a submitted application has documents');
    await expect(applicant.api.documents.remove({ id: first.id })).rejects.toMatchObject({
      cause: { code: 'REQUIREMENT_CLOSED' },
    });
  });

  it('are refused as repeats of the same type and side, with the status of the one that stands', async () => {
    await sent(passport());
    const answer = await send(passport());
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ codes: { document_type: ['DOCUMENT_EXISTS'] } });
    expect(answer.body.document_type?.[0]).toContain('PENDING');
    expect(await rows()).toBe((await storedFiles()).length);
  });

  it('carry one number on both sides', async () => {
    await sent(licence('FRONT', 'S55500001'));
    expect(await send(licence('BACK', 'S55500002'))).toMatchObject({
      status: 400,
      body: { codes: { document_number: ['NUMBER_DIFFERS'] } },
    });
    await sent(licence('BACK', 's555-00001'));
  });

  it('are of one issuer on both sides', async () => {
    const number = freshNumber();
    await sent(licence('FRONT', number, 'CA'));
    expect(await send(licence('BACK', number, 'NY'))).toMatchObject({
      status: 400,
      body: { codes: { issuing_region: ['ISSUER_DIFFERS'] } },
    });
    const back = await sent(licence('BACK', number));
    expect(await bank.owner('select issuer from kyc_document where id = ?', [back])).toEqual([{ issuer: 'US-CA' }]);
  });

  it('are at most three live ones a requirement', async () => {
    const number = freshNumber();
    await sent(licence('FRONT', number));
    await sent(licence('BACK', number));
    await sent(passport());
    expect(await send({ ...passport(), documentType: 'GOVERNMENT_ID' })).toMatchObject({
      status: 409,
      body: { code: 'TOO_MANY_DOCUMENTS' },
    });
  });

  it('are at most forty an application, removed ones included', async () => {
    const id = await sent(passport());
    await customer.api.documents.remove({ id });
    await bank.owner(
      `insert into kyc_document select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'storage_key', gen_random_uuid()))).* from kyc_document d, generate_series(1, 39) where d.id = ?`,
      [id],
    );
    expect(await send(passport())).toMatchObject({ status: 409, body: { code: 'FILE_LIMIT_REACHED' } });
    const texts = { document_type: 'PASSPORT', document_number: freshNumber() };
    const { status, body } = await request(bank.publicApp)
      .post('/api/uploads')
      .set({
        authorization: `Bearer ${customer.access}`,
        'tus-resumable': '1.0.0',
        'upload-length': '100',
        'upload-metadata': metadataOf(texts),
      });
    expect({ status, body }).toMatchObject({ status: 409, body: { code: 'FILE_LIMIT_REACHED' } });
    await bank.owner('delete from kyc_document where customer_id = ? and id <> ?', [customer.id, id]);
  });
});

describe('a document number', () => {
  it('belongs to one customer: neutral words for the second, a note on both', async () => {
    const number = freshNumber();
    await sent(passport(number));
    const second = await bank.customer();
    const answer = await send(passport(number), second);
    expect(answer.status).toBe(409);
    expect(answer.body.codes).toEqual({ document_number: ['DOCUMENT_NUMBER_UNAVAILABLE'] });
    expect(JSON.stringify(answer.body)).not.toMatch(/someone|other (customer|person)|already/i);
    const notes = await bank.owner(
      `select user_id from security_event where event_type = 'SUSPICIOUS_ACTIVITY' and user_id in (?, ?)`,
      [customer.id, second.id],
    );
    expect(notes).toHaveLength(2);
    await sent({ ...passport(number), documentType: 'UTILITY_BILL' }, second);
  });

  it('belongs to one customer whether or not they name the state', async () => {
    const number = freshNumber();
    await sent(licence('FRONT', number, 'CA'));
    const second = await bank.customer();
    const answer = await send(licence('FRONT', number), second);
    expect(answer.body.codes).toEqual({ document_number: ['DOCUMENT_NUMBER_UNAVAILABLE'] });
    await sent(licence('FRONT', number, 'NY'), second);
  });

  it('belongs to nobody by a file that was refused or an application that was withdrawn', async () => {
    const number = freshNumber();
    const [second, third] = [await bank.customer(), await bank.customer()];
    const refused = await sent(passport(number));
    await bank.owner(
      `update kyc_document set status = 'REJECTED', rejection_reason = 'DOCUMENT_CORRUPT' where id = ?`,
      [refused],
    );
    await sent(passport(number), second);
    expect((await send(passport(number), third)).status).toBe(409);
    await second.api.application.withdraw();
    await sent(passport(number), third);
  });
});

describe('the sweep', () => {
  it('removes files without a row and stale parts, and nothing else', async () => {
    await giveDocuments(bank, customer);
    const before = await storedFiles();
    const store = bank.deps.ports.documents;
    const stray = '01890000-0000-7000-8000-0000000000aa';
    const part = '01890000-0000-7000-8000-0000000000ab';
    const finished = await store.create(stray);
    await pipeline(['sealed'], finished.stream);
    await finished.commit();
    const unfinished = await store.create(part);
    await pipeline(['sealed'], unfinished.stream);
    expect(await storedFiles()).toHaveLength(before.length + 2);
    await sweepDocuments(bank.deps);
    expect(await storedFiles()).toHaveLength(before.length + 2);
    const old = new Date(Date.now() - 7_200_000);
    for (const path of await storedFiles()) await utimes(path, old, old);
    await sweepDocuments(bank.deps);
    expect((await storedFiles()).toSorted()).toEqual(before.toSorted());
  });

  it('asks again for a check whose wake-up was lost', async () => {
    await sent(passport());
    await bank.owner(`delete from jobs.job where name = 'scan-document'`);
    await bank.setNow(new Date(bank.now().getTime() + 61_000));
    await sweepDocuments(bank.deps);
    await bank.runJobs();
    expect((await customer.api.documents.list()).results).toMatchObject([{ status: 'PENDING' }]);
  });
});
