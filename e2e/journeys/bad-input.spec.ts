import { expect, test } from '@playwright/test';
import {
  confirmEmail,
  confirmPhone,
  giveAddress,
  giveIdentity,
  giveSsn,
  register,
  typeIdentity,
} from '../applicant.ts';
import { CUSTOMER_URL } from '../bank.ts';
import { licensePicture } from '../files.ts';
import { look } from '../look.ts';
import { newPerson } from '../people.ts';

test('bad input is named, says how to mend it, and loses nothing that was typed', async ({ page }) => {
  const person = newPerson();
  await page.goto(`${CUSTOMER_URL}/register`);
  await page.getByLabel('E-mail', { exact: true }).fill('not-an-address');
  await page.getByLabel('Password', { exact: true }).fill('password');
  await page.getByRole('button', { name: 'Send me the code' }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page.getByRole('alert')).toContainText('name@example.com');
  await expect(page.getByLabel('E-mail', { exact: true })).toHaveValue('not-an-address');
  await look(page, 'customer-register-errors');

  await register(page, person);
  await page.getByLabel('6-digit code').fill('000000');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('That code is not right or no longer valid').first()).toBeVisible();
  await confirmEmail(page, person);
  await confirmPhone(page, person);
  await typeIdentity(page, { ...person, birthDate: { day: '31', month: '2', year: '1990' } });
  await expect(page.getByText('Enter a real date').first()).toBeVisible();
  await expect(page.getByLabel('First name')).toHaveValue(person.firstName);
  await giveIdentity(page, person);
  await giveAddress(page, person);
  await page.getByLabel('Social Security number', { exact: true }).fill('900-12-3456');
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await expect(page.getByText('do not start with 000, 666 or 9').first()).toBeVisible();
  await giveSsn(page, person);
});

test('a wrong or damaged file is refused with what to do, and replaced', async ({ page }) => {
  const person = newPerson();
  await register(page, person);
  await confirmEmail(page, person);
  await confirmPhone(page, person);
  await page.goto(`${CUSTOMER_URL}/steps/photo-id`);
  await page.getByRole('radio', { name: 'Passport' }).check();
  await page.getByLabel('Document number').fill(person.license);
  const slot = page.getByRole('group', { name: /Page of your passport/ });
  const choose = (name: string, buffer: Buffer) =>
    slot.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/jpeg', buffer });

  await choose('holiday.jpg', Buffer.from('MZ this is a program, not a picture'.padEnd(5000, '.')));
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await expect(slot.getByText('We can read PDF, JPEG and PNG')).toBeVisible();

  const { buffer } = await licensePicture('passport.jpg');
  await choose('cut.jpg', buffer.subarray(0, Math.floor(buffer.length / 2)));
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'What is your legal name?' })).toBeVisible();
  await page.goto(`${CUSTOMER_URL}/steps/photo-id`);
  await expect(page.getByText('The file is damaged or incomplete').first()).toBeVisible({ timeout: 30_000 });
  await look(page, 'customer-document-failed');

  await expect(page.getByRole('radio', { name: 'Passport' })).toBeChecked();
  await page.getByLabel('Document number').fill(person.license);
  await choose('whole.jpg', buffer);
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'What is your legal name?' })).toBeVisible();
  await page.goto(`${CUSTOMER_URL}/steps/photo-id`);
  await expect(page.getByText('Received').first()).toBeVisible({ timeout: 30_000 });
});
