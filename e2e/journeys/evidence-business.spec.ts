import { expect, test } from '@playwright/test';
import { confirmEmail, confirmPhone, consent, next, register, submit } from '../applicant.ts';
import {
  giveBusiness,
  giveBusinessAccount,
  giveControlPerson,
  giveRegistration,
  giveWho,
  ownerCard,
} from '../business.ts';
import { look } from '../look.ts';
import { newPerson } from '../people.ts';

test.describe.configure({ timeout: 300_000 });

test('a business names its owners: the shares add up, the law asks about one of them, and it submits', async ({
  page,
}) => {
  const person = newPerson();
  const legalName = 'Fairweather Bakery LLC';
  await register(page, person, { who: 'For a business' });
  await confirmEmail(page, person);
  await confirmPhone(page, person, 'Which business is it?');
  await look(page, 'us-business');
  await giveBusiness(page, legalName);
  await look(page, 'us-registration-document');
  await giveRegistration(page);

  await look(page, 'us-owners-none');
  await page.getByRole('button', { name: 'Add an owner' }).click();
  const [one, two] = [ownerCard(page, 1), ownerCard(page, 2)];
  await one.getByLabel('First name').fill('Dorothea');
  await one.getByLabel('Last name').fill('Lindqvist');
  await one.getByLabel('Share of the business in percent').fill('60');
  await giveWho(one, '536-90-4377');
  await page.getByRole('button', { name: 'Add another owner' }).click();
  await two.getByLabel('First name').fill('Casimir');
  await two.getByLabel('Last name').fill('Oduya');
  await two.getByLabel('Share of the business in percent').fill('50');
  await expect(page.getByText('Together 110 %: that is more than the whole')).toBeVisible();
  await expect(two.getByLabel('Country of citizenship')).toBeVisible();
  await next(page);
  await expect(page.getByText('The shares add up to more than 100 percent.').first()).toBeVisible();
  await look(page, 'us-owners-problem');
  await two.getByLabel('Share of the business in percent').fill('24.99');
  await expect(page.getByText('Together 84.99 %')).toBeVisible();
  await expect(two.getByLabel('Country of citizenship')).toHaveCount(0);
  await look(page, 'us-owners');
  await next(page);

  await expect(page.getByRole('heading', { level: 1, name: 'Who runs the business?' })).toBeVisible();
  await look(page, 'us-control-person');
  await giveControlPerson(page);
  await giveBusinessAccount(page, legalName);
  await consent(page);
  await look(page, 'us-business-check-answers');
  await submit(page);
});
