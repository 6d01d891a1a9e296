import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { CUSTOMER_URL, STAFF_URL } from '../bank.ts';

test('the same journey through REST alone', async () => {
  const script = join(import.meta.dirname, '../rest-journey.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, CUSTOMER_URL, STAFF_URL], {
    timeout: 80_000,
  });
  expect(stdout).toContain('REST journey complete.');
});

test('the API page draws its document without breaking the content policy', async ({ page }) => {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text());
  });
  await page.goto(`${CUSTOMER_URL}/api/docs/swagger/`);
  await expect(page.getByText('/auth/register/initiate').first()).toBeVisible();
  expect(refused).toEqual([]);
});
