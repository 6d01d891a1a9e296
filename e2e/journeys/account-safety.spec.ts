import { expect, test } from '@playwright/test';
import { codeFor, enter, mailOf, openAccount, signIn } from '../applicant.ts';
import { CUSTOMER_URL } from '../bank.ts';
import { look } from '../look.ts';

/** The path of the one link that somebody was sent, with its secret. */
async function linkTo(email: string): Promise<string | undefined> {
  const found = (await mailOf(email)).map(({ text }) => /http\S+#token=\S+/.exec(text)?.[0]).find((link) => link);
  if (found === undefined) return undefined;
  const { pathname, hash } = new URL(found);
  return `${pathname}${hash}`;
}

test('a new e-mail counts once its code has come back, and the old one is told and can take it back', async ({
  page,
}) => {
  const account = await openAccount();
  const fresh = account.email.replace('@', '.new@');
  await enter(page, account);
  await page.goto(`${CUSTOMER_URL}/security`);
  await page.getByRole('button', { name: 'Change the e-mail' }).click();
  await page.getByLabel('New e-mail').fill(fresh);
  await page.getByRole('button', { name: 'Send the code' }).click();
  await expect(page.getByText('We sent a 6-digit code to')).toBeVisible();
  await expect(page.getByRole('main').getByText(account.email, { exact: true })).toBeVisible();
  await page.getByLabel('6-digit code').fill(await codeFor(fresh));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('Changed. We use the new one from now on.')).toBeVisible();
  await expect(page.getByRole('main').getByText(fresh, { exact: true })).toBeVisible();
  await expect.poll(() => linkTo(account.email)).toBeDefined();
  await page.goto(`${CUSTOMER_URL}${await linkTo(account.email)}`);
  await look(page, 'take-back');
  await page.getByRole('button', { name: 'This was not me: take it back' }).click();
  await expect(page.getByText('Your old e-mail is on your account again')).toBeVisible();
});

test('a sign-in that was not the person ends every session and waits for a new password', async ({ page, browser }) => {
  test.setTimeout(180_000);
  const account = await openAccount();
  const stranger = await browser.newPage({ locale: 'en-US' });
  await enter(stranger, account);
  await enter(page, account);
  await page.goto(`${CUSTOMER_URL}/security`);
  const history = page.getByRole('list', { name: 'Recent sign-ins' });
  await history
    .getByRole('button', { name: /^This wasn’t me/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: 'Was this not you?' });
  await expect(dialog).toContainText('We end every session');
  await look(page, 'not-me');
  await dialog.getByRole('button', { name: 'Report and protect my account' }).click();
  await expect(page.getByLabel('Username, e-mail or phone')).toBeVisible();
  await expect(page.getByText('We have sent you a link for a new one by e-mail.')).toBeVisible();

  await signIn(page, account);
  await expect(page.getByText('These details do not match').first()).toBeVisible();
  await expect.poll(() => linkTo(account.email)).toBeDefined();
  await page.goto(`${CUSTOMER_URL}${await linkTo(account.email)}`);
  const password = 'Another-lantern-58';
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Save the new password' }).click();
  await expect(page.getByText('You are signed out everywhere')).toBeVisible();
  await enter(page, { ...account, password });
});
