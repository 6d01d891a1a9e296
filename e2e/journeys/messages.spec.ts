import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { apply, enter, mailOf } from '../applicant.ts';
import { CUSTOMER_URL, STAFF_URL } from '../bank.ts';
import { signInStaff } from '../desk.ts';
import { look } from '../look.ts';

test.describe.configure({ timeout: 180_000 });

const FOLDER = process.env.E2E_PICTURES;

/** The e-mail as a mailbox would show it: it follows the reader's colours, and nothing in it runs or loads. */
async function lookAtMail(page: Page, name: string): Promise<void> {
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() !== 'document') foreign.push(request.url());
  });
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    const colour = await page.locator('.card').evaluate((card) => getComputedStyle(card).backgroundColor);
    expect(colour).toBe(scheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(26, 34, 32)');
    if (FOLDER === undefined) continue;
    mkdirSync(FOLDER, { recursive: true });
    await page.screenshot({ path: join(FOLDER, `mail-${name}-${scheme}.png`), fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  expect(foreign).toEqual([]);
}

async function openMail(page: Page, to: string, subject: string): Promise<void> {
  await page.goto(`${CUSTOMER_URL}/dev/mailbox?to=${encodeURIComponent(to)}`);
  const mail = page.getByRole('article').filter({ has: page.getByRole('heading', { name: subject }) });
  await mail.first().getByRole('link', { name: 'See it as the e-mail looks' }).click();
  await expect(page.getByRole('heading', { level: 1, name: subject })).toBeVisible();
}

test('the bank tells a customer by bell and by e-mail, as they choose', async ({ page }) => {
  const customer = await apply();
  await enter(page, customer);
  const bell = page.getByRole('button', { name: /^Notices, \d+ unread/ });
  await bell.click();
  const told = page.getByRole('dialog', { name: 'Notices' });
  await expect(told.getByRole('link', { name: /We received your application/ })).toBeVisible();
  await look(page, 'messages-bell');
  await told.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(page.getByRole('button', { name: 'Notices, none unread' })).toBeVisible();

  await page.goto(`${CUSTOMER_URL}/profile`);
  const progress = page.getByRole('group', { name: 'How your application goes on' });
  await progress.getByRole('switch', { name: 'SMS' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(progress.getByRole('switch', { name: 'SMS' })).toBeChecked();
  await look(page, 'messages-preferences');

  await expect
    .poll(async () => (await mailOf(customer.email)).map(({ subject }) => subject))
    .toContain('We received your application');
  for (const [name, subject] of [
    ['code', 'Your code to confirm your e-mail'],
    ['received', 'We received your application'],
    ['sign-in', 'A new sign-in to your account'],
  ] as const) {
    await openMail(page, customer.email, subject);
    await lookAtMail(page, name);
  }
});

test('a member of staff chooses what to hear of', async ({ page }) => {
  await signInStaff(page, 'admin2');
  await page.goto(`${STAFF_URL}/profile`);
  const mentions = page.getByRole('group', { name: 'Mentions' });
  await mentions.getByRole('switch', { name: 'E-mail' }).click();
  await expect(mentions.getByRole('switch', { name: 'E-mail' })).toBeChecked();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await look(page, 'messages-preferences-staff');
});
