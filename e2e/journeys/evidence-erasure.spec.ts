import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { apply, enter, signIn } from '../applicant.ts';
import { CUSTOMER_URL, STAFF_URL } from '../bank.ts';
import { signInStaff } from '../desk.ts';
import { look } from '../look.ts';

test.describe.configure({ timeout: 300_000 });

interface Copy {
  readonly account: { readonly email: string; readonly customerNumber: string };
  readonly applications: readonly { readonly documents: readonly unknown[] }[];
}

async function download(page: Page): Promise<Copy> {
  const begun = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download my data' }).click();
  const path = await (await begun).path();
  return JSON.parse(await readFile(path, 'utf8')) as Copy; // the published shape of the person's own copy
}

async function hold(page: Page, verb: 'Place a legal hold' | 'Lift the hold'): Promise<void> {
  await page.getByRole('button', { name: verb }).click();
  const dialog = page.getByRole('dialog', { name: verb });
  await dialog.getByLabel('Reason').fill('An order of a court, fictional');
  await dialog.getByRole('button', { name: verb }).click();
  await expect(dialog).toHaveCount(0);
}

test('a customer takes a copy of their data, is forgotten once no hold stands in the way, and cannot come back', async ({
  page,
  browser,
}) => {
  const person = await apply();
  await enter(page, person);
  await page.goto(`${CUSTOMER_URL}/privacy`);
  const { account, applications } = await download(page);
  expect(account.email).toBe(person.email);
  expect(applications[0]?.documents).toHaveLength(3);
  await page.getByRole('button', { name: 'Ask for erasure' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Ask for erasure' }).click();
  await expect(page.getByText('You have our answer by')).toBeVisible();
  await look(page, 'customer-erasure-asked');

  const desk = await (await browser.newContext({ locale: 'en-US' })).newPage();
  await signInStaff(desk, 'admin');
  await desk.goto(`${STAFF_URL}/customers?only=erasure_asked&search=${encodeURIComponent(person.email)}`);
  await desk.getByRole('link', { name: `${person.firstName} ${person.lastName}` }).click();
  await expect(desk.getByText('Answer it by')).toBeVisible();
  await hold(desk, 'Place a legal hold');
  const erase = desk.getByRole('button', { name: 'Erase for good' });
  await expect(erase).toBeDisabled();
  await look(desk, 'staff-legal-hold');
  await hold(desk, 'Lift the hold');
  await erase.click();
  const dialog = desk.getByRole('dialog', { name: /^Erase / });
  await dialog.getByRole('radio', { name: 'The customer asked' }).check();
  await dialog.getByLabel(/^Type .* to confirm$/).fill(account.customerNumber);
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await expect(desk.getByRole('heading', { level: 1, name: 'Erased customer' })).toBeVisible();

  await page.context().clearCookies();
  await signIn(page, person);
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Your account/ })).toHaveCount(0);
});
