import { expect, test } from '@playwright/test';
import { confirmEmail, confirmPhone, consent, giveIdentity, heading, next, register, submit } from '../applicant.ts';
import { CUSTOMER_URL } from '../bank.ts';
import { giveAadhaar, giveGovernmentId, giveIndianAddress, givePan, giveStatement, typeBankAccount } from '../india.ts';
import { look } from '../look.ts';
import { newIndianPerson } from '../people.ts';

test.describe.configure({ timeout: 300_000 });

test('an Indian applicant gives her numbers, sees them being checked and received, and submits', async ({
  page,
  context,
}) => {
  const person = newIndianPerson();
  await register(page, person, { country: 'India' });
  await confirmEmail(page, person);
  await confirmPhone(page, person);
  await giveIdentity(page, person);
  await look(page, 'in-address');
  await giveIndianAddress(page, person);
  await look(page, 'in-aadhaar');
  await giveAadhaar(page);
  await look(page, 'in-pan');
  await givePan(page);
  await typeBankAccount(page, person);
  await look(page, 'in-bank-account');

  const list = await context.newPage();
  await list.goto(CUSTOMER_URL);
  // The check takes three seconds: whoever watches must have the page before it begins.
  await expect(list.getByRole('listitem').filter({ hasText: 'Bank account' })).toBeVisible();
  const running = list.getByText('Bank account: compared with an official register');
  const wasSeen = expect(running).toBeVisible();
  await next(page);
  await wasSeen;
  await expect(running).toBeHidden();
  await expect(list.getByRole('listitem').filter({ hasText: 'Bank account' }).getByText('Given')).toBeVisible();
  await look(list, 'in-home');
  await list.close();

  await heading(page, 'Show us a photo id');
  await giveGovernmentId(page, person);
  await giveStatement(page, person);
  await consent(page);
  await look(page, 'in-check-answers');
  await submit(page);
  await page.goto(`${CUSTOMER_URL}/privacy`);
  await expect(page.getByText('Nobody yet')).toBeVisible();
  await look(page, 'in-privacy');
});
