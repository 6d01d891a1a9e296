import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestBank, type SignedInCustomer, samplePicture, type TestBank } from '../../testing.ts';
import {
  announce,
  listenTo,
  MATCHED,
  patch,
  pictureOf,
  type Speaker,
  tus,
  unmatched,
} from '../../testing/resumable.ts';

let bank: TestBank;
let door: Awaited<ReturnType<typeof listenTo>>;
let bytes: Buffer;
beforeAll(async () => {
  bank = await createTestBank();
  door = await listenTo(bank.publicApp);
  bytes = pictureOf(await samplePicture('jpeg', 4), 60_000);
});
afterAll(async () => {
  door.close();
  await bank.close();
});

let numbers = 0;
const texts = () => ({ document_type: 'PASSPORT', document_number: `G${String(6_000_000 + (numbers += 1))}` });
const speakerOf = ({ access }: SignedInCustomer): Speaker => ({ origin: door.origin, access });
const begin = async (who: Speaker) => (await announce(who, { texts: texts(), size: bytes.length })).id;
const stateOf = async (who: Speaker, id: string) => (await tus(who, { method: 'GET', path: `/${id}` })).body;

/** A PATCH over a line that the caller feeds; what the door answered is in `heard`. */
async function slowPatch({ origin, access }: Speaker, id: string) {
  const socket: Socket = connect(Number(new URL(origin).port), '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  const heard: Buffer[] = [];
  socket.on('data', (piece: Buffer) => heard.push(piece));
  socket.write(
    `PATCH /api/uploads/${id} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${access}\r\nTus-Resumable: 1.0.0\r\n` +
      `Content-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\nContent-Length: ${bytes.length}\r\n\r\n`,
  );
  const send = async (from: number, to: number) => {
    socket.write(bytes.subarray(from, to));
    await wait(150);
  };
  return { socket, send, status: () => Buffer.concat(heard).toString().slice(9, 12) };
}

describe('an upload over a slow line', () => {
  it('does not make room for a fourth while its bytes come', async () => {
    const me = speakerOf(await bank.customer());
    const start = bank.now();
    const at = (seconds: number) => bank.setNow(new Date(start.getTime() + seconds * 1_000));
    const id = await begin(me);
    const line = await slowPatch(me, id);
    await line.send(0, 10_000);
    await at(50);
    await line.send(10_000, 20_000);
    await begin(me);
    await begin(me);
    await at(70);
    const fourth = await announce(me, { texts: texts(), size: bytes.length });
    expect(fourth.status).toBe(429);
    await line.send(20_000, bytes.length);
    await vi.waitFor(() => expect(line.status()).toBe('204'), { timeout: 5_000 });
    line.socket.destroy();
    await bank.setNow(start);
  });

  it('is not interrupted by another person who knows its id', async () => {
    const me = speakerOf(await bank.customer());
    const other = speakerOf(await bank.customer());
    const id = await begin(me);
    const line = await slowPatch(me, id);
    await line.send(0, 10_000);
    const began = Date.now();
    expect((await patch(other, id, { offset: 0, bytes: bytes.subarray(0, 10) })).status).toBe(404);
    expect((await tus(other, { method: 'DELETE', path: `/${id}` })).status).toBe(404);
    expect(Date.now() - began).toBeLessThan(2_000);
    await line.send(10_000, bytes.length);
    await vi.waitFor(() => expect(line.status()).toBe('204'), { timeout: 5_000 });
    expect(await stateOf(me, id)).toMatchObject({ state: 'finished' });
    line.socket.destroy();
  });
});

describe('an upload announced for an application that ended', () => {
  it('ends with its withdrawal, and its bytes go', async () => {
    const customer = await bank.customer();
    const me = speakerOf(customer);
    const id = await begin(me);
    await patch(me, id, { offset: 0, bytes: bytes.subarray(0, 10_000) });
    await customer.api.application.withdraw();
    expect((await tus(me, { method: 'GET', path: `/${id}` })).status).toBe(404);
    expect(await unmatched(bank)).toEqual(MATCHED);
    expect(await bank.owner('select action from audit_event where target_id::text = ? order by at, id', [id])).toEqual([
      { action: 'upload.announced' },
      { action: 'upload.cancelled' },
    ]);
  });

  it('is no document of the next one', async () => {
    const customer = await bank.customer();
    const me = speakerOf(customer);
    const id = await begin(me);
    await customer.api.application.withdraw();
    await customer.api.application.start();
    // As an application that ended otherwise leaves it.
    await bank.owner(`update upload set state = 'OPEN' where id = ?`, [id]);
    const heard = await patch(me, id, { offset: 0, bytes });
    expect([heard.status, heard.body.code]).toEqual([409, 'REQUIREMENT_CLOSED']);
    expect((await customer.api.documents.list()).count).toBe(0);
    expect(await stateOf(me, id)).toMatchObject({ state: 'refused', problem: { code: 'REQUIREMENT_CLOSED' } });
    expect(await unmatched(bank)).toEqual(MATCHED);
  });
});

describe('asking where a whole upload stands', () => {
  it('seals the file once at a time, and holds a place meanwhile', async () => {
    const me = speakerOf(await bank.customer());
    const id = await begin(me);
    const { jobs } = bank.deps;
    const lost = () => Promise.reject(Object.assign(new Error('lost'), { code: 'ECONNRESET' }));
    Object.assign(bank.deps, { jobs: { ...jobs, send: lost } });
    expect((await patch(me, id, { offset: 0, bytes })).status).toBe(503);
    Object.assign(bank.deps, { jobs });
    const sealing = vi.spyOn(bank.deps.ports.documents, 'create');
    const heads = await Promise.all(Array.from({ length: 12 }, () => tus(me, { method: 'HEAD', path: `/${id}` })));
    expect(sealing).toHaveBeenCalledTimes(1);
    sealing.mockRestore();
    expect(new Set(heads.map(({ status }) => status))).toEqual(new Set([200, 429]));
    const answer = await tus(me, { method: 'HEAD', path: `/${id}` });
    expect(heads.filter(({ status }) => status === 200).map(({ documentId }) => documentId)).toContain(
      answer.documentId,
    );
  });
});
