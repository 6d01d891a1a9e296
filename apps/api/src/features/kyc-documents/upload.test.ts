import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { MAX_FILE_BYTES } from '@ostiary/domain/kyc-documents';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInCustomer, samplePdf, samplePicture, type TestBank } from '../../testing.ts';

let bank: TestBank;
let server: Server;
let customer: SignedInCustomer;
let jpeg: Buffer;
let origin: string;

beforeAll(async () => {
  bank = await createTestBank({ env: { UPLOADS_AT_ONCE: '8' } });
  server = bank.publicApp.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server has a TCP address
  jpeg = await samplePicture('jpeg', 5);
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await bank.close();
});
beforeEach(async () => {
  customer = await bank.customer();
});

const PASSPORT = { document_type: 'PASSPORT', document_number: 'X1234567' };
const numbered = (index: number) => ({ ...PASSPORT, document_number: `X77${String(index).padStart(6, '0')}` });
let numbers = 0;
const fresh = () => numbered((numbers += 1));
type Part = [name: string, value: string | Blob];
const file = (bytes: Buffer | string, name = 'passport.jpg'): Part => [
  'document_file',
  new File([new Uint8Array(Buffer.from(bytes))], name),
];

async function send(
  parts: Part[],
  { access = customer.access, path = '/api/kyc/upload/' }: { access?: string; path?: string } = {},
) {
  const form = new FormData();
  for (const [name, value] of parts) form.append(name, value);
  const answer = await fetch(origin + path, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${access}` },
  });
  const body = (await answer.json()) as Record<string, unknown> & { codes?: Record<string, string[]> }; // JSON of either shape
  return { status: answer.status, body, answer };
}
const fields = (given: Record<string, string>): Part[] => Object.entries(given);

async function leftBehind(): Promise<{ files: number; rows: number }> {
  let files = 0;
  for await (const _ of bank.deps.ports.documents.list()) files += 1;
  const [row] = await bank.owner<{ n: number }>('select count(*)::int as n from kyc_document');
  return { files, rows: row?.n ?? -1 };
}

describe('an upload', () => {
  it('answers with the document, its number masked, and keeps an audit row', async () => {
    const { status, body } = await send([...fields(PASSPORT), file(jpeg)], { path: '/api/kyc/upload' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      document_type: 'PASSPORT',
      document_number: '•••• 4567',
      verification_status: 'PENDING',
      side: 'FRONT',
      status: 'QUARANTINED',
    });
    const audit = await bank.owner(
      `select action from audit_event where action = 'document.received' and actor_id = ?`,
      [customer.id],
    );
    expect(audit).toHaveLength(1);
    await bank.runJobs();
    expect((await customer.api.documents.list()).results).toMatchObject([
      { id: body.id, status: 'PENDING', fileName: 'passport.jpg' },
    ]);
  });

  it('takes fields that come after the file', async () => {
    const { status } = await send([
      ['document_type', 'PASSPORT'],
      file(jpeg),
      ['document_number', fresh().document_number],
      ['expires_on', '2090-01-01'],
    ]);
    expect(status).toBe(201);
    expect((await customer.api.documents.list()).results).toMatchObject([{ expiresOn: '2090-01-01' }]);
  });

  it('accepts exactly 10 485 760 bytes and refuses one more with 413, closing within two seconds', async () => {
    const exact = Buffer.alloc(MAX_FILE_BYTES, await samplePdf('long'));
    expect((await send([...fields(fresh()), file(exact, 'bill.pdf')])).status).toBe(201);
    const before = await leftBehind();
    const begun = performance.now();
    const over = await send([
      ['document_type', 'UTILITY_BILL'],
      ['document_number', 'B100001'],
      ['issued_on', bank.now().toISOString().slice(0, 10)],
      file(Buffer.concat([exact, Buffer.of(0)]), 'bill.pdf'),
    ]);
    expect(over).toMatchObject({ status: 413, body: { code: 'FILE_TOO_LARGE' } });
    expect(performance.now() - begun).toBeLessThan(2_000);
    const far = await send([
      ...fields({
        document_type: 'UTILITY_BILL',
        document_number: 'B100001',
        issued_on: bank.now().toISOString().slice(0, 10),
      }),
      file(Buffer.alloc(4 * MAX_FILE_BYTES, exact), 'bill.pdf'),
    ]);
    expect(far.status).toBe(413);
    expect(far.answer.headers.get('connection')).toBe('close');
    expect(await leftBehind()).toEqual(before);
  });

  it.each([
    ['an EXE called .pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(6_000)]), 'invoice.pdf'],
    ['HTML', '<!doctype html><script>alert(1)</script>', 'id.jpg'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'id.png'],
    ['DOC', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(6_000)]), 'bill.doc'],
    ['GIF', 'GIF89a..............', 'id.gif'],
    ['one byte', 'x', 'id.pdf'],
  ])('refuses %s by its content', async (_, bytes, name) => {
    const before = await leftBehind();
    expect(await send([...fields(PASSPORT), file(bytes, name)])).toMatchObject({
      status: 415,
      body: { code: 'FILE_TYPE_REFUSED' },
    });
    expect(await leftBehind()).toEqual(before);
  });

  it.each<[string, () => Part[], Record<string, string[]>]>([
    ['no file', () => fields(PASSPORT), { document_file: ['FILE_MISSING'] }],
    ['an empty file', () => [...fields(PASSPORT), file('')], { document_file: ['FILE_EMPTY'] }],
    ['two files', () => [...fields(PASSPORT), file(jpeg), file(jpeg)], { document_file: ['ONE_FILE_ONLY'] }],
    [
      'three files',
      () => [file(jpeg), file(jpeg), file(jpeg), ...fields(PASSPORT)],
      { document_file: ['ONE_FILE_ONLY', 'ONE_FILE_ONLY'] },
    ],
    [
      'an unknown field',
      () => [...fields({ ...PASSPORT, is_admin: '1' }), file(jpeg)],
      { is_admin: ['UNKNOWN_FIELD'] },
    ],
    [
      'a file in another field',
      () => [...fields(PASSPORT), ['photo', new File(['x'], 'x.jpg')], file(jpeg)],
      { photo: ['UNKNOWN_FIELD'] },
    ],
    [
      'a repeated field',
      () => [...fields(PASSPORT), ['document_type', 'OTHER'], file(jpeg)],
      { document_type: ['INVALID'] },
    ],
    ['the back of a passport', () => [...fields({ ...PASSPORT, side: 'BACK' }), file(jpeg)], { side: ['INVALID'] }],
    [
      'everything wrong at once',
      () => [
        ...fields({ document_type: 'CAT', document_number: '!', issued_on: '2099-01-01' }),
        file(jpeg),
        ['expires_on', 'soon'],
      ],
      {
        document_type: ['DOCUMENT_TYPE_UNKNOWN'],
        document_number: ['DOCUMENT_NUMBER_FORMAT'],
        issued_on: ['DATE_IN_FUTURE'],
        expires_on: ['DATE_FORMAT'],
      },
    ],
    [
      'an expired passport',
      () => [...fields({ ...PASSPORT, expires_on: '2020-01-01' }), file(jpeg)],
      { expires_on: ['DATE_IN_PAST'] },
    ],
    [
      'an old bill whose fields follow the file',
      () => [
        file(jpeg),
        ...fields({ document_type: 'UTILITY_BILL', document_number: 'B100002', issued_on: '2020-01-01' }),
      ],
      { issued_on: ['DOCUMENT_TOO_OLD'] },
    ],
  ])('names the field for %s and leaves nothing behind', async (_, parts, codes) => {
    const before = await leftBehind();
    const { status, body } = await send(parts());
    expect(body.codes).toEqual(codes);
    expect(status).toBe(400);
    expect(await leftBehind()).toEqual(before);
  });

  it('is refused before its body is read when nobody is signed in', async () => {
    const answer = await send([...fields(PASSPORT), file(Buffer.alloc(MAX_FILE_BYTES, jpeg))], {
      access: 'x'.repeat(40),
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'TOKEN_INVALID' } });
  });

  it('is refused when it is not multipart', async () => {
    const headers = { authorization: `Bearer ${customer.access}`, 'content-type': 'application/json' };
    expect((await fetch(`${origin}/api/kyc/upload/`, { method: 'POST', body: '{}', headers })).status).toBe(400);
  });

  it('leaves nothing behind and harms nobody when the connection is cut', async () => {
    const before = await leftBehind();
    for (const [name, length] of [
      ['document_file', 20_000],
      ['document_file', 0],
      ['photo', 20_000],
    ] as const) {
      const socket = connect(Number(new URL(origin).port), '127.0.0.1');
      const head = Object.entries(PASSPORT)
        .map(([field, value]) => `--b\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`)
        .join('');
      socket.write(
        `POST /api/kyc/upload/ HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${customer.access}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 900000\r\n\r\n`,
      );
      socket.write(
        `${head}--b\r\nContent-Disposition: form-data; name="${name}"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`,
      );
      socket.write(Buffer.alloc(length, jpeg));
      await wait(length === 0 ? 5 : 300);
      socket.destroy();
      await wait(200);
    }
    expect(await leftBehind()).toEqual(before);
    expect((await send([...fields(fresh()), file(jpeg)])).status).toBe(201);
  });

  it('is refused with Retry-After when one person sends more than three at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => send([...fields(fresh()), file(Buffer.alloc(MAX_FILE_BYTES, jpeg))])),
    );
    const busy = answers.filter(({ status }) => status === 429);
    expect(busy.length).toBeGreaterThanOrEqual(1);
    expect(busy[0]?.answer.headers.get('retry-after')).toBe('2');
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.every(({ status }) => [201, 409, 429].includes(status))).toBe(true);
  });
});
