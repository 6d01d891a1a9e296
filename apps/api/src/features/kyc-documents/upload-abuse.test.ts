import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { SESSION_RULES } from '@ostiary/domain/auth';
import { MAX_FILE_BYTES } from '@ostiary/domain/kyc-documents';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestBank, samplePicture, type SignedInCustomer, type TestBank } from '../../testing.ts';

let bank: TestBank;
let server: Server;
let port: number;
let customer: SignedInCustomer;
let jpeg: Buffer;

beforeAll(async () => {
  bank = await createTestBank();
  server = bank.publicApp.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo); // a TCP server has a TCP address
  jpeg = await samplePicture('jpeg', 9);
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await bank.close();
});
beforeEach(async () => {
  customer = await bank.customer();
});

const field = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const fileHead = (name = 'a.jpg') =>
  `--b\r\nContent-Disposition: form-data; name="document_file"; filename="${name}"\r\nContent-Type: image/jpeg\r\n\r\n`;
const PASSPORT = field('document_type', 'PASSPORT') + field('document_number', 'X7654321');
const END = '\r\n--b--\r\n';

interface Head {
  readonly length: number;
  readonly access?: string | null;
  readonly type?: string;
}

function open({ length, access = customer.access, type = 'multipart/form-data; boundary=b' }: Head): Socket {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  const bearer = access === null ? '' : `Authorization: Bearer ${access}\r\n`;
  socket.write(
    `POST /api/kyc/upload/ HTTP/1.1\r\nHost: x\r\n${bearer}Content-Type: ${type}\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n`,
  );
  return socket;
}

/** What came back until the door closed, and how long that took since the answer began. */
async function answerOf(socket: Socket): Promise<{ status: number; text: string; closedAfterMs: number }> {
  let text = '';
  let begun = 0;
  socket.setEncoding('utf8').on('data', (piece: string) => {
    if (text === '') begun = performance.now();
    text += piece;
  });
  await once(socket, 'close');
  return { status: Number(text.slice(9, 12)), text, closedAfterMs: performance.now() - begun };
}

async function sendWhole(body: string | Buffer, head: Partial<Head> = {}) {
  const bytes = Buffer.from(body);
  const socket = open({ length: bytes.length, ...head });
  socket.write(bytes);
  return answerOf(socket);
}

const whole = (fields: string, name?: string) =>
  Buffer.concat([Buffer.from(fields + fileHead(name)), jpeg, Buffer.from(END)]);

async function leftBehind(): Promise<{ files: number; rows: number }> {
  let files = 0;
  for await (const _ of bank.deps.ports.documents.list()) files += 1;
  const [row] = await bank.owner<{ n: number }>('select count(*)::int as n from kyc_document');
  return { files, rows: row?.n ?? -1 };
}

/** Sends for as long as the door lets it; gives how many bytes went out. */
async function keepSending(socket: Socket): Promise<number> {
  const piece = Buffer.alloc(64 * 1024, 0x5a);
  let sent = 0;
  while (!socket.destroyed && sent < 8 * MAX_FILE_BYTES) {
    if (!socket.write(piece)) await Promise.race([once(socket, 'drain'), once(socket, 'close'), wait(4_000)]);
    sent += piece.length;
    await wait(sent > 2 * MAX_FILE_BYTES ? 5 : 0);
  }
  return sent;
}

describe('a client that will not stop sending', () => {
  it('hears 413 and is cut off within two seconds, and nothing stays', async () => {
    const before = await leftBehind();
    const socket = open({ length: 100 * MAX_FILE_BYTES });
    socket.write(PASSPORT + fileHead());
    socket.write(jpeg);
    const [answer] = await Promise.all([answerOf(socket), keepSending(socket).catch(() => 0)]);
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('FILE_TOO_LARGE');
    expect(answer.closedAfterMs).toBeLessThan(2_000);
    expect(await leftBehind()).toEqual(before);
  });

  it.each([
    ['no token', () => null, 'TOKEN_INVALID'],
    ['a forged token', () => `${customer.access.slice(0, -6)}AAAAAA`, 'TOKEN_INVALID'],
  ])('hears 401 with %s before its body is read', async (_, access, code) => {
    const socket = open({ length: MAX_FILE_BYTES, access: access() });
    const answer = await answerOf(socket);
    expect(answer.status).toBe(401);
    expect(answer.text).toContain(code);
    expect(answer.closedAfterMs).toBeLessThan(2_000);
  });
});

describe('an upload by someone who may not', () => {
  it('is refused to a blocked person', async () => {
    await bank.owner('update app_user set is_blocked = true where id = ?', [customer.id]);
    const { status, text } = await sendWhole(whole(PASSPORT));
    expect([status, text]).toEqual([401, expect.stringContaining('SESSION_ENDED')]);
  });

  it('is refused with an expired token', async () => {
    await bank.setNow(new Date(bank.now().getTime() + (SESSION_RULES.accessMinutes + 1) * 60_000));
    const { status, text } = await sendWhole(whole(PASSPORT));
    expect([status, text]).toEqual([401, expect.stringContaining('TOKEN_EXPIRED')]);
  });

  it('is refused with the token of staff', async () => {
    expect((await sendWhole(whole(PASSPORT), { access: (await bank.staff('reviewer')).access })).status).toBe(401);
  });
});

describe('a form that is no form', () => {
  it.each<[string, string, () => string | Buffer]>([
    [
      'text',
      '415',
      () => Buffer.concat([Buffer.from(PASSPORT + fileHead('a.pdf') + 'only words '.repeat(900)), Buffer.from(END)]),
    ],
    [
      'a ZIP or DOCX',
      '415',
      () =>
        Buffer.concat([
          Buffer.from(PASSPORT + fileHead('a.pdf')),
          Buffer.from('504b030414000600080000002100', 'hex'),
          Buffer.alloc(5_000, 7),
          Buffer.from(END),
        ]),
    ],
    [
      'a field longer than 1 KiB',
      'TOO_LONG',
      () => `${field('document_type', 'PASSPORT')}${field('document_number', 'X'.repeat(2_000))}--b--\r\n`,
    ],
    [
      'a field named constructor, twice',
      'constructor',
      () => whole(PASSPORT + field('constructor', '1') + field('constructor', '2')),
    ],
    ['a long field named constructor', 'TOO_LONG', () => whole(PASSPORT + field('constructor', 'x'.repeat(2_000)))],
    ['a field named toString', 'UNKNOWN_FIELD', () => whole(PASSPORT + field('toString', 'x'))],
    [
      'thirty fields',
      'MALFORMED_REQUEST',
      () => Array.from({ length: 30 }, (_, index) => field(`f${index}`, '1')).join('') + fileHead() + END,
    ],
    [
      'another boundary than it said',
      'MALFORMED_REQUEST',
      () => whole(PASSPORT).toString('latin1').replaceAll('--b', '--c'),
    ],
    ['no end', 'MALFORMED_REQUEST', () => PASSPORT + fileHead() + 'x'],
    ['nothing at all', 'MALFORMED_REQUEST', () => ''],
    ['only the last boundary', 'FILE_MISSING', () => '--b--\r\n'],
    ['a part without headers', 'MALFORMED_REQUEST', () => `--b\r\n\r\nlost${END}`],
    ['a header of 100 KB', '', () => `--b\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\nlost${END}`],
    ['a header cut in the middle', 'MALFORMED_REQUEST', () => `${PASSPORT}--b\r\nContent-Disposition: form-da`],
    ['bare line feeds', '', () => whole(PASSPORT).toString('latin1').replaceAll('\r\n', '\n')],
    ['a file without a name', '', () => whole(PASSPORT).toString('latin1').replace('filename="a.jpg"', '')],
    ['a part within a part', '', () => `${PASSPORT}${fileHead()}--b\r\n--b\r\n${END}`],
    ['NUL bytes in a field name', '', () => whole(PASSPORT + field('side\0', 'FRONT'))],
    ['a name of 10 000 characters', 'UNKNOWN_FIELD', () => whole(PASSPORT + field('n'.repeat(10_000), '1'))],
    ['a field that is no UTF-8', '', () => whole(PASSPORT.replace('X7654321', '\uFFFD\uFFFD'))],
  ])('is refused: %s', async (_, expected, body) => {
    const before = await leftBehind();
    const { status, text } = await sendWhole(body());
    expect(text).toContain(expected);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(await leftBehind()).toEqual(before);
  });

  it.each(['multipart/form-data', 'multipart/mixed; boundary=b', 'text/plain'])(
    'is refused: the type %s',
    async (type) => {
      expect((await sendWhole(whole(PASSPORT), { type })).status).toBe(400);
    },
  );

  it('keeps a hostile file name as text only', async () => {
    const { status } = await sendWhole(whole(PASSPORT, `../..\\\u202E${'n'.repeat(300)}<b>.jpg`));
    expect(status).toBe(201);
    const [shown] = (await customer.api.documents.list()).results;
    expect(shown?.fileName).toBe('n'.repeat(120));
  });
});

describe('fifty uploads of one document at once', () => {
  it('keep exactly one', async () => {
    const before = await leftBehind();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => sendWhole(whole(PASSPORT.replace('X7654321', 'X7654399')))),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.every((status) => [201, 409, 429].includes(status))).toBe(true);
    expect(await leftBehind()).toEqual({ files: before.files + 1, rows: before.rows + 1 });
  });
});
