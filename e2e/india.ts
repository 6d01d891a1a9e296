import { expect, type Page } from '@playwright/test';
import { choose, dateToday, heading, next } from './applicant.ts';
import { billPdf, licensePicture } from './files.ts';
import { CANARIES, type Person } from './people.ts';

export async function giveIndianAddress(page: Page, person: Person): Promise<void> {
  await page.getByLabel('Street and number').fill(person.street);
  await page.getByLabel('City, town or village').fill(person.city);
  await page.getByLabel('State or union territory').selectOption({ label: 'Karnataka' });
  await page.getByLabel('PIN code').fill(person.zip);
  await next(page);
  await heading(page, 'What is your Aadhaar number?');
}

export async function giveAadhaar(page: Page): Promise<void> {
  await page.getByLabel('Aadhaar number', { exact: true }).fill(CANARIES.aadhaar);
  await expect(page.getByText('Looks right')).toBeVisible();
  await next(page);
  await heading(page, 'What is your PAN?');
}

export async function givePan(page: Page): Promise<void> {
  await page.getByLabel('PAN', { exact: true }).fill(CANARIES.pan);
  await next(page);
  await heading(page, 'Which bank account is yours?');
}

export async function typeBankAccount(page: Page, person: Person): Promise<void> {
  await page.getByLabel('Name of the account’s holder').fill(`${person.firstName} ${person.lastName}`);
  await page.getByLabel('IFSC', { exact: true }).fill('HDFC0002854');
  await page.getByLabel('Account number', { exact: true }).fill(CANARIES.bankAccount);
}

/** Both sides of a government id, each seen to arrive and to be checked without a reload. */
export async function giveGovernmentId(page: Page, person: Person): Promise<void> {
  await page.getByRole('radio', { name: 'Government id' }).check();
  await page.getByLabel('Document number').fill(person.license);
  await choose(page, 'Front of your government id', await licensePicture('front.jpg'));
  await choose(page, 'Back of your government id', await licensePicture('back.jpg'));
  await expect(page.getByText('Received', { exact: true })).toHaveCount(2);
  await next(page);
  await heading(page, 'Show us where you live');
}

export async function giveStatement(page: Page, person: Person): Promise<void> {
  await page.getByRole('radio', { name: 'Bank statement' }).check();
  await page.getByLabel('Account or customer number').fill(person.account);
  await dateToday(page);
  await choose(page, 'Your bank statement', await billPdf('statement.pdf'));
  await next(page);
}
