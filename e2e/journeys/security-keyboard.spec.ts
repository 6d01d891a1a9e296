import { expect, test } from '@playwright/test';
import { enter, openAccount, signIn } from '../applicant.ts';
import { authenticatorCode } from '../authenticator.ts';
import { CUSTOMER_URL } from '../bank.ts';
import { expectTrap, tabStops, tabTo } from '../keyboard.ts';

test('the Security page is walked, and its dialogs are used, by keyboard alone', async ({ page }) => {
  test.setTimeout(180_000);
  const account = await openAccount();
  await signIn(page, { ...account, password: 'Wrong-lantern-1' });
  await expect(page.getByText('These details do not match').first()).toBeVisible();
  await enter(page, account);
  await page.goto(`${CUSTOMER_URL}/security`);
  const notMe = page.getByRole('button', { name: /^This wasn’t me/ }).first();
  await expect(notMe).toBeVisible();
  await expect(page.getByRole('button', { name: /^Forget/ }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Change the phone' })).toBeVisible();

  const stops = await tabStops(page, page.getByRole('main'));
  const names = stops.map(({ name }) => name);
  expect(names.slice(0, 2)).toEqual(['Current password', 'Show password']);
  for (const name of ['Change the password', 'Set up the second factor', 'Change the e-mail', 'Change the phone'])
    expect(names).toContain(name);
  expect(stops.filter(({ isMarked }) => !isMarked).map(({ name }) => name)).toEqual([]);
  const tops = stops.map(({ top }) => Math.round(top));
  expect(tops, 'Tab goes down the page').toEqual(tops.toSorted((one, two) => one - two));

  await expectTrap(page, notMe, page.getByRole('dialog', { name: 'Was this not you?' }));

  await page.getByRole('heading', { level: 1 }).focus();
  await tabTo(page, 'Set up the second factor');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Add Ostiary Bank to your app' })).toBeFocused();
  const key = (await page.locator('code').first().textContent()) ?? '';
  await tabTo(page, 'Copy');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('6-digit code from your app')).toBeFocused();
  await page.keyboard.type(authenticatorCode(key));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Save your recovery codes' })).toBeFocused();
  await tabTo(page, 'Copy');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('I have saved them')).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The second factor is on.', { exact: true })).toBeFocused();

  const dialogOf = (name: string) =>
    [page.getByRole('button', { name, exact: true }).first(), page.getByRole('dialog', { name })] as const;
  await expectTrap(page, ...dialogOf('Make new recovery codes'));
  await expectTrap(page, ...dialogOf('Switch off'));
});
