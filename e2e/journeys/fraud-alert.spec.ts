import { expect, test } from '@playwright/test';
import { type Account, apply } from '../applicant.ts';
import { DEMO_PASSWORD, STAFF_URL } from '../bank.ts';
import { signInStaff } from '../desk.ts';
import { look } from '../look.ts';
import { eventually, restClient, rows, text } from '../rest/client.ts';
import { signIn } from '../rest/reviewer.ts';

test.describe.configure({ timeout: 300_000 });

const asWritten = (number: string) => number.replace(/^(CUST)(\d{4})(\d{4})(\d{2})$/, '$1 $2 $3 $4');

/** The customer's number, once an alert about a shared number of theirs is raised. */
async function raisedAbout({ email }: Account): Promise<string> {
  const { api, access } = await signIn(restClient(STAFF_URL), { username: 'auditor', password: DEMO_PASSWORD });
  const queue = await api({ method: 'GET', path: `/api/kyc/pending/?search=${encodeURIComponent(email)}`, access });
  const number = text(rows(queue, 'results')[0] ?? {}, 'customer_id');
  return eventually(`a fraud alert about ${number}`, async () => {
    const alerts = await api({ method: 'GET', path: '/api/fraud-alerts/?type=SHARED_IDENTITY&limit=100', access });
    return rows(alerts, 'results').some((alert) => alert.customer_id === number) ? number : undefined;
  });
}

test('an SSN given twice raises an alert that an administrator takes on, notes and resolves', async ({
  page,
  browser,
}) => {
  const ssn = '536-90-4417';
  await apply({ ssn });
  const number = asWritten(await raisedAbout(await apply({ ssn })));
  await signInStaff(page, 'admin');
  await page.getByRole('link', { name: 'Fraud', exact: true }).click();
  await page.getByLabel('Kind').selectOption('SHARED_IDENTITY');
  const row = page.getByRole('row', { name: 'Identity number given twice' }).filter({ hasText: number });
  await expect(row).toContainText('High');
  await look(page, 'staff-fraud-alerts');
  await row.getByRole('link', { name: 'Identity number given twice' }).click();
  await expect(page.getByRole('list', { name: 'What the rules noticed' })).toContainText('Social Security number');
  await page.getByRole('button', { name: 'Take it on' }).click();
  await expect(page.getByRole('heading', { name: 'You look into this' })).toBeVisible();
  await page.getByLabel('New note').fill('Both gave the same address too (fictional)');
  await page.getByRole('button', { name: 'Add the note' }).click();
  await expect(page.getByText('Both gave the same address too')).toBeVisible();
  await look(page, 'staff-fraud-alert');

  await page.getByRole('button', { name: 'Resolve…' }).click();
  const dialog = page.getByRole('dialog', { name: 'What did you find?' });
  await dialog.getByRole('radio', { name: 'It is fraud' }).check();
  await dialog.getByLabel('Why').fill('The branch met one person with two names (fictional)');
  await look(page, 'staff-fraud-resolve');
  await dialog.getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect(page.getByText('Resolved by')).toBeVisible();

  const auditor = await (await browser.newContext({ locale: 'en-US' })).newPage();
  await signInStaff(auditor, 'auditor');
  await auditor.goto(page.url());
  await expect(auditor.getByText('The branch met one person with two names')).toBeVisible();
  await expect(auditor.getByRole('button', { name: /Take|Resolve|Add/ })).toHaveCount(0);
});
