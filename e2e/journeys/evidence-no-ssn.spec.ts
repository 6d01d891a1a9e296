import { expect, test } from '@playwright/test';
import { confirmEmail, confirmPhone, giveAddress, giveIdentity, heading, next, register } from '../applicant.ts';
import { CUSTOMER_URL } from '../bank.ts';
import { look } from '../look.ts';
import { newPerson } from '../people.ts';

test('who has no Social Security number gives an ITIN, may change back, withdraw and start again', async ({ page }) => {
  test.setTimeout(180_000);
  const person = newPerson();
  await register(page, person);
  await confirmEmail(page, person);
  await confirmPhone(page, person);
  await giveIdentity(page, person);
  await giveAddress(page, person);
  await page.getByRole('button', { name: 'I have no Social Security number' }).click();
  await heading(page, 'Which number do you have instead?');
  await page.getByRole('radio', { name: /^A passport/ }).check();
  await look(page, 'us-no-ssn-passport');
  await page.getByRole('radio', { name: /^An ITIN/ }).check();
  await page.getByLabel('ITIN', { exact: true }).fill('912-70-1234');
  await expect(page.getByText('Looks right')).toBeVisible();
  await look(page, 'us-no-ssn-itin');
  await next(page);
  await heading(page, 'Show us a photo id');

  await page.goto(`${CUSTOMER_URL}/steps/tax-id`);
  await expect(page.getByText('Ends in 1234')).toBeVisible();
  await page.getByRole('button', { name: 'I have a Social Security number after all' }).click();
  await look(page, 'us-no-ssn-back');
  await page.getByRole('dialog').getByRole('button', { name: 'Change over' }).click();
  await heading(page, 'What is your Social Security number?');

  await page.goto(CUSTOMER_URL);
  await page.getByRole('button', { name: 'Withdraw the application' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw', exact: true }).click();
  await heading(page, 'You withdrew your application');
  // Who it is and where they live is still known.
  await page.getByRole('button', { name: 'Start a new application' }).click();
  await heading(page, 'What is your Social Security number?');
});
