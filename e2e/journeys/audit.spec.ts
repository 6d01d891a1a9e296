import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { DEMO_PASSWORD, STAFF_URL } from '../bank.ts';
import { signInStaff } from '../desk.ts';
import { look } from '../look.ts';
import { restClient, rows, text } from '../rest/client.ts';
import { signIn } from '../rest/reviewer.ts';

test.describe.configure({ timeout: 240_000 });

const knock = (username: string) => signIn(restClient(STAFF_URL), { username, password: DEMO_PASSWORD });

/** A colleague reads some case, so that there is something to find; returns its id. */
async function readSomeCase(): Promise<string> {
  const { api, access } = await knock('reviewer');
  const queue = await api({ method: 'GET', path: '/api/kyc/pending/', access });
  const id = text(rows(queue, 'results')[0] ?? {}, 'id');
  await api({ method: 'GET', path: `/api/kyc/${id}/`, access });
  return id;
}

async function findReading(page: Page, id: string): Promise<void> {
  await page.getByLabel('Who did it').fill('reviewer');
  await page.getByLabel('To whom or what').fill(id);
  await page.getByLabel('Action', { exact: true }).selectOption('case.viewed');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.getByText(/opened the case of/).first()).toBeVisible();
}

/** Opens the first record of the list; whoever is early waits until it is sealed. */
async function openSealed(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Details' }).first().click();
  await page.getByRole('link', { name: 'Open this record and its proof' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Case opened' })).toBeVisible();
  await expect(async () => {
    const again = page.getByRole('button', { name: 'Look again' });
    if (await again.isVisible()) await again.click();
    await expect(page.getByText(/^Sealed under number/)).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
}

async function exportAndRead(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: 'Start an export' }).click();
  const made = page.getByRole('list', { name: 'Exports' }).getByRole('listitem').first();
  await expect(made.getByText('Ready')).toBeVisible({ timeout: 60_000 });
  const download = page.waitForEvent('download');
  await made.getByRole('button', { name: 'Download' }).click();
  const file = await (await download).path();
  return (await readFile(file, 'utf8')).trimEnd().split('\n');
}

test('an auditor searches, follows both trails, sees a proof, verifies the log and takes an export', async ({
  page,
}) => {
  const id = await readSomeCase();
  await signInStaff(page, 'auditor');
  await expect(page.getByRole('heading', { level: 1, name: 'What happened, and who did it' })).toBeVisible();
  await look(page, 'audit-search');
  await findReading(page, id);
  const search = page.url();

  const record = page.getByRole('listitem').filter({ hasText: 'opened the case of' }).first();
  await record.getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1, name: /^The trail of/ })).toBeVisible();
  await page.goto(search);
  await record.getByRole('link', { name: /^CUST/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^The case of/ })).toBeVisible();
  await look(page, 'audit-case');

  await page.goto(search);
  await openSealed(page);
  await expect(page.getByText(/leads to the number that the bank signed\./)).toBeVisible();
  await page.getByText(/^Show the \d+ steps$/).click();
  await look(page, 'audit-record');

  await page.getByRole('link', { name: 'Verification' }).click();
  await page.getByRole('button', { name: 'Verify now' }).click();
  const verdict = page.locator('strong', { hasText: /^All [\d,]+ records are as they were written/ });
  await expect(verdict).toBeVisible({ timeout: 60_000 });
  await look(page, 'audit-verification');

  await page.goto(search);
  await page.getByRole('link', { name: 'Export what this search finds' }).click();
  const lines = await exportAndRead(page);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ format: 'ostiary-audit/1' });
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ end: true, count: lines.length - 2 });
  await look(page, 'audit-exports');
});

test('an administrator takes a security event and resolves it with a note', async ({ page }) => {
  const { api, access } = await knock('auditor');
  const queue = await api({ method: 'GET', path: '/api/kyc/pending/', access });
  const id = text(rows(queue, 'results')[0] ?? {}, 'id');
  // Who only reads tries to take a case: refused, and noticed.
  await api({ method: 'POST', path: `/api/kyc/${id}/claim/`, access, expect: 403 });

  await signInStaff(page, 'admin');
  await page.getByRole('link', { name: 'Security events' }).click();
  await page.getByLabel('Kind').selectOption('UNAUTHORIZED_ACCESS');
  await page.getByLabel('Person').fill('auditor');
  const link = page.getByRole('link', { name: 'Refused for lack of permission' }).first();
  await expect(link).toBeVisible();
  await look(page, 'security-events');
  await link.click();
  await page.getByRole('button', { name: 'Take it' }).click();
  await expect(page.getByRole('heading', { name: 'You have taken this' })).toBeVisible();
  await look(page, 'security-event');
  await page.getByRole('button', { name: 'Resolve…' }).click();
  const dialog = page.getByRole('dialog', { name: 'What was it?' });
  await dialog.getByRole('radio', { name: /^Harmless/ }).check();
  await dialog.getByLabel('What you found').fill('A rehearsal of the journey, fictional');
  await dialog.getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect(page.getByText(/Resolved by Thomas Berger/)).toBeVisible();
  await expect(page.getByText('A rehearsal of the journey, fictional')).toBeVisible();
});
