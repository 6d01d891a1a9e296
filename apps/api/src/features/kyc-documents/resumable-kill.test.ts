import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { KycDocument } from '@ostiary/db';
import type { UserId } from '@ostiary/domain/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, rounds, samplePicture, type TestBank } from '../../testing.ts';
import { childSettings } from '../../testing/child-settings.ts';
import {
  ageFiles,
  announce,
  MATCHED,
  offsetOf,
  patch,
  pictureOf,
  type Speaker,
  tus,
  unmatched,
} from '../../testing/resumable.ts';
import { startSweeping, sweepDocuments } from './janitor.ts';
import { openDocument } from './open-document.ts';

const USUAL = 3;
const KILLS = rounds(USUAL);
const PIECE = 64 * 1024;
let bank: TestBank;
let door: ChildProcess | undefined;

beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(async () => {
  door?.kill('SIGKILL');
  await bank.close();
});

/** The customer door of the same bank, in a process of its own; its address. */
async function start(): Promise<string> {
  const env = childSettings(bank);
  door = fork(join(import.meta.dirname, '../../testing/door-process.ts'), { env, execArgv: [] });
  const [address] = (await once(door, 'message')) as [AddressInfo]; // what the process tells
  return `http://127.0.0.1:${address.port}`;
}

/** Sends piece by piece until `stopAt`, and kills the process in the middle of the request. */
async function sendAndKill(
  { origin, access }: Speaker,
  id: string,
  rest: { offset: number; bytes: Buffer; stopAt: number },
): Promise<void> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(
    `PATCH /api/uploads/${id} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${access}\r\nTus-Resumable: 1.0.0\r\n` +
      `Content-Type: application/offset+octet-stream\r\nUpload-Offset: ${rest.offset}\r\nContent-Length: ${rest.bytes.length}\r\n\r\n`,
  );
  for (let at = 0; at < rest.stopAt; at += PIECE) {
    socket.write(rest.bytes.subarray(at, Math.min(at + PIECE, rest.stopAt)));
    await wait(1);
  }
  await wait(Math.random() * 100);
  const ended = door ? once(door, 'exit') : Promise.resolve();
  door?.kill('SIGKILL');
  await ended;
  socket.destroy();
}

/** The form of somebody else, whose connection the kill ends somewhere too; refused once a bill of theirs is there. */
async function sendForm({ origin, access }: Speaker, bytes: Buffer): Promise<void> {
  const body = new FormData();
  body.set('document_type', 'UTILITY_BILL');
  body.set('document_number', 'K7000002');
  body.set('document_file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'bill.jpg');
  const headers = { authorization: `Bearer ${access}`, 'x-requested-by': 'ostiary' };
  await fetch(`${origin}/api/kyc/upload/`, { method: 'POST', headers, body }).catch(() => undefined);
}

/** Every document there is has all of its bytes. */
async function expectWhole(customerId: UserId, bytes: Buffer): Promise<void> {
  for (const document of await bank.deps.orm.em.fork().find(KycDocument, { customerId }))
    expect((await buffer(await openDocument(bank.deps, bank.deps.orm.em.fork(), document))).equals(bytes)).toBe(true);
}

/** In the suite the minute is made to pass; the long run waits for it. */
async function tidied(): Promise<void> {
  if (KILLS > USUAL) startSweeping(bank.deps);
  else {
    await ageFiles(bank);
    await sweepDocuments(bank.deps);
  }
  await expect.poll(() => unmatched(bank), { timeout: 60_000, interval: 500 }).toEqual(MATCHED);
}

describe('an API that is killed in the middle of uploads', () => {
  it(
    `${KILLS} times keeps what it counted, and the end has the same bytes`,
    { timeout: 60_000 + KILLS * 30_000 },
    async () => {
      const { access, api, id: customerId } = await bank.customer();
      const other = await bank.customer();
      let origin = await start();
      const bytes = pictureOf(await samplePicture('jpeg', 2), 9 * 1024 * 1024 + 5);
      const texts = { document_type: 'PASSPORT', document_number: 'K7000001' };
      const { id } = await announce({ origin, access }, { texts, size: bytes.length });
      let offset = 0;
      for (let kill = 0; kill < KILLS; kill++) {
        const rest = bytes.subarray(offset);
        // The last one at the very end: the document may be there already, or not yet.
        const stopAt =
          kill === KILLS - 1 ? rest.length : Math.floor(Math.random() * Math.min(rest.length, 5 * 1024 * 1024));
        const form = sendForm({ origin, access: other.access }, bytes);
        await sendAndKill({ origin, access }, id, { offset, bytes: rest, stopAt });
        await form;
        origin = await start();
        const now = await offsetOf({ origin, access }, id);
        expect(now).toBeGreaterThanOrEqual(offset);
        offset = now;
      }
      const me = { origin, access };
      if (offset < bytes.length) await patch(me, id, { offset, bytes: bytes.subarray(offset) });
      const { documentId } = await tus(me, { method: 'HEAD', path: `/${id}` });
      expect((await api.documents.list()).results).toMatchObject([{ id: documentId }]);
      await expectWhole(customerId, bytes);
      await expectWhole(other.id, bytes);
      await tidied();
    },
  );
});
