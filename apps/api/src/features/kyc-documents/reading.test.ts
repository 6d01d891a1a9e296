import { Readable } from 'node:stream';
import { deflateSync } from 'node:zlib';
import { KycDocument } from '@ostiary/db';
import { DocumentId } from '@ostiary/domain/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ADDRESS,
  createTestBank,
  IDENTITY,
  samplePdf,
  samplePicture,
  SSN,
  type TestBank,
  testContext,
  upload,
} from '../../testing.ts';
import { openVault } from '../../vault.ts';
import { inspectFile } from './file-worker.ts';
import { drawn, handmade, stream } from './hostile/pdf-bytes.ts';
import { openReading } from './reading.service.ts';
import { scanDocument } from './scan-document.ts';

const FONT = '/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>';
/** A page that draws what these operators say. */
const page = (operators: string) =>
  handmade({ page: `/Contents 4 0 R ${FONT}`, more: [stream('/Filter /FlateDecode', deflateSync(operators))] });
const shown = (text: string) => `BT /F1 12 Tf 10 10 Td ${text} ET`;
const inspect = (bytes: Buffer, readTimeoutMs?: number) =>
  inspectFile(Readable.from([bytes]), 'application/pdf', readTimeoutMs);
const SOUND = { reason: null };

describe('the text of a file', () => {
  it('is the text layer of a PDF, line by line', async () => {
    const bytes = await samplePdf('Avery Stone\n400 North Lake Street');
    expect(await inspect(bytes)).toEqual({ ...SOUND, text: 'Avery Stone\n400 North Lake Street\n' });
  });

  it('is none in a picture, and none in a PDF without text', async () => {
    const picture = Readable.from([await samplePicture('jpeg', 3)]);
    expect(await inspectFile(picture, 'image/jpeg')).toEqual({ ...SOUND, text: '' });
    expect((await inspect(handmade())).text.trim()).toBe('');
  });

  it('ends after 20 000 characters, however much there is', async () => {
    const { reason, text } = await inspect(page(shown('(Avery Stone ) Tj '.repeat(100_000))));
    expect(reason).toBeNull();
    expect(text.startsWith('Avery Stone')).toBe(true);
    expect(text.length).toBeLessThanOrEqual(20_000);
  });

  it('ends after five pages', async () => {
    const lines = Array.from({ length: 600 }, (_, at) => `line ${at}`);
    const { reason, text } = await inspect(await samplePdf(lines.join('\n')));
    expect(reason).toBeNull();
    expect(text).toContain('line 200\n');
    expect(text).not.toContain('line 400\n');
  });

  it('is none of ten thousand pages, which are refused as before', async () => {
    expect(await inspect(await drawn({}, 10_000))).toEqual({ reason: 'DOCUMENT_NOT_ACCEPTED', text: '' });
  });

  it('is none where reading takes too long, and the verdict stands', async () => {
    expect(await inspect(page(`${'0 0 m '.repeat(3_000_000)}${shown('(late) Tj')}`), 1)).toEqual({
      ...SOUND,
      text: '',
    });
  });

  it('is none where the page does not read, and the verdict stands', async () => {
    const { reason, text } = await inspect(page(shown('/F9 12 Tf (x) Tj')));
    expect([reason, text.trim().length < 5]).toEqual([null, true]);
  });
});

describe('the check of a document with text', () => {
  let bank: TestBank;
  let numbers = 0;
  beforeAll(async () => {
    bank = await createTestBank();
  });
  afterAll(() => bank.close());

  /** A bill of somebody who has typed what they are asked, not yet checked. */
  async function bill(print: (number: string) => string) {
    const customer = await bank.customer();
    await customer.api.requirements.put({ code: 'identity', ...IDENTITY });
    await customer.api.requirements.put({ code: 'address', ...ADDRESS });
    await customer.api.requirements.put({ code: 'ssn', ssn: SSN });
    const documentNumber = `B${20_000_000 + (numbers += 1)}`;
    const file = { name: 'bill.pdf', mediaType: 'application/pdf', bytes: await samplePdf(print(documentNumber)) };
    const issuedOn = bank.now().toISOString().slice(0, 10);
    const answer = await upload(bank, customer.access, {
      documentType: 'UTILITY_BILL',
      documentNumber,
      issuedOn,
      file,
    });
    const id = DocumentId.parse(Reflect.get(Object(answer.body), 'id'));
    const found = async () => {
      const ctx = testContext(bank.deps, 'customer');
      const document = await ctx.em.findOneOrFail(KycDocument, { id });
      return { document, reading: openReading(document, await openVault(ctx, customer.id)) };
    };
    return { customer, id, documentNumber, found };
  }
  const printed = (number: string) =>
    `Lake Power (fictional)\nAccount number: ${number}\nMs Avery Stone\n400 North Lake Street\nChicago, IL 60611\nTax ${SSN}`;

  it('keeps what answers the form, sealed, and not the text', async () => {
    const { id, documentNumber, found } = await bill(printed);
    await scanDocument(bank.deps, id);
    const { document, reading } = await found();
    expect(document.status).toBe('PENDING');
    expect(document.readingEncrypted).toMatch(/^gAAAA/);
    expect(reading).toMatchObject({
      name: 'Avery Stone',
      street: '400 North Lake Street',
      city: 'Chicago',
      postalCode: '60611',
      number: documentNumber,
      identifiers: [{ requirement: 'ssn', printed: SSN }],
    });
    expect(JSON.stringify(reading)).not.toMatch(/Power|fictional|Tax/);
  });

  it('keeps nothing where nothing answers, and nothing of what it refuses', async () => {
    const [dull, refused] = [await bill(() => 'Terms apply'), await bill(printed)];
    await scanDocument(bank.deps, dull.id);
    const found = () => Promise.resolve({ reason: 'DOCUMENT_CORRUPT', text: 'Avery Stone' } as const);
    await scanDocument(bank.deps, refused.id, found);
    expect((await dull.found()).document).toMatchObject({ status: 'PENDING', readingEncrypted: null });
    expect((await refused.found()).document).toMatchObject({ status: 'REJECTED', readingEncrypted: null });
  });

  it('is told to the person in their download, and forgotten with the file', async () => {
    const { customer, id, found } = await bill(printed);
    await scanDocument(bank.deps, id);
    const data = await customer.api.privacy.export();
    expect(data.applications[0]?.documents).toMatchObject([
      { whatWeRead: { name: 'Avery Stone', postalCode: '60611' } },
    ]);
    const admin = await bank.staff('admin');
    const { customerNumber } = await customer.api.application.overview();
    await admin.api.customers.erase({ id: customer.id, customerNumber, reason: 'CUSTOMER_REQUEST' });
    const [row] = await bank.owner('select reading_encrypted from kyc_document where id = ?', [id]);
    expect(row).toEqual({ reading_encrypted: null });
    await expect(found()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('reports a reading that does not open, and asks for no new file', async () => {
    const { customer, id, found } = await bill(printed);
    await scanDocument(bank.deps, id);
    await bank.owner('update kyc_document set reading_encrypted = ? where id = ?', [`gAAAAA${'B'.repeat(94)}`, id]);
    expect((await customer.api.privacy.export()).applications[0]?.documents).toMatchObject([{ whatWeRead: null }]);
    const { reading, document } = await found();
    expect(reading).toBeNull();
    expect(document.status).toBe('PENDING');
    const events = await bank.owner(
      `select severity from security_event where event_type = 'CORRUPTED_CIPHERTEXT' and metadata @> ?::jsonb`,
      [JSON.stringify({ table: 'kyc_document', column: 'reading_encrypted', rowId: id })],
    );
    expect(events).toEqual([{ severity: 'CRITICAL' }]);
  });
});
