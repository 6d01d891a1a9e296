import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { Client } from 'pg';
import { authenticatorCode } from '../authenticator.ts';
import { bankUnderTest, OTHER_PORTS, OTHER_STAFF_URL } from '../bank.ts';
import { knockAsStaff } from '../desk.ts';
import { look } from '../look.ts';
import { startServer } from '../server.ts';

const WHO = 'auditor';
let stopServer: (() => Promise<void>) | undefined;

/** Nobody may switch a required factor off: a run before this one left it on. */
async function forgetFactor(): Promise<void> {
  const url = Object.assign(new URL(bankUnderTest().superuserUrl), { pathname: '/ostiary' });
  const client = new Client({ connectionString: url.href });
  await client.connect();
  const his = 'where user_id = (select id from app_user where username = $1)';
  for (const table of ['recovery_code', 'second_factor']) await client.query(`delete from ${table} ${his}`, [WHO]);
  await client.end();
}

// One more server of the same bank, which asks its staff for a second factor.
test.beforeAll(async () => {
  await forgetFactor();
  const { folder, databaseUrl } = bankUnderTest();
  stopServer = await startServer(OTHER_PORTS, join(folder, 'other-server.log'), {
    DATABASE_URL: databaseUrl,
    DATA_DIR: join(folder, 'data'),
    DEMO: '0',
    STAFF_MFA: 'required',
  });
});
test.afterAll(() => stopServer?.());

const enrolHeading = (page: Page) => page.getByRole('heading', { level: 1, name: 'Set up your second factor first' });

test('where the bank requires it, staff see nothing before their second factor is set up', async ({ page }) => {
  test.setTimeout(180_000);
  await knockAsStaff(page, WHO, OTHER_STAFF_URL);
  await expect(enrolHeading(page)).toBeVisible();
  for (const path of ['/review', '/sign-ins', '/networks', '/security']) {
    await page.goto(`${OTHER_STAFF_URL}${path}`);
    await expect(enrolHeading(page)).toBeVisible();
    await expect(page.getByRole('navigation')).toHaveCount(0);
  }
  await look(page, 'required-factor');
  await page.getByRole('button', { name: 'Set up the second factor' }).click();
  const key = (await page.locator('code').first().textContent()) ?? '';
  await page.getByLabel('6-digit code from your app').fill(authenticatorCode(key));
  await page.getByRole('button', { name: 'Switch on' }).click();
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  const [first = ''] = await codes.allTextContents();
  await expect(page.getByRole('button', { name: 'Done' })).toBeDisabled();
  await page.getByLabel('I have saved them').check();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('navigation', { name: 'Areas' })).toBeVisible();

  await page.goto(`${OTHER_STAFF_URL}/security`);
  await expect(page.getByText('10 recovery codes are left.')).toBeVisible();
  await expect(page.getByText(first)).toHaveCount(0);
  await expect(page.getByText('The bank requires it, so it cannot be switched off.')).toBeVisible();

  await page.context().clearCookies();
  await knockAsStaff(page, WHO, OTHER_STAFF_URL);
  await page.getByRole('button', { name: 'I do not have my app: use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(first);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('navigation', { name: 'Areas' })).toBeVisible();
  await page.goto(`${OTHER_STAFF_URL}/security`);
  await expect(page.getByText('9 recovery codes are left.')).toBeVisible();
});
