import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { deflateSync } from 'node:zlib';
import type { ReasonCode } from '@ostiary/domain/review';
import { DocumentId } from '@ostiary/domain/shared';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MalwareScanner } from '../../ports/malware-scanner.ts';
import {
  createTestBank,
  type SignedInCustomer,
  samplePdf,
  samplePicture,
  type TestBank,
  upload,
} from '../../testing.ts';
import { inspectFile } from './file-worker.ts';
import { scanDocument } from './scan-document.ts';

const ACTION = { Type: 'Action', S: 'JavaScript' } as const;

/** A PDF with parts of its own: pdfkit leaves encryption and links to us. */
function pdf(options: PDFKit.PDFDocumentOptions, draw: (document: PDFKit.PDFDocument) => void): Promise<Buffer> {
  const { promise, resolve } = Promise.withResolvers<Buffer>();
  const document = new PDFDocument(options);
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)));
  document.text('Fictional bill');
  draw(document);
  document.end();
  return promise;
}

const withLink = (action: Record<string, unknown>) =>
  pdf(
    {},
    (document) =>
      void document.annotate(10, 10, 50, 50, { Subtype: 'Link', A: action } as PDFKit.Mixins.AnnotationOption),
  ); // pdfkit knows more keys than its types
const replaced = (bytes: Buffer, from: string, to: string) =>
  Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');

/** The action stands inside a compressed stream, where a search of the bytes finds nothing. */
async function hidden(): Promise<Buffer> {
  const body = deflateSync('7 0 << /S /JavaScript /JS (app.alert(1)) >>');
  const stream = `99 0 obj\n<< /N 1 /First 4 /Filter /FlateDecode /Length ${body.length} >>\nstream\n`;
  const sound = await samplePdf('bill');
  const end = sound.lastIndexOf('xref\n');
  return Buffer.concat([
    sound.subarray(0, end),
    Buffer.from(stream),
    body,
    Buffer.from('\nendstream\nendobj\n'),
    sound.subarray(end),
  ]);
}

const noise = () =>
  sharp({
    create: {
      width: 900,
      height: 600,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  });
const cut = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length * 0.95));

describe('the check of a file', () => {
  it.each<{ what: string; mediaType: string; make: () => Promise<Buffer>; reason: ReasonCode | null }>([
    { what: 'a sound JPEG', mediaType: 'image/jpeg', make: () => noise().jpeg().toBuffer(), reason: null },
    { what: 'a sound PNG', mediaType: 'image/png', make: () => noise().png().toBuffer(), reason: null },
    { what: 'a sound PDF', mediaType: 'application/pdf', make: () => samplePdf('bill'), reason: null },
    {
      what: 'a PDF with a web link',
      mediaType: 'application/pdf',
      make: () => pdf({}, (document) => void document.text('site', { link: 'https://example.com' })),
      reason: null,
    },
    {
      what: 'a truncated JPEG',
      mediaType: 'image/jpeg',
      make: async () => cut(await noise().jpeg().toBuffer()),
      reason: 'DOCUMENT_CORRUPT',
    },
    {
      what: 'a truncated PNG',
      mediaType: 'image/png',
      make: async () => cut(await noise().png().toBuffer()),
      reason: 'DOCUMENT_CORRUPT',
    },
    {
      what: 'a PNG of more than 50 million pixels',
      mediaType: 'image/png',
      make: () =>
        sharp({ limitInputPixels: false, create: { width: 8_000, height: 6_400, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
      reason: 'DOCUMENT_CORRUPT',
    },
    {
      what: 'a broken PDF',
      mediaType: 'application/pdf',
      make: async () => (await samplePdf('bill')).subarray(0, 300),
      reason: 'DOCUMENT_CORRUPT',
    },
    {
      what: 'a PDF that asks for a password',
      mediaType: 'application/pdf',
      make: () => pdf({ userPassword: 'secret' }, () => undefined),
      reason: 'DOCUMENT_ENCRYPTED',
    },
    {
      what: 'a PDF with an owner’s password',
      mediaType: 'application/pdf',
      make: () => pdf({ ownerPassword: 'secret' }, () => undefined),
      reason: 'DOCUMENT_ENCRYPTED',
    },
    {
      what: 'a PDF with script behind a link',
      mediaType: 'application/pdf',
      make: () => withLink(ACTION),
      reason: 'DOCUMENT_ACTIVE_CONTENT',
    },
    {
      what: 'a PDF with an escaped name',
      mediaType: 'application/pdf',
      make: async () => replaced(await withLink(ACTION), '/JavaScript', '/J#61vaScr#69pt'),
      reason: 'DOCUMENT_ACTIVE_CONTENT',
    },
    {
      what: 'a PDF that starts a program',
      mediaType: 'application/pdf',
      make: () => withLink({ S: 'Launch' }),
      reason: 'DOCUMENT_ACTIVE_CONTENT',
    },
    {
      what: 'a PDF with an attachment',
      mediaType: 'application/pdf',
      make: () => pdf({}, (document) => void document.file(Buffer.from('x'), { name: 'x.txt' })),
      reason: 'DOCUMENT_ACTIVE_CONTENT',
    },
    {
      what: 'a PDF with script in a compressed stream',
      mediaType: 'application/pdf',
      make: hidden,
      reason: 'DOCUMENT_ACTIVE_CONTENT',
    },
    {
      what: 'a PDF of 51 pages',
      mediaType: 'application/pdf',
      make: () => pdf({}, (document) => void Array.from({ length: 50 }, () => document.addPage())),
      reason: 'DOCUMENT_NOT_ACCEPTED',
    },
  ])('judges $what', async ({ mediaType, make, reason }) => {
    expect(await inspectFile(Readable.from([await make()]), mediaType)).toMatchObject({ reason });
  });
});

describe('the scan of a document', () => {
  let bank: TestBank;
  let customer: SignedInCustomer;
  let verdict: () => ReturnType<MalwareScanner['scan']>;
  let id: DocumentId;

  const drain = async (bytes: Readable) => {
    for await (const _ of bytes) continue;
  };
  const scanner: MalwareScanner = { name: 'test', scan: async (bytes) => (await drain(bytes), verdict()) };

  beforeAll(async () => {
    bank = await createTestBank();
    bank.deps = { ...bank.deps, ports: { ...bank.deps.ports, scanner } };
  });
  afterAll(() => bank.close());
  beforeEach(async () => {
    verdict = () => Promise.resolve('clean');
    customer = await bank.customer();
    const file = { name: 'p.jpg', mediaType: 'image/jpeg', bytes: await samplePicture('jpeg', 8) };
    const answer = await upload(bank, customer.access, {
      documentType: 'PASSPORT',
      documentNumber: `Z${Date.now()}${Math.floor(performance.now())}`,
      file,
    });
    id = DocumentId.parse(Reflect.get(Object(answer.body), 'id'));
  });

  const listed = async () => (await customer.api.documents.list()).results[0];
  const pathOf = async () => {
    const folder = join(bank.deps.env.DATA_DIR, 'documents');
    const entry = (await readdir(folder, { recursive: true })).find((name) => name.endsWith(id));
    return join(folder, String(entry));
  };
  const events = () =>
    bank.owner(`select severity from security_event where event_type = 'CORRUPTED_CIPHERTEXT' and user_id = ?`, [
      customer.id,
    ]);

  it('lets a clean one through, once, with its audit row and a line in the timeline', async () => {
    await scanDocument(bank.deps, id);
    await scanDocument(bank.deps, id);
    expect(await listed()).toMatchObject({ status: 'PENDING' });
    expect(
      await bank.owner(
        `select after from (select canonical::jsonb -> 'after' as after from audit_event where action = 'document.checked' and canonical like ?) x`,
        [`%${id}%`],
      ),
    ).toEqual([{ after: expect.objectContaining({ status: 'PENDING', scanner: 'test' }) }]);
    expect(
      (await customer.api.application.overview()).timeline.filter(({ kind }) => kind === 'document_checked'),
    ).toHaveLength(1);
  });

  it('refuses an infected one with a reason, and the row asks for another', async () => {
    verdict = () => Promise.resolve('infected');
    await scanDocument(bank.deps, id);
    expect(await listed()).toMatchObject({ status: 'REJECTED', refusal: { code: 'DOCUMENT_INFECTED' } });
    expect((await customer.api.requirements.list()).refused).toMatchObject([{ code: 'photo_id' }]);
  });

  it('keeps it in quarantine while the scanner does not answer, and tries again', async () => {
    verdict = () => Promise.reject(new Error('down'));
    await expect(scanDocument(bank.deps, id)).rejects.toThrow('down');
    expect(await listed()).toMatchObject({ status: 'QUARANTINED' });
    verdict = () => Promise.resolve('clean');
    await scanDocument(bank.deps, id);
    expect(await listed()).toMatchObject({ status: 'PENDING' });
  });

  it('leaves one alone that was removed meanwhile', async () => {
    verdict = async () => {
      await customer.api.documents.remove({ id });
      return 'clean';
    };
    await scanDocument(bank.deps, id);
    expect(await bank.owner('select status from kyc_document where id = ?', [id])).toEqual([{ status: 'SUPERSEDED' }]);
  });

  it.each<[string, (path: string) => Promise<void>]>([
    [
      'changed',
      async (path) => {
        const handle = await open(path, 'r+');
        await handle.write(Buffer.of(0xff, 0xfe), 0, 2, 90);
        await handle.close();
      },
    ],
    [
      'cut off',
      async (path) => {
        const handle = await open(path, 'r+');
        await handle.truncate(70);
        await handle.close();
      },
    ],
  ])('refuses one whose stored file was %s, with a critical security event', async (_, harm) => {
    await harm(await pathOf());
    await scanDocument(bank.deps, id);
    expect(await listed()).toMatchObject({ status: 'REJECTED', refusal: { code: 'DOCUMENT_CORRUPT' } });
    expect(await events()).toEqual([{ severity: 'CRITICAL' }]);
  });
});
