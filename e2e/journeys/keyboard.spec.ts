import { expect, test } from '@playwright/test';
import { DEMO_PASSWORD, STAFF_URL } from '../bank.ts';
import { tabTo } from '../keyboard.ts';

test('a reviewer takes, judges and decides a case without a mouse', async ({ page }) => {
  await page.goto(STAFF_URL);
  await page.getByLabel('Username, e-mail or phone').focus();
  await page.keyboard.type('reviewer');
  await page.keyboard.press('Tab');
  await page.keyboard.type(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /waiting/ })).toBeVisible();

  await page.keyboard.press('n');
  await expect(page.getByRole('button', { name: /^Return/ })).toBeVisible();
  const rows = page.locator('button[data-requirement]');
  await expect(rows.first()).toBeVisible();
  const codes = await rows.evaluateAll((buttons) =>
    buttons.map((button) => button.getAttribute('data-requirement') ?? ''),
  );
  const toJudge = codes.filter((code) => !['email', 'phone', 'consent'].includes(code));
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await page.keyboard.press('Escape');

  for (const code of toJudge) {
    const row = page.locator(`button[data-requirement="${code}"]`);
    for (let step = 0; step < codes.length && (await row.getAttribute('aria-current')) === null; step++)
      await page.keyboard.press('j');
    for (let step = 0; step < codes.length && (await row.getAttribute('aria-current')) === null; step++)
      await page.keyboard.press('k');
    await page.keyboard.press('a');
    await expect(row).toContainText('accepted');
  }
  const name = await page.getByRole('heading', { level: 1 }).innerText();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(`${name} is approved.`).first()).toBeAttached();
});

test('a newcomer opens an account with the keyboard alone', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveText('Skip to the content');
  await tabTo(page, 'Open an account');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'How can we reach you?' })).toBeFocused();
  for (const field of [
    page.getByRole('radio', { name: 'For myself' }),
    page.getByRole('radio', { name: 'United States' }),
    page.getByLabel('E-mail', { exact: true }),
  ]) {
    await page.keyboard.press('Tab');
    await expect(field).toBeFocused();
  }
});
