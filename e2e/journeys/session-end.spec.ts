import { expect, type Page, test } from '@playwright/test';
import { enter, openAccount } from '../applicant.ts';
import { CUSTOMER_URL, STAFF_URL } from '../bank.ts';
import { signInStaff } from '../desk.ts';
import { look } from '../look.ts';

const warning = (page: Page) => page.getByRole('dialog', { name: 'Your session is about to end' });
const overlay = (page: Page) => page.getByRole('dialog', { name: 'Sign in to go on' });

/** At a calm page: what is answered after the clock was moved on would count as use. */
async function startsToIdle(page: Page): Promise<void> {
  await page.clock.install();
  await signInStaff(page, 'reviewer');
  await page.goto(`${STAFF_URL}/profile`);
  await expect(page.getByText('meera.rao@staff.example.com')).toBeVisible();
  await expect(page.getByRole('link', { name: /^Review \d/ })).toBeVisible();
}

test('an idle session says two minutes before that it ends, and stays when asked to', async ({ page }) => {
  await startsToIdle(page);
  await page.clock.fastForward('55:30');
  await expect(warning(page)).toBeHidden();
  await page.clock.fastForward('01:45');
  await expect(warning(page).getByRole('timer')).toHaveText(/^It ends in 1:\d\d\.$/);
  await expect(warning(page).getByRole('button', { name: 'Stay signed in' })).toBeFocused();
  await look(page, 'session-warning');
  const renewal = page.waitForResponse(/auth\.refresh/);
  await page.keyboard.press('Enter');
  expect((await renewal).status()).toBe(200);
  await expect(warning(page)).toBeHidden();
  await page.clock.fastForward('50:00');
  await expect(warning(page)).toBeHidden();
});

test('an idle session that nobody answers for ends, and its page is covered', async ({ page }) => {
  await startsToIdle(page);
  await page.clock.fastForward('59:30');
  await expect(overlay(page)).toBeVisible();
  await expect(overlay(page)).toContainText('Nothing happened here for a while');
  await expect(page.locator('#root')).toHaveJSProperty('inert', true);
});

test('a session that ends under a form leaves what was typed for its owner to come back to', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  const account = await openAccount();
  await enter(page, account);
  await page.goto(`${CUSTOMER_URL}/steps/identity`);
  await page.getByLabel('First name').fill('Marisol');
  await page.getByLabel('Year').fill('1988');
  await page.getByLabel('Last name').fill('Vance');

  const other = await browser.newPage({ locale: 'en-US' });
  await enter(other, account);
  await expect(overlay(page)).toBeVisible();
  await expect(overlay(page)).toContainText('signed in to on another device or browser');
  await look(page, 'session-over');
  await expect(overlay(page).getByLabel('Username, e-mail or phone')).toHaveValue(/.+/);
  await expect(overlay(page).getByLabel('Password', { exact: true })).toBeFocused();
  await page.keyboard.type(account.password);
  await page.keyboard.press('Enter');
  await expect(overlay(page)).toBeHidden();
  await expect(page.getByLabel('First name')).toHaveValue('Marisol');
  await expect(page.getByLabel('Last name')).toHaveValue('Vance');
  await expect(page.getByLabel('Year')).toHaveValue('1988');
  await page.getByLabel('Day').fill('17');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
});

test('of two tabs one renews the session for both, and signing out in one ends the other', async ({
  page,
  context,
}) => {
  await enter(page, await openAccount());
  const second = await context.newPage();
  const tabs = [page, second];
  await context.clock.install();
  for (const tab of tabs) {
    await tab.goto(`${CUSTOMER_URL}/profile`);
    await expect(tab.getByRole('button', { name: /^Your account/ })).toBeVisible();
  }
  const renewals: string[] = [];
  context.on('request', (request) => {
    if (request.url().includes('auth.refresh')) renewals.push(request.method());
  });
  // The clocks of the pages are moved on one after the other: nothing is answered before all of them are.
  const moved = Promise.withResolvers<void>();
  await context.route('**/trpc/**', async (route) => {
    await moved.promise;
    await route.continue();
  });
  await context.clock.fastForward('01:05:00');
  moved.resolve();
  const openSecurity = async (tab: Page) => {
    await tab.getByRole('button', { name: /^Your account/ }).click();
    await tab.getByRole('menuitem', { name: 'Security' }).click();
    await expect(tab.getByRole('list', { name: 'Where you are signed in' })).toBeVisible();
  };
  await Promise.all(tabs.map(openSecurity));
  expect(renewals).toEqual(['POST']);

  await second.getByRole('button', { name: /^Your account/ }).click();
  await second.getByRole('menuitem', { name: 'Sign out' }).click();
  for (const tab of tabs) await expect(tab.getByText('You are signed out.')).toBeVisible();
  await expect(overlay(page)).toBeHidden();
});
