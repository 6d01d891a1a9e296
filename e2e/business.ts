import type { Page } from '@playwright/test';
import { choose, heading, next } from './applicant.ts';
import { billPdf } from './files.ts';

export async function giveBusiness(page: Page, legalName: string): Promise<void> {
  await page.getByLabel('Legal name').fill(legalName);
  await page.getByLabel('Employer identification number (EIN)').fill('363456789');
  await page.getByLabel('Street and number').fill('12 North Canal Street');
  await page.getByLabel('City').fill('Chicago');
  await page.getByLabel('State').selectOption('IL');
  await page.getByLabel('ZIP code').fill('60606');
  await next(page);
  await heading(page, 'Show us that the business is registered');
}

export async function giveRegistration(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Certificate of registration' }).check();
  await page.getByLabel('Document number').fill('IL70281945');
  await choose(page, 'Your certificate of registration', await billPdf('certificate.pdf'));
  await next(page);
  await heading(page, 'Who owns the business?');
}

/** One owner's card, by its place in the list. */
export const ownerCard = (page: Page, number: number) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: `Owner ${number}`, exact: true }) });

/** Who somebody is, where the law asks: a page or an owner's card. */
export async function giveWho(within: Pick<Page, 'getByLabel'>, ssn: string): Promise<void> {
  await within.getByLabel('Day').fill('3');
  await within.getByLabel('Month').fill('11');
  await within.getByLabel('Year').fill('1979');
  await within.getByLabel('Country of citizenship').selectOption('US');
  await within.getByLabel('Which number can you give for this person?').selectOption('ssn');
  await within.getByLabel('Social Security number', { exact: true }).fill(ssn);
}

export async function giveControlPerson(page: Page): Promise<void> {
  await page.getByLabel('First name').fill('Dorothea');
  await page.getByLabel('Last name').fill('Lindqvist');
  await page.getByLabel('What this person does').fill('Managing director');
  await giveWho(page, '536-90-4377');
  await next(page);
  await heading(page, 'Which bank account is yours?');
}

export async function giveBusinessAccount(page: Page, legalName: string): Promise<void> {
  await page.getByLabel('Name of the account’s holder').fill(legalName);
  await page.getByLabel('Routing number', { exact: true }).fill('021000021');
  await page.getByLabel('Account number', { exact: true }).fill('000123456789');
  await next(page);
}
