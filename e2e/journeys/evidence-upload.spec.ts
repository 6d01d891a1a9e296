import { createHash } from 'node:crypto';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { enter, openAccount } from '../applicant.ts';
import { CUSTOMER_URL } from '../bank.ts';
import { withDatabase } from '../database.ts';
import { type FilePayload, largePhoto } from '../files.ts';
import { type Line, lineOf } from '../line.ts';
import { look } from '../look.ts';

// Bytes a second: a photo takes some seconds, enough to cut it half-way.
const SLOW = 700_000;

test.describe.configure({ timeout: 240_000 });

const slotOf = (page: Page) => page.getByRole('group', { name: 'Page of your passport with the photo' });

async function choosePassport(page: Page, { number, photo }: { number: string; photo: FilePayload }): Promise<void> {
  await page.goto(`${CUSTOMER_URL}/steps/photo-id`);
  await page.getByRole('radio', { name: 'Passport' }).check();
  await page.getByLabel('Document number').fill(number);
  await slotOf(page)
    .locator('input[type=file]')
    .setInputFiles({ ...photo });
}

async function cutAtHalf(slot: Locator, line: Line): Promise<void> {
  const sent = async () => Number(await slot.getByRole('progressbar').getAttribute('aria-valuenow'));
  await expect.poll(sent, { intervals: [50] }).toBeGreaterThanOrEqual(45);
  await line.cut();
  await expect(slot.getByText(/The connection is lost/).first()).toBeVisible();
  expect(await sent()).toBeLessThan(80);
}

/** Where each piece of a file began, in bytes, as the browser sent them. */
function watchPieces(page: Page): { readonly begun: () => number; readonly offsets: () => readonly number[] } {
  let begun = 0;
  const offsets: number[] = [];
  page.on('request', (request) => {
    if (!request.url().includes('/api/uploads')) return;
    if (request.method() === 'POST') begun += 1;
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  return { begun: () => begun, offsets: () => offsets };
}

async function hashOfPassport(email: string): Promise<string | undefined> {
  return withDatabase(async (client) => {
    const { rows } = await client.query<{ hash: string }>(
      `select d.file_hash as hash from kyc_document d join app_user u on u.id = d.customer_id
       where u.email = $1 and d.document_type = 'PASSPORT'`,
      [email],
    );
    return rows[0]?.hash;
  });
}

const sha256 = ({ buffer }: FilePayload) => createHash('sha256').update(buffer).digest('hex');

test('a cut upload goes on by itself from where it stopped, and arrives byte for byte', async ({ page }) => {
  const account = await openAccount();
  const photo = await largePhoto('passport.jpg');
  await enter(page, account);
  const [line, pieces] = [await lineOf(page), watchPieces(page)];
  await line.slow(SLOW);
  await choosePassport(page, { number: 'X40771829', photo });
  await cutAtHalf(slotOf(page), line);
  await look(page, 'upload-cut');
  const before = pieces.offsets().length;
  await line.slow(-1);
  await expect(page.getByText('Received', { exact: true })).toBeVisible();
  expect(pieces.begun()).toBe(1);
  expect(pieces.offsets()[before]).toBeGreaterThan(0);
  expect(await hashOfPassport(account.email)).toBe(sha256(photo));
});

test('after a reload the same file goes on where the page before it stopped', async ({ page }) => {
  const account = await openAccount();
  const passport = { number: 'X40771830', photo: await largePhoto('passport.jpg') };
  await enter(page, account);
  const line = await lineOf(page);
  await line.slow(SLOW);
  await choosePassport(page, passport);
  await cutAtHalf(slotOf(page), line);
  // Left while the line is still cut: a page that hears of it again would go on by itself.
  await page.goto('about:blank');
  await line.slow(-1);
  const pieces = watchPieces(page);
  await page.goto(`${CUSTOMER_URL}/steps/photo-id`);
  await page.getByRole('radio', { name: 'Passport' }).check();
  await expect(
    slotOf(page)
      .getByText(/choose the same file again to go on from/)
      .first(),
  ).toBeVisible();
  await look(page, 'upload-interrupted');
  await choosePassport(page, passport);
  await expect(page.getByText('Received', { exact: true })).toBeVisible();
  expect(pieces.begun()).toBe(0);
  expect(pieces.offsets()[0]).toBeGreaterThan(0);
  expect(await hashOfPassport(account.email)).toBe(sha256(passport.photo));
});
