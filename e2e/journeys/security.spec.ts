import { expect, type Page, test } from '@playwright/test';
import { confirmEmail, mailOf, register } from '../applicant.ts';
import { authenticatorCode } from '../authenticator.ts';
import { CUSTOMER_URL, STAFF_URL } from '../bank.ts';
import { signInStaff } from '../desk.ts';
import { look } from '../look.ts';
import { newPerson } from '../people.ts';

async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto(`${CUSTOMER_URL}/sign-in`);
  await page.getByLabel('Username, e-mail or phone').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a customer sets up a second factor, signs in with it, and finds a way back in', async ({ page, browser }) => {
  test.setTimeout(240_000);
  const person = newPerson();
  await register(page, person);
  await confirmEmail(page, person);

  await page.goto(`${CUSTOMER_URL}/security`);
  await expect(page.getByRole('heading', { name: 'Where you are signed in' })).toBeVisible();
  await expect(
    page
      .getByText('No sign-in yet')
      .or(page.getByText('Signed in', { exact: true }))
      .first(),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await look(page, 'customer-security');
  await page.getByRole('button', { name: 'Set up the second factor' }).click();
  // A code of an e-mail opened this session: the password has not been asked for yet.
  const stepUp = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await expect(stepUp.getByLabel('Your password')).toBeFocused();
  await page.keyboard.type(person.password);
  await page.keyboard.press('Enter');
  await expect(stepUp).toBeHidden();
  const key = (await page.locator('code').first().textContent()) ?? '';
  await look(page, 'customer-second-factor');
  await page.getByLabel('6-digit code from your app').fill(authenticatorCode(key));
  await page.getByRole('button', { name: 'Switch on' }).click();
  await expect(page.getByText('Save your recovery codes')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10);
  await look(page, 'customer-recovery-codes');
  await page.getByLabel('I have saved them').check();
  await page.getByRole('button', { name: 'Done' }).click();

  const other = await (await browser.newContext({ locale: 'en-US' })).newPage();
  await other.goto(`${CUSTOMER_URL}/sign-in`);
  await other.getByRole('link', { name: 'Forgot your password?' }).click();
  // The sign-in page has a field of the same name.
  await expect(other.getByRole('heading', { level: 1, name: 'Forgot your password?' })).toBeVisible();
  await other.getByLabel('Username, e-mail or phone').fill(person.email);
  await look(other, 'customer-forgot-password');
  await other.getByRole('button', { name: 'Send the link' }).click();
  await expect(other.getByText('Look at your e-mail')).toBeVisible();
  const linkOf = async () =>
    (await mailOf(person.email)).map(({ text }) => /http\S+\/reset-password#token=\S+/.exec(text)?.[0]).find(Boolean);
  await expect.poll(linkOf).toBeDefined();
  const link = new URL((await linkOf()) ?? '');
  await other.goto(`${CUSTOMER_URL}${link.pathname}${link.hash}`);
  const password = 'Another-harbour-97';
  await other.getByLabel('New password').fill(password);
  await look(other, 'customer-reset-password');
  expect(other.url()).not.toContain('token');
  await other.getByRole('button', { name: 'Save the new password' }).click();
  await expect(other.getByText('You are signed out everywhere')).toBeVisible();

  await signIn(other, person.email, password);
  await expect(other.getByText('Now the second step')).toBeVisible();
  await look(other, 'customer-second-step');
  await other.getByLabel('6-digit code from your app').fill(authenticatorCode(key, 1));
  await other.getByRole('button', { name: 'Confirm' }).click();
  await expect(other.getByRole('button', { name: /^Your account|^Account/ }).first()).toBeVisible();
});

test('staff see who tried to sign in, and where the door may be opened from', async ({ page }) => {
  const nobody = newPerson().email;
  await signIn(page, nobody, 'Wrong-password-1');
  await expect(page.getByText('These details do not match').first()).toBeVisible();
  await signInStaff(page, 'admin');
  await page.getByRole('link', { name: 'Sign-ins' }).click();
  await expect(page.getByText('Nobody has this name').first()).toBeVisible();
  await look(page, 'staff-sign-ins');
  await page.goto(`${STAFF_URL}/networks`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await look(page, 'staff-networks');
  await page.goto(`${STAFF_URL}/security`);
  await expect(page.getByRole('heading', { name: 'Where you are signed in' })).toBeVisible();
  await look(page, 'staff-security');
});
