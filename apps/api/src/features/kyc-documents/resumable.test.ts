import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { KycDocument } from '@ostiary/db';
import { MAX_FILE_BYTES } from '@ostiary/domain/kyc-documents';
import type { DocumentId } from '@ostiary/domain/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gateOf } from '../../gates.ts';
import { createTestBank, rounds, type SignedInCustomer, samplePicture, type TestBank } from '../../testing.ts';
import {
  ageFiles,
  announce,
  cutPatch,
  type Heard,
  listenTo,
  MATCHED,
  metadataOf,
  offsetOf,
  patch,
  pictureOf,
  type Speaker,
  tus,
  unmatched,
} from '../../testing/resumable.ts';
import { sweepDocuments } from './janitor.ts';
import { openDocument } from './open-document.ts';

let bank: TestBank;
let door: Awaited<ReturnType<typeof listenTo>>;
let origin: string;
let customer: SignedInCustomer;
let me: Speaker;
let jpeg: Buffer;

beforeAll(async () => {
  bank = await createTestBank();
  door = await listenTo(bank.publicApp);
  ({ origin } = door);
  jpeg = await samplePicture('jpeg', 4);
});
afterAll(async () => {
  door.close();
  await bank.close();
});
beforeEach(async () => {
  customer = await bank.customer();
  me = { origin, access: customer.access };
});

let numbers = 0;
const passport = () => ({
  document_type: 'PASSPORT',
  document_number: `R${String(4_000_000 + (numbers += 1))}`,
  filename: 'passport.jpg',
});
const picture = (size: number) => pictureOf(jpeg, size);
async function begin(size: number, texts: Record<string, string> = passport()): Promise<string> {
  const { status, id } = await announce(me, { texts, size });
  expect(status).toBe(201);
  return id;
}
async function kept(id: DocumentId | null): Promise<Buffer> {
  const em = bank.deps.orm.em.fork();
  const document = await em.findOneOrFail(KycDocument, { id: id ?? ('' as DocumentId) }); // none is not found
  return buffer(await openDocument(bank.deps, em, document));
}
/** The offset once the door has heard of the cut. */
async function settledOffset(id: string): Promise<number> {
  await wait(30);
  return offsetOf(me, id);
}
const codes = ({ body }: Heard) => body.code ?? body.codes;

describe('a resumable upload', () => {
  it('in three pieces becomes one document, and says so', async () => {
    const bytes = picture(300_000);
    const id = await begin(bytes.length);
    expect((await patch(me, id, { offset: 0, bytes: bytes.subarray(0, 1_000) })).offset).toBe(1_000);
    expect((await patch(me, id, { offset: 1_000, bytes: bytes.subarray(1_000, 200_000) })).offset).toBe(200_000);
    const state = await tus(me, { method: 'GET', path: `/${id}` });
    expect(state.body).toMatchObject({ state: 'open', received: 200_000, size: 300_000, document_id: null });
    const last = await patch(me, id, { offset: 200_000, bytes: bytes.subarray(200_000) });
    expect([last.status, last.offset]).toEqual([204, 300_000]);
    expect(await kept(last.documentId)).toEqual(bytes);
    expect((await tus(me, { method: 'HEAD', path: `/${id}` })).documentId).toBe(last.documentId);
    expect((await tus(me, { method: 'GET', path: `/${id}` })).body).toMatchObject({
      state: 'finished',
      document_id: last.documentId,
      problem: null,
    });
    const told = await bank.owner<{ action: string }>(
      'select action from audit_event where actor_id = ? order by at, id',
      [customer.id],
    );
    expect(told.map(({ action }) => action)).toEqual(expect.arrayContaining(['upload.announced', 'document.received']));
    expect((await customer.api.documents.list()).results).toMatchObject([
      { id: last.documentId, fileName: 'passport.jpg' },
    ]);
    expect(await unmatched(bank)).toEqual(MATCHED);
  });

  it('is refused at its last piece when the passport has expired meanwhile', async () => {
    const tomorrow = new Date(bank.now().getTime() + 86_400_000).toISOString().slice(0, 10);
    const evening = new Date(`${tomorrow}T23:50:00Z`);
    await bank.setNow(evening);
    me = { origin, access: (await bank.customer()).access };
    const bytes = picture(2_000);
    const id = await begin(bytes.length, { ...passport(), expires_on: tomorrow });
    await bank.setNow(new Date(evening.getTime() + 15 * 60_000));
    const heard = await patch(me, id, { offset: 0, bytes });
    expect([heard.status, codes(heard)]).toEqual([400, { expires_on: ['DATE_IN_PAST'] }]);
    expect(await unmatched(bank)).toEqual(MATCHED);
  });

  const CUTS = rounds(30);
  it(`survives ${CUTS} cuts at random offsets with the same bytes`, { timeout: 60_000 + CUTS * 2_000 }, async () => {
    const bytes = picture(3 * 1024 * 1024 + 17);
    const id = await begin(bytes.length);
    let offset = 0;
    for (let cut = 0; cut < CUTS; cut++) {
      const rest = bytes.subarray(offset);
      await cutPatch(me, id, { offset, bytes: rest, sent: Math.floor(Math.random() * (rest.length / 8)) });
      const now = await settledOffset(id);
      expect(now).toBeGreaterThanOrEqual(offset);
      offset = now;
    }
    expect(offset).toBeGreaterThan(0);
    const last = await patch(me, id, { offset, bytes: bytes.subarray(offset) });
    expect(last.status).toBe(204);
    expect(await kept(last.documentId)).toEqual(bytes);
    expect(await unmatched(bank)).toEqual(MATCHED);
  });

  it('is one of a few that are put together at once; where too many wait, asking again finishes it', async () => {
    const bytes = picture(50_000);
    const id = await begin(bytes.length);
    const done = Promise.withResolvers<void>();
    const others = Array.from({ length: 504 }, () => gateOf(bank.deps.orm, 'assembly').run(() => done.promise));
    const refused = await patch(me, id, { offset: 0, bytes });
    expect([refused.status, codes(refused)]).toEqual([503, 'BUSY']);
    done.resolve();
    await Promise.all(others);
    const again = await patch(me, id, { offset: bytes.length, bytes: Buffer.alloc(0) });
    expect(again.status).toBe(204);
    expect(await kept(again.documentId)).toEqual(bytes);
  });

  it('goes on from the right place only: no gap, no overlap, nothing past the end', async () => {
    const bytes = picture(50_000);
    const id = await begin(bytes.length);
    await patch(me, id, { offset: 0, bytes: bytes.subarray(0, 20_000) });
    for (const offset of [0, 10_000, 30_000, 50_000])
      expect(await patch(me, id, { offset, bytes: bytes.subarray(0, 100) })).toMatchObject({
        status: 409,
        body: { code: 'UPLOAD_OFFSET' },
      });
    const over = await patch(me, id, { offset: 20_000, bytes: bytes.subarray(0, 40_000) });
    expect([over.status, codes(over)]).toEqual([413, 'UPLOAD_OVERRUN']);
    expect(await offsetOf(me, id)).toBe(20_000);
    expect(await unmatched(bank)).toEqual(MATCHED);
  });

  it('takes two who send the same piece at once for one', async () => {
    const bytes = picture(400_000);
    const id = await begin(bytes.length);
    const answers = await Promise.all([0, 1].map(() => patch(me, id, { offset: 0, bytes }).catch(() => null)));
    const offset = await offsetOf(me, id);
    if (offset < bytes.length) await patch(me, id, { offset, bytes: bytes.subarray(offset) });
    expect(answers.every((answer) => answer === null || answer.status < 500)).toBe(true);
    const { documentId } = await tus(me, { method: 'HEAD', path: `/${id}` });
    expect(await kept(documentId)).toEqual(bytes);
    expect((await customer.api.documents.list()).count).toBe(1);
    expect(await unmatched(bank)).toEqual(MATCHED);
  });

  it('of another person is not found, whatever is asked of it', async () => {
    const id = await begin(1_000);
    const stranger = { origin, access: (await bank.customer()).access };
    expect((await patch(stranger, id, { offset: 0, bytes: picture(1_000) })).status).toBe(404);
    for (const method of ['HEAD', 'GET', 'DELETE'] as const)
      expect((await tus(stranger, { method, path: `/${id}` })).status).toBe(404);
    expect((await tus(me, { method: 'HEAD', path: '/no-uuid' })).status).toBe(404);
    expect((await patch({ origin, access: 'x'.repeat(40) }, id, { offset: 0, bytes: jpeg })).status).toBe(401);
    expect(await offsetOf(me, id)).toBe(0);
  });

  it('is gone once it is cancelled, with its pieces', async () => {
    const id = await begin(9_000);
    await patch(me, id, { offset: 0, bytes: picture(9_000).subarray(0, 5_000) });
    expect((await tus(me, { method: 'DELETE', path: `/${id}` })).status).toBe(204);
    expect((await tus(me, { method: 'HEAD', path: `/${id}` })).status).toBe(404);
    expect(await unmatched(bank)).toEqual(MATCHED);
  });

  it('keeps its pieces for 24 hours, is gone then, they with the next sweep, and forgotten a week later', async () => {
    const id = await begin(9_000);
    await patch(me, id, { offset: 0, bytes: picture(9_000).subarray(0, 5_000) });
    await ageFiles(bank);
    await sweepDocuments(bank.deps, { isWhole: true });
    expect(await unmatched(bank)).toEqual(MATCHED);
    const [row] = await bank.owner<{ hours: number }>(
      `update upload set expires_at = created_at where id = ?
       returning (select extract(epoch from u.expires_at - u.created_at)::int / 3600 from upload u where u.id = upload.id) as hours`,
      [id],
    );
    expect(row?.hours).toBe(24);
    expect((await tus(me, { method: 'HEAD', path: `/${id}` })).status).toBe(404);
    await sweepDocuments(bank.deps);
    expect(await bank.owner('select state from upload where id = ?', [id])).toEqual([{ state: 'CANCELLED' }]);
    expect(await unmatched(bank)).toEqual(MATCHED);
    await bank.owner('update upload set updated_at = ? where id = ?', [
      new Date(bank.now().getTime() - 691_200_000),
      id,
    ]);
    await sweepDocuments(bank.deps);
    expect(await bank.owner('select state from upload where id = ?', [id])).toEqual([]);
  });
});

describe('an announcement', () => {
  const hello = { 'upload-length': '1000', 'upload-metadata': metadataOf(passport()) };
  it.each<[string, Record<string, string>, [number, unknown]]>([
    ['more than 10 MiB', { ...hello, 'upload-length': String(MAX_FILE_BYTES + 1) }, [413, 'FILE_TOO_LARGE']],
    ['nothing', { ...hello, 'upload-length': '0' }, [400, { document_file: ['FILE_EMPTY'] }]],
    ['less than nothing', { ...hello, 'upload-length': '-1' }, [400, 'MALFORMED_REQUEST']],
    [
      'a length to come',
      { 'upload-defer-length': '1', 'upload-metadata': hello['upload-metadata'] },
      [400, 'MALFORMED_REQUEST'],
    ],
    ['another version', { ...hello, 'tus-resumable': '0.2.2' }, [412, 'MALFORMED_REQUEST']],
    [
      'no metadata',
      { 'upload-length': '1000' },
      [400, { document_type: ['DOCUMENT_TYPE_UNKNOWN'], document_number: ['REQUIRED'] }],
    ],
    [
      'metadata that is not base64',
      { ...hello, 'upload-metadata': 'document_type PASS!PORT' },
      [400, 'MALFORMED_REQUEST'],
    ],
    ['a key twice', { ...hello, 'upload-metadata': 'side QQ==,side QQ==' }, [400, 'MALFORMED_REQUEST']],
    ['__proto__', { ...hello, 'upload-metadata': '__proto__ QQ==' }, [400, 'MALFORMED_REQUEST']],
    [
      'an unknown key',
      { ...hello, 'upload-metadata': metadataOf({ ...passport(), is_admin: '1' }) },
      [400, { is_admin: ['UNKNOWN_FIELD'] }],
    ],
    [
      'the back of a passport',
      { ...hello, 'upload-metadata': metadataOf({ ...passport(), side: 'BACK' }) },
      [400, { side: ['INVALID'] }],
    ],
    [
      'a bill without a date',
      { ...hello, 'upload-metadata': metadataOf({ document_type: 'UTILITY_BILL', document_number: 'B12345' }) },
      [400, { issued_on: ['REQUIRED'] }],
    ],
    [
      'a bill of last year',
      {
        ...hello,
        'upload-metadata': metadataOf({
          document_type: 'UTILITY_BILL',
          document_number: 'B12345',
          issued_on: '2025-01-01',
        }),
      },
      [400, { issued_on: ['DOCUMENT_TOO_OLD'] }],
    ],
  ])('of %s is refused', async (_, headers, refusal) => {
    const heard = await tus(me, { method: 'POST', headers });
    expect([heard.status, codes(heard)]).toEqual(refusal);
    expect(heard.headers.get('access-control-allow-origin')).toBeNull();
    expect(await bank.owner('select id from upload where customer_id = ?', [customer.id])).toEqual([]);
  });

  it('of a fourth upload waits while three are being sent, and takes the place of one left alone', async () => {
    const first = await begin(1_000);
    await begin(1_000);
    await begin(1_000);
    const heard = await announce(me, { texts: passport(), size: 1_000 });
    expect([heard.status, codes(heard), heard.headers.get('retry-after')]).toEqual([429, 'RATE_LIMITED', '2']);
    await bank.owner(`update upload set updated_at = updated_at - interval '2 minutes' where id = ?`, [first]);
    await begin(1_000);
    expect((await tus(me, { method: 'HEAD', path: `/${first}` })).status).toBe(404);
  });
});
