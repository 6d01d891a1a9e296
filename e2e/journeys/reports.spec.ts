import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { STAFF_URL } from '../bank.ts';
import { signInStaff } from '../desk.ts';
import { look } from '../look.ts';

test('a manager opens the report, changes its period, reads a table and takes the figures along', async ({ page }) => {
  await signInStaff(page, 'admin');
  await page.getByRole('link', { name: 'Reports', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Applications and decisions' })).toBeVisible();
  const funnel = page.getByRole('table', { name: 'From registration to approval' });
  await expect(funnel.getByRole('row', { name: /^Registered/ })).toBeVisible();
  await look(page, 'staff-report-kyc');

  await page.getByLabel('Period', { exact: true }).selectOption('7d');
  await expect(page).toHaveURL(/\/reports\/kyc\?period=(%22)?7d/);
  await page.getByText('Show these figures as a table').click();
  const series = page.getByRole('table', { name: 'Over time' });
  await expect(series.getByRole('row')).toHaveCount(8);
  await page.reload();
  await expect(page.getByLabel('Period', { exact: true })).toHaveValue('7d');

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV file' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^ostiary-kyc-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toContain('From registration to approval,Registered,');
  expect(text).not.toMatch(/(^|,)[=+@]/m);

  await page.goto(`${STAFF_URL}/reports/kyc?period=custom&from=2026-02-02&to=2026-02-01`);
  await expect(page.getByRole('alert')).toContainText('The last day is before the first one');
  await page.goto(`${STAFF_URL}/reports/security`);
  await expect(page.getByRole('heading', { level: 1, name: 'Sign-ins and security' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Failed sign-ins by portal' })).toBeVisible();
  await look(page, 'staff-report-security');
});

test('a reviewer sees their own decisions only', async ({ page }) => {
  await signInStaff(page, 'reviewer');
  await page.getByRole('link', { name: 'Reports', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your decisions' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'By reviewer' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Security', exact: true })).toHaveCount(0);
});
