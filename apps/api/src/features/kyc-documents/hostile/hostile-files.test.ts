import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignedInCustomer } from '../../../testing.ts';
import { CANARY, type HostileFile } from './hostile-file.ts';
import { HOSTILE_IMAGES } from './hostile-images.ts';
import { HOSTILE_OTHERS } from './hostile-others.ts';
import { HOSTILE_PDFS } from './hostile-pdfs.ts';
import { type HostileBank, openHostileBank, type Served, walk, type Walk } from './walk.ts';

const FILES = [...HOSTILE_IMAGES, ...HOSTILE_PDFS, ...HOSTILE_OTHERS];
const LANES = 2;
/** An application takes forty files at most. */
const FILES_A_CUSTOMER = 30;
const WHOLE_MS = 300_000;

let hostile: HostileBank;
const walks = new Map<string, Promise<Walk>>();

/** Each file waits for the one before it in its lane: the tests only wait for their own. */
function startLane(files: readonly HostileFile[], customers: readonly SignedInCustomer[]): void {
  let before: Promise<unknown> = Promise.resolve();
  files.forEach((file, index) => {
    const customer = customers[Math.floor(index / FILES_A_CUSTOMER)];
    if (!customer) throw new Error('a lane has too few customers');
    const whole = before.then(() => walk(hostile, customer, file));
    before = whole.catch(() => undefined);
    walks.set(file[0], whole);
  });
}

beforeAll(async () => {
  hostile = await openHostileBank();
  const customers: SignedInCustomer[] = [];
  for (let left = FILES.length + LANES * FILES_A_CUSTOMER; left > 0; left -= FILES_A_CUSTOMER)
    customers.push(await hostile.bank.customer());
  const half = Math.ceil(customers.length / LANES);
  for (let lane = 0; lane < LANES; lane += 1)
    startLane(
      FILES.filter((_, index) => index % LANES === lane),
      customers.slice(lane * half),
    );
});
afterAll(() => hostile.close(), WHOLE_MS);

async function walkOf(what: string): Promise<Walk> {
  const whole = await walks.get(what);
  if (!whole) throw new Error(`${what} was never sent`);
  return whole;
}

const all = (ending: (file: HostileFile) => boolean) => FILES.filter(ending).map(([what]) => [what]);
const endings = (wanted: HostileFile[2]) => all(([, , ending]) => ending === wanted);
const rejections = FILES.filter(([, , ending]) => ending.startsWith('DOCUMENT_')).map(
  ([what, , ending]) => [what, ending] as const,
);

function expectInert({ headers }: Served): void {
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('content-security-policy')).toContain('sandbox');
  expect(headers.get('content-security-policy')).not.toContain('allow-');
  expect(headers.get('cache-control')).toBe('no-store');
}

/** Nothing but pixels: a JPEG without comment, camera, place or words. */
async function expectDrawnAnew({ headers, body }: Served): Promise<void> {
  expect(headers.get('content-type')).toBe('image/jpeg');
  const { format, exif, xmp, iptc, comments, space, pages } = await sharp(body).metadata();
  expect({ format, exif, xmp, iptc, comments, space, pages }).toEqual({ format: 'jpeg', space: 'srgb' });
  expect(body.includes(CANARY)).toBe(false);
  expect(body.toString('latin1')).not.toMatch(/<script|<svg|alert\(/);
}

const NAMED = { 'application/pdf': /\.pdf"?$/, 'image/jpeg': /\.jpe?g"?$/, 'image/png': /\.png"?$/ };

describe('a file that anybody may send', { timeout: WHOLE_MS }, () => {
  it('is one of more than sixty, each with a name of its own', () => {
    expect(FILES.length).toBeGreaterThanOrEqual(60);
    expect(walks.size).toBe(FILES.length);
  });

  it.each(endings('FILE_TYPE_REFUSED'))('is refused by its first bytes: %s', async (what) => {
    const { upload } = await walkOf(what);
    expect(upload).toEqual({ status: 415, code: 'FILE_TYPE_REFUSED' });
  });

  it.each(rejections)('is rejected by its check and opened by nobody: %s (%s)', async (what, reason) => {
    const { upload, waiting, checked, preview, original } = await walkOf(what);
    expect(upload.status).toBe(201);
    expect(waiting).toMatchObject({ status: 'QUARANTINED', preview: { status: 409 }, original: { status: 409 } });
    expect(checked).toEqual({ status: 'REJECTED', reason });
    // What is merely not accepted is harmless, and drawn anew like every other.
    if (reason !== 'DOCUMENT_NOT_ACCEPTED') expect([preview?.status, original?.status]).toEqual([404, 404]);
  });

  it.each(endings('accepted'))('is shown so that nothing in it can run: %s', async (what) => {
    const { upload, waiting, checked, preview, original } = await walkOf(what);
    expect(upload.status).toBe(201);
    expect(waiting).toMatchObject({ status: 'QUARANTINED', preview: { status: 409 }, original: { status: 409 } });
    expect(checked).toEqual({ status: 'PENDING', reason: undefined });
    if (!preview || !original) throw new Error('an accepted file is served');
    expect([preview.status, original.status]).toEqual([200, 200]);
    [preview, original].forEach(expectInert);
    expect(original.headers.get('content-type')).toBe('application/octet-stream');
    const kind = original.body.toString('latin1', 0, 4);
    const type = kind === '%PDF' ? 'application/pdf' : kind === '\x89PNG' ? 'image/png' : 'image/jpeg';
    expect(original.headers.get('content-disposition')).toMatch(/^attachment; filename=[^;\r\n]+$/);
    expect(original.headers.get('content-disposition')).toMatch(NAMED[type]);
    if (type === 'application/pdf') expect(preview.headers.get('content-type')).toBe('application/pdf');
    else await expectDrawnAnew(preview);
  });
});
