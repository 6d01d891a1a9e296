import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clamdScanner } from '../../ports/malware-scanner.ts';
import {
  createTestBank,
  samplePdf,
  samplePicture,
  type SignedInCustomer,
  type TestBank,
  upload,
} from '../../testing.ts';
import { sweepDocuments } from './janitor.ts';
import { namesActiveContent } from './pdf-names.ts';
import { scanDocument } from './scan-document.ts';

/** A whole small PDF whose catalogue says what is given. */
function handmade(catalogue: string, extra = ''): Buffer {
  const objects = [
    `1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${catalogue} >>\nendobj\n`,
    '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n',
    '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n',
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object) => {
    const at = text.length;
    text += object;
    return at;
  });
  text += extra;
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(
    `${text}xref\n0 4\n0000000000 65535 f \n${rows}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
}

function locked(options: PDFKit.PDFDocumentOptions): Promise<Buffer> {
  const { promise, resolve } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  const document = new PDFDocument(options);
  document.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)));
  document.text('Fictional bill').end();
  return promise;
}

/** 30 000 pixels a side in some hundred bytes: the header alone must be enough to refuse it. */
function bomb(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(30_000, 0);
  header.writeUInt32BE(30_000, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(9_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const EICAR = String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`;

let bank: TestBank;
let clamd: Server;
let customer: SignedInCustomer;

/** Looks for EICAR as clamd would. A port that no longer answers is a clamd that is down. */
async function listen(port = 0): Promise<number> {
  clamd = createServer((socket) => {
    let seen = '';
    socket
      .setEncoding('latin1')
      .on('error', () => undefined)
      .on('data', (piece: string) => {
        seen += piece;
        if (seen.endsWith('\0\0\0\0'))
          socket.end(seen.includes('EICAR-STANDARD') ? 'stream: Own.Test.EICAR.UNOFFICIAL FOUND\0' : 'stream: OK\0');
      });
  });
  clamd.listen(port, '127.0.0.1');
  await once(clamd, 'listening');
  return (clamd.address() as AddressInfo).port; // a TCP server has a TCP address
}
let port: number;

beforeAll(async () => {
  port = await listen();
  bank = await createTestBank();
  bank.deps = { ...bank.deps, ports: { ...bank.deps.ports, scanner: clamdScanner(`tcp://127.0.0.1:${port}`) } };
});
afterAll(async () => {
  clamd.close();
  await bank.close();
});
beforeEach(async () => {
  customer = await bank.customer();
});

let numbers = 0;
const send = (bytes: Buffer, mediaType = 'application/pdf') =>
  upload(bank, customer.access, {
    documentType: 'UTILITY_BILL',
    documentNumber: `B${String(10_000_000 + (numbers += 1))}`,
    file: { name: 'bill', mediaType, bytes },
  });
const runScans = async () => {
  const jobs = await bank.owner<{ data: { id: string } }>(
    `update jobs.job set state = 'completed' where name = 'scan-document' and state = 'created' returning data`,
  );
  for (const { data } of jobs) await scanDocument(bank.deps, data.id);
};
const standing = async () =>
  (await customer.api.documents.list()).results.map(({ status, refusal }) => [status, refusal?.code]);

describe('a file that fails its check', () => {
  it.each<[string, { mediaType: string; make: () => Promise<Buffer> | Buffer }, string]>([
    [
      'garbage after %PDF',
      {
        mediaType: 'application/pdf',
        make: () => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(6_000, 'x')]),
      },
      'DOCUMENT_CORRUPT',
    ],
    [
      'a PDF with a password',
      { mediaType: 'application/pdf', make: () => locked({ userPassword: 'secret', ownerPassword: 'other' }) },
      'DOCUMENT_ENCRYPTED',
    ],
    [
      'a PDF with script on opening',
      { mediaType: 'application/pdf', make: () => handmade('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>') },
      'DOCUMENT_ACTIVE_CONTENT',
    ],
    [
      'a PDF with script on closing',
      { mediaType: 'application/pdf', make: () => handmade('/AA << /WC << /S /J#61vaScript /JS (1) >> >>') },
      'DOCUMENT_ACTIVE_CONTENT',
    ],
    [
      'a PDF with an embedded file',
      { mediaType: 'application/pdf', make: () => handmade('/Names << /EmbeddedFiles << /Names [(x) 9 0 R] >> >>') },
      'DOCUMENT_ACTIVE_CONTENT',
    ],
    ['a tiny PNG of 900 million pixels', { mediaType: 'image/png', make: bomb }, 'DOCUMENT_CORRUPT'],
    [
      'a JPEG with EICAR in it',
      { mediaType: 'image/jpeg', make: async () => Buffer.concat([await samplePicture('jpeg'), Buffer.from(EICAR)]) },
      'DOCUMENT_INFECTED',
    ],
  ])('is refused with a next step and replaced by a good one: %s', async (_, { mediaType, make }, reason) => {
    await send(await make(), mediaType).expect(201);
    await runScans();
    const [refused] = (await customer.api.documents.list()).results;
    expect(refused).toMatchObject({ status: 'REJECTED', verificationStatus: 'REJECTED', refusal: { code: reason } });
    expect(refused?.refusal?.nextStep.length).toBeGreaterThan(10);
    expect((await customer.api.requirements.list()).refused).toMatchObject([
      { code: 'proof_of_address', refusal: { code: reason } },
    ]);
    await send(await samplePdf('A good bill')).expect(201);
    await runScans();
    expect(await standing()).toEqual([['PENDING', undefined]]);
    expect((await customer.api.requirements.list()).refused).toEqual([]);
  });
});

describe('while the malware scanner is down', () => {
  it('a document stays in quarantine, its job fails, and the sweep asks again', async () => {
    clamd.close();
    await once(clamd, 'close');
    await send(await samplePdf('Waiting')).expect(201);
    await expect(runScans()).rejects.toThrow(/ECONNREFUSED/);
    expect(await standing()).toEqual([['QUARANTINED', undefined]]);
    await bank.setNow(new Date(bank.now().getTime() + 61_000));
    await sweepDocuments(bank.deps);
    await listen(port);
    await runScans();
    expect(await standing()).toEqual([['PENDING', undefined]]);
  });
});

describe('the search for active names', () => {
  it.each(['/JavaScript', '/JavaScript(', '/#4aavaScript', '/#4AavaScript', '/XFA[', '/EmbeddedFiles<<', '/Launch\n'])(
    'finds %j',
    (text) => {
      expect(namesActiveContent(Buffer.from(`1 0 obj ${text}`))).toBe(true);
    },
  );

  it.each(['/LaunchSans', '/XFAx', '/xfa ', '/Javascripted', 'JavaScript', '/FontFile2'])('passes %j', (text) => {
    expect(namesActiveContent(Buffer.from(`1 0 obj ${text} `))).toBe(false);
  });

  it('finds a name that lies across two windows', () => {
    const bytes = Buffer.alloc(3 * 1024 * 1024, 0x20);
    bytes.write('/JavaScript ', 1024 * 1024 - 5);
    expect(namesActiveContent(bytes)).toBe(true);
  });
});
