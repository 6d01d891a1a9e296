import { expect, test } from '@playwright/test';
import { DEMO_PASSWORD, STAFF_URL } from '../bank.ts';
import { signInStaff } from '../desk.ts';
import { look } from '../look.ts';

test.describe.configure({ timeout: 240_000 });

test('one administrator drafts a policy, another publishes it, and both versions can be compared', async ({
  page,
  browser,
}) => {
  await signInStaff(page, 'admin');
  await page.getByRole('link', { name: 'Policies' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'What the bank asks for' })).toBeVisible();
  await look(page, 'staff-policies');
  // The business policy of India: no other journey applies under it.
  await page.goto(`${STAFF_URL}/policies/in-business/1`);
  await expect(page.getByRole('heading', { level: 1, name: 'IN business, version 1' })).toBeVisible();
  await look(page, 'staff-policy');
  await page.getByRole('button', { name: 'Start a draft from version 1' }).click();
  await page.getByLabel('Hours until a decision is due').fill('0');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Enter whole hours from 1 to 2160.').first()).toBeVisible();
  await page.getByLabel('Hours until a decision is due').fill('48');
  await page.getByLabel('Note for the person who publishes').fill('Two days, as the branch in Pune asked.');
  await look(page, 'staff-policy-draft');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.getByRole('button', { name: 'Replay the draft' }).click();
  await expect(page.getByText(/outcomes? would change, of \d+ decided/)).toBeVisible();
  await page.getByRole('button', { name: 'Propose' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Propose' }).click();
  await expect(page.getByText('You wrote or proposed this. Another person must publish it.')).toBeVisible();

  const other = await (await browser.newContext({ locale: 'en-US' })).newPage();
  await signInStaff(other, 'admin2');
  await other.goto(page.url());
  await expect(other.getByText('Two days, as the branch in Pune asked.')).toBeVisible();
  await look(other, 'staff-policy-proposed');
  await other.getByRole('button', { name: 'Publish' }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  const password = other.getByRole('dialog').getByLabel('Your password');
  const published = other.getByRole('heading', { level: 1, name: /version 2, is published/ });
  await expect(password.or(published)).toBeVisible();
  if (await password.isVisible()) {
    await password.fill(DEMO_PASSWORD);
    await password.press('Enter');
  }
  await expect(published).toBeVisible();

  await other.goto(`${STAFF_URL}/policies/in-business/compare?from=1&to=2`);
  await expect(other.getByRole('heading', { level: 1, name: /one difference/ })).toBeVisible();
  await look(other, 'staff-policy-compare');
});
