import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentStore } from '../../ports/document-store.ts';
import { createTestBank, type SignedInCustomer, samplePicture, type TestBank, upload } from '../../testing.ts';
import {
  ageFiles,
  announce,
  type Heard,
  listenTo,
  MATCHED,
  offsetOf,
  patch,
  pictureOf,
  type Speaker,
  tus,
  unmatched,
} from '../../testing/resumable.ts';
import { sweepDocuments } from './janitor.ts';

let bank: TestBank;
let door: Awaited<ReturnType<typeof listenTo>>;
let customer: SignedInCustomer;
let me: Speaker;
let jpeg: Buffer;
let store: DocumentStore;
let send: TestBank['deps']['jobs']['send'];

beforeAll(async () => {
  bank = await createTestBank();
  door = await listenTo(bank.publicApp);
  jpeg = await samplePicture('jpeg', 6);
  store = bank.deps.ports.documents;
  send = bank.deps.jobs.send.bind(bank.deps.jobs);
});
afterAll(async () => {
  door.close();
  await bank.close();
});
beforeEach(async () => {
  customer = await bank.customer();
  me = { origin: door.origin, access: customer.access };
});
afterEach(() => {
  Object.assign(bank.deps.ports, { documents: store });
  Object.assign(bank.deps.jobs, { send });
});

let numbers = 0;
const fresh = () => `Q${String(5_000_000 + (numbers += 1))}`;
const passport = (number = fresh()) => ({ document_type: 'PASSPORT', document_number: number });
async function begin(size: number, texts: Record<string, string> = passport()): Promise<string> {
  const { status, id } = await announce(me, { texts, size });
  expect(status).toBe(201);
  return id;
}
const state = async (id: string) => (await tus(me, { method: 'GET', path: `/${id}` })).body;
const told = ({ status, body }: Heard) => [status, body.code ?? body.codes];
const criticals = () =>
  bank.owner(`select event_type from security_event where user_id = ? and severity = 'CRITICAL'`, [customer.id]);

describe('a resumable upload of the wrong kind', () => {
  it.each([1_000_000, 1_000])('hears 415 with its first %d bytes, and is over', async (first) => {
    const bytes = Buffer.alloc(1_000_000, 'MZ not a picture ');
    const id = await begin(bytes.length);
    let heard = await patch(me, id, { offset: 0, bytes: bytes.subarray(0, first) });
    for (let offset = first; heard.status === 204; offset += first) {
      expect(offset).toBeLessThan(5_000);
      heard = await patch(me, id, { offset, bytes: bytes.subarray(offset, offset + first) });
    }
    expect(told(heard)).toEqual([415, 'FILE_TYPE_REFUSED']);
    expect((await tus(me, { method: 'HEAD', path: `/${id}` })).status).toBe(415);
    expect(told(await patch(me, id, { offset: 0, bytes }))).toEqual([415, 'FILE_TYPE_REFUSED']);
    expect(await state(id)).toMatchObject({ state: 'refused', problem: { code: 'FILE_TYPE_REFUSED' } });
    expect(await unmatched(bank)).toEqual(MATCHED);
  });
});

const HOSTILE = [
  '../../etc/passwd', '..\\..\\boot.ini', '/etc/shadow', 'C:\\Windows\\x.dll', 'a\0.jpg', 'a.jpg\0.exe', '\r\nSet-Cookie: a=b', 'a\nb.jpg',
  'gpj.\u202Eexe', '\u200B\u200B', '\uFEFFa.jpg', '.', '..', '...', '.htaccess', '', ' ', '\t', 'CON', 'NUL.jpg', 'a'.repeat(500),
  'ñ'.repeat(300), '😀'.repeat(150), '<script>alert(1)</script>.jpg', '"><img src=x>', "'; drop table upload; --", '%2e%2e%2fpasswd',
  '%00.jpg', 'a;b.jpg', 'a|b.jpg', 'a`id`.jpg', '$(id).jpg', '${jndi:ldap://x}', 'a?b#c.jpg', 'a*b.jpg', 'file:///etc/passwd',
  '\\\\host\\share\\x', 'पासपोर्ट.jpg', 'e\u0301.jpg', '\uD83D.jpg', '~/.ssh/id', 'a.jpg.exe',
]; // prettier-ignore

describe('a hostile file name', () => {
  it.each(HOSTILE)('is only ever text: %j', async (filename) => {
    const id = await begin(1_000, { ...passport(), filename });
    const { documentId } = await patch(me, id, { offset: 0, bytes: pictureOf(jpeg, 1_000) });
    const [shown] = (await customer.api.documents.list()).results;
    expect(shown?.id).toBe(documentId);
    expect(shown?.fileName).toMatch(/^[^\p{C}"<>|:*?/\\]{1,240}$/u);
    for (const name of await readdir(join(bank.deps.env.DATA_DIR, 'documents'), { recursive: true }))
      expect(name).toMatch(/^[0-9a-f]{2}(\/[0-9a-f-]{36})?$/);
  });
});

describe('an upload that cannot become a document', () => {
  it('says why at its end: the number belongs to somebody else', async () => {
    const number = fresh();
    const other = await bank.customer();
    const id = await begin(1_000, passport(number));
    const file = { name: 'a.jpg', mediaType: 'image/jpeg', bytes: jpeg };
    await upload(bank, other.access, { documentType: 'PASSPORT', documentNumber: number, file });
    const heard = await patch(me, id, { offset: 0, bytes: pictureOf(jpeg, 1_000) });
    expect(told(heard)).toEqual([409, { document_number: ['DOCUMENT_NUMBER_UNAVAILABLE'] }]);
    expect(await state(id)).toMatchObject({ state: 'refused', problem: { code: 'DOCUMENT_NUMBER_UNAVAILABLE' } });
    expect(told(await patch(me, id, { offset: 0, bytes: jpeg }))).toEqual(told(heard));
    expect(await unmatched(bank)).toEqual(MATCHED);
  });

  it.each<[string, (path: string) => Promise<unknown>]>([
    ['altered', async (path) => writeFile(path, (await readFile(path)).fill(1, 100, 101))],
    ['cut short', async (path) => writeFile(path, (await readFile(path)).subarray(0, 500))],
    ['gone', (path) => rm(path)],
  ])('because a piece of it is %s asks for it again and raises an alarm', async (_, harm) => {
    const bytes = pictureOf(jpeg, 90_000);
    const id = await begin(bytes.length);
    await patch(me, id, { offset: 0, bytes: bytes.subarray(0, 50_000) });
    const [segment] = await bank.owner<{ key: string }>(
      `select segments -> 0 ->> 'key' as key from upload where id = ?`,
      [id],
    );
    const key = segment?.key ?? '';
    await harm(join(bank.deps.env.DATA_DIR, 'documents', key.slice(-2), key));
    const heard = await patch(me, id, { offset: 50_000, bytes: bytes.subarray(50_000) });
    expect(told(heard)).toEqual([409, 'CORRUPTED_DATA']);
    expect(await criticals()).toEqual([{ event_type: 'CORRUPTED_CIPHERTEXT' }]);
    expect(await unmatched(bank)).toEqual(MATCHED);
  });
});

/** Takes `room` bytes of each file and no more, as a full disk does, or one that is over its quota or breaks. */
function fullAfter(room: number, code = 'ENOSPC'): DocumentStore {
  return {
    ...store,
    async create(key) {
      const pending = await store.create(key);
      let left = room;
      const stream = new Writable({
        write(chunk: Buffer, _encoding, done) {
          left -= chunk.length;
          if (left < 0) done(Object.assign(new Error('not written'), { code }));
          else pending.stream.write(chunk, done);
        },
        final: (done) => void pending.stream.end(done),
      });
      return { ...pending, stream };
    },
  };
}

describe('a full disk', () => {
  it.each([
    [0, 'ENOSPC'],
    [30_000, 'EDQUOT'],
    [150_000, 'EIO'],
  ])('with room for %d bytes (%s) is told as 503, and the upload goes on later', async (room, code) => {
    const bytes = pictureOf(jpeg, 200_000);
    const id = await begin(bytes.length);
    await patch(me, id, { offset: 0, bytes: bytes.subarray(0, 10_000) });
    Object.assign(bank.deps.ports, { documents: fullAfter(room, code) });
    const heard = await patch(me, id, { offset: 10_000, bytes: bytes.subarray(10_000) });
    expect([heard.status, heard.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await unmatched(bank)).toEqual(MATCHED);
    Object.assign(bank.deps.ports, { documents: store });
    const offset = await offsetOf(me, id);
    expect((await patch(me, id, { offset, bytes: bytes.subarray(offset) })).documentId).not.toBeNull();
    expect(await unmatched(bank)).toEqual(MATCHED);
  });

  it('refuses a form with 503 and keeps nothing of it', async () => {
    Object.assign(bank.deps.ports, { documents: fullAfter(100) });
    // The disk fails while the form still comes in, or after it.
    for (const bytes of [jpeg, pictureOf(jpeg, 2_000_000)]) {
      const file = { name: 'a.jpg', mediaType: 'image/jpeg', bytes };
      const answer = await upload(bank, customer.access, { documentType: 'PASSPORT', documentNumber: fresh(), file });
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '2']);
    }
    expect((await customer.api.documents.list()).count).toBe(0);
    expect(await unmatched(bank)).toEqual(MATCHED);
  });
});

describe('an upload whose bytes are all here and whose end failed', () => {
  const failOnce = () => {
    const lost = () => Promise.reject(Object.assign(new Error('lost'), { code: 'ECONNRESET' }));
    Object.assign(bank.deps.jobs, { send: lost });
  };
  async function whole(): Promise<string> {
    const bytes = pictureOf(jpeg, 60_000);
    const id = await begin(bytes.length);
    failOnce();
    expect((await patch(me, id, { offset: 0, bytes })).status).toBe(503);
    Object.assign(bank.deps.jobs, { send });
    expect(await state(id)).toMatchObject({ state: 'open', received: 60_000 });
    return id;
  }

  it('is finished by whoever asks where it stands', async () => {
    const id = await whole();
    const { status, documentId } = await tus(me, { method: 'HEAD', path: `/${id}` });
    expect([status, (await customer.api.documents.list()).results.map((shown) => shown.id)]).toEqual([
      200,
      [documentId],
    ]);
  });

  it('is finished by saying the last piece again', async () => {
    const id = await whole();
    const { documentId } = await patch(me, id, { offset: 60_000, bytes: Buffer.alloc(0) });
    expect((await customer.api.documents.list()).results).toMatchObject([{ id: documentId }]);
  });

  it('is finished by the sweep, once, and what the failure left is gone', async () => {
    const id = await whole();
    const now = bank.now();
    await bank.setNow(new Date(now.getTime() + 30_000));
    await Promise.all([sweepDocuments(bank.deps), sweepDocuments(bank.deps)]);
    await bank.setNow(now);
    expect((await customer.api.documents.list()).count).toBe(1);
    expect(await state(id)).toMatchObject({ state: 'finished' });
    await ageFiles(bank);
    await sweepDocuments(bank.deps);
    expect(await unmatched(bank)).toEqual(MATCHED);
  });
});
