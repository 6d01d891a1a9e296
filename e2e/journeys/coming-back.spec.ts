import { expect, test } from '@playwright/test';
import { confirmEmail, confirmPhone, giveIdentity, register, signIn } from '../applicant.ts';
import { CUSTOMER_URL } from '../bank.ts';
import { newPerson } from '../people.ts';

test('a refresh at any point, or another browser, continues at the right step', async ({ page, browser }) => {
  const person = newPerson();
  await register(page, person);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Check your e-mail' })).toBeVisible();
  await confirmEmail(page, person);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Confirm your phone' })).toBeVisible();
  await confirmPhone(page, person);

  await page.getByLabel('First name').fill('Imo');
  await page.getByLabel('Last name').fill('Fairw');
  await page.getByLabel('Year').fill('1990');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('First name')).toHaveValue('Imo');
  await expect(page.getByLabel('Year')).toHaveValue('1990');

  const other = await (await browser.newContext()).newPage();
  await signIn(other, person);
  await other
    .getByRole('link', { name: /Carry on|Go on/ })
    .first()
    .click();
  await expect(other.getByRole('heading', { level: 1, name: 'What is your legal name?' })).toBeVisible();
  await expect(other.getByLabel('Last name')).toHaveValue('Fairw');
  await giveIdentity(other, person);

  // One live session each: the first browser hears of it at once, and comes back to where it was after signing in.
  await expect(page.getByRole('dialog', { name: 'Sign in to go on' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('signing out ends the session on the server, not only on the page', async ({ page }) => {
  const person = newPerson();
  await register(page, person);
  await confirmEmail(page, person);
  const cookies = await page.context().cookies();
  await page
    .getByRole('button', { name: /Imogen|c\d{9}|account/i })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByText('You are signed out.')).toBeVisible();
  await page.context().addCookies(cookies);
  await page.goto(`${CUSTOMER_URL}/steps/identity`);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});
