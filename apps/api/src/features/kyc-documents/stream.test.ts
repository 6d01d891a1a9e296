import { once } from 'node:events';
import { open, readdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { gateOf } from '../../gates.ts';
import { createTestBank, type SignedInStaff, type TestBank, upload } from '../../testing.ts';

const CANARY = 'CANARY-CAMERA';
let bank: TestBank;
let server: Server;
let origin: string;
let reviewer: SignedInStaff;
let ids: { picture: string; bill: string };

beforeAll(async () => {
  bank = await createTestBank();
  server = bank.staffApp.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server has a TCP address
  reviewer = await bank.staff('reviewer');
  const claimed = await bank.claimedApplication(reviewer);
  const find = (mediaType: string) =>
    String(claimed.case.documents.find((document) => document.mediaType === mediaType)?.id);
  ids = { picture: find('image/jpeg'), bill: find('application/pdf') };
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await bank.close();
});

const get = (path: string, who: { access: string } | null = reviewer) =>
  fetch(origin + path, who === null ? {} : { headers: { authorization: `Bearer ${who.access}` } });
const views = () => bank.owner(`select 1 from audit_event where action = 'document.viewed'`);
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code?: string }).code]; // REST's refusal

/** A passport of a new customer, handed in, with camera data in it, before its check. */
async function freshPassport(): Promise<string> {
  const customer = await bank.customer();
  const bytes = await sharp({ create: { width: 4_000, height: 500, channels: 3, background: '#7a9' } })
    .withExif({ IFD0: { Model: CANARY }, IFD3: { GPSLatitude: '41/1 52/1 0/1' } })
    .jpeg()
    .toBuffer();
  expect(bytes.includes(CANARY)).toBe(true);
  const file = { name: 'my “pass”\r\nport.jpg', mediaType: 'image/jpeg', bytes };
  const answer = await upload(bank, customer.access, {
    documentType: 'PASSPORT',
    documentNumber: `V${Math.floor(performance.now() * 1_000)}`,
    file,
  });
  expect(answer.status).toBe(201);
  await bank.owner('update kyc_application set submitted_at = ? where customer_id = ?', [bank.now(), customer.id]);
  return String(Reflect.get(Object(answer.body), 'id'));
}

describe('a preview', () => {
  it('draws an image anew for who holds the case, never the original bytes, and records the look', async () => {
    const before = (await views()).length;
    const answer = await get(`/documents/${ids.picture}/preview`);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect((await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).format).toBe('jpeg');
    expect(await views()).toHaveLength(before + 1);
  });

  it('stops being drawn when nobody waits for it any more', async () => {
    const endless = new Readable({ read: () => undefined });
    const reading = vi.spyOn(bank.deps.ports.documents, 'open').mockReturnValueOnce(endless);
    const left = new AbortController();
    const headers = { authorization: `Bearer ${reviewer.access}` };
    const asked = fetch(`${origin}/documents/${ids.picture}/preview`, { headers, signal: left.signal });
    await expect.poll(() => reading.mock.calls).toHaveLength(1);
    left.abort();
    await expect(asked).rejects.toThrow('aborted');
    await expect.poll(() => endless.destroyed).toBe(true);
  });

  it('holds no camera data and at most 3 000 pixels a side', async () => {
    const id = await freshPassport();
    await bank.runJobs();
    const application = `(select application_id from kyc_document where id = ?)`;
    await bank.owner(`update kyc_application set submitted_at = null where id = ${application}`, [id]);
    expect(await codeOf(await get(`/documents/${id}/preview`, await bank.staff('admin')))).toEqual([404, 'NOT_FOUND']);
    await bank.owner(`update kyc_application set submitted_at = ? where id = ${application}`, [bank.now(), id]);
    const answer = await get(`/documents/${id}/preview`, await bank.staff('admin'));
    const image = Buffer.from(await answer.arrayBuffer());
    expect(image.includes(CANARY)).toBe(false);
    expect(await sharp(image).metadata()).toMatchObject({ width: 3_000 });
    expect((await sharp(image).metadata()).exif).toBeUndefined();
  });

  it('gives a PDF to the canvas', async () => {
    const answer = await get(`/documents/${ids.bill}/preview`);
    expect(answer.headers.get('content-type')).toContain('application/pdf');
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  it('is not begun for somebody who left while the look was put on record', async () => {
    const reading = vi.spyOn(bank.deps.ports.documents, 'open');
    const looks = async () => (await bank.owner(`select from audit_event where action = 'document.viewed'`)).length;
    const before = await looks();
    reading.mockClear();
    const slow = bank.owner(`do $$ begin lock table audit_event in exclusive mode; perform pg_sleep(0.6); end $$`);
    const headers = { authorization: `Bearer ${reviewer.access}` };
    const asked = fetch(`${origin}/documents/${ids.picture}/preview`, { headers, signal: AbortSignal.timeout(300) });
    await expect(asked).rejects.toThrow('timeout');
    await slow;
    await expect.poll(looks).toBe(before + 1);
    await get(`/documents/${ids.picture}/preview`);
    expect(reading).toHaveBeenCalledOnce();
  });

  it('is one of a few that are drawn at once, and tells whoever comes when too many wait', async () => {
    const done = Promise.withResolvers<void>();
    const others = Array.from({ length: 104 }, () => gateOf(bank.deps.orm, 'drawings').run(() => done.promise));
    expect(await codeOf(await get(`/documents/${ids.picture}/preview`))).toEqual([503, 'BUSY']);
    expect((await get(`/documents/${ids.bill}/preview`)).status).toBe(200);
    done.resolve();
    await Promise.all(others);
  });

  it('waits for the check, and stays shut when that failed', async () => {
    const id = await freshPassport();
    const admin = await bank.staff('admin');
    expect(await codeOf(await get(`/documents/${id}/preview`, admin))).toEqual([409, 'CHECKS_RUNNING']);
    await bank.owner(
      `update kyc_document set status = 'REJECTED', rejection_reason = 'DOCUMENT_INFECTED' where id = ?`,
      [id],
    );
    expect(await codeOf(await get(`/documents/${id}/original`, admin))).toEqual([404, 'NOT_FOUND']);
  });

  it('is refused to everyone else, and leaves no view on record', async () => {
    const before = (await views()).length;
    const path = `/documents/${ids.picture}/preview`;
    expect(await codeOf(await get(path, await bank.staff('auditor')))).toEqual([403, 'FORBIDDEN']);
    expect(await codeOf(await get(path, await bank.newStaff('reviewer')))).toEqual([409, 'CASE_NOT_CLAIMED']);
    expect(await codeOf(await get(path, null))).toEqual([401, 'TOKEN_INVALID']);
    expect(await codeOf(await get(path, await bank.customer()))).toEqual([401, 'TOKEN_INVALID']);
    expect(await codeOf(await get('/documents/01890000-0000-7000-8000-000000000000/preview'))).toEqual([
      404,
      'NOT_FOUND',
    ]);
    expect(await codeOf(await get('/documents/1%27/preview'))).toEqual([404, 'NOT_FOUND']);
    const switched = { role: 'KYC_REVIEWER', feature: 'documents', why: 'not today' } as const;
    const { api } = await bank.staff('admin');
    await api.features.set({ ...switched, enabled: false });
    expect(await codeOf(await get(path))).toEqual([403, 'FEATURE_OFF']);
    await api.features.set({ ...switched, enabled: true });
    expect(await views()).toHaveLength(before);
  });
});

describe('an original', () => {
  it('is an attachment under a harmless name', async () => {
    const id = await freshPassport();
    await bank.runJobs();
    const answer = await get(`/documents/${id}/original`, await bank.staff('admin'));
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename=".+"(; filename\*=UTF-8''[\w%.()-]+)?$/,
    );
    expect(Buffer.from(await answer.arrayBuffer()).includes(CANARY)).toBe(true);
  });

  it('never looks whole when its end does not verify', async () => {
    const folder = join(bank.deps.env.DATA_DIR, 'documents');
    const entry = (await readdir(folder, { recursive: true })).find((name) => name.endsWith(ids.bill));
    const handle = await open(join(folder, String(entry)), 'r+');
    const { size } = await handle.stat();
    await handle.write(Buffer.alloc(16), 0, 16, size - 16);
    await handle.close();
    const whole = get(`/documents/${ids.bill}/original`).then((answer) =>
      answer.status === 200 ? answer.arrayBuffer() : Promise.reject(new Error(String(answer.status))),
    );
    await expect(whole).rejects.toThrow();
  });
});
