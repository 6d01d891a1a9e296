import { expect, type Page } from '@playwright/test';
import { CUSTOMER_URL } from './bank.ts';
import { billPdf, type FilePayload, licensePicture } from './files.ts';
import type { Person } from './people.ts';
import { restClient } from './rest/client.ts';
import { apply as applyByRest, register as registerByRest } from './rest/customer.ts';

interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly code?: string;
}

/** What the dev mailbox holds for one address, newest first. */
export async function mailOf(to: string): Promise<Mail[]> {
  const answer = await fetch(`${CUSTOMER_URL}/dev/mailbox?to=${encodeURIComponent(to)}`, {
    headers: { accept: 'application/json' },
  });
  const { messages } = (await answer.json()) as { messages: Mail[] }; // the mailbox's published shape
  return messages;
}

/** Waits for the newest code; e-mails and SMS are delivered a moment after the click. */
export async function codeFor(to: string): Promise<string> {
  await expect.poll(async () => (await mailOf(to)).some((mail) => mail.code !== undefined)).toBe(true);
  return (await mailOf(to)).find((mail) => mail.code !== undefined)?.code ?? '';
}

export const next = (page: Page): Promise<void> => page.getByRole('button', { name: 'Save and continue' }).click();
export const heading = (page: Page, name: string | RegExp): Promise<void> =>
  expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

interface Opening {
  readonly who?: 'For myself' | 'For a business';
  readonly country?: 'United States' | 'India';
}

export async function register(
  page: Page,
  person: Person,
  { who = 'For myself', country = 'United States' }: Opening = {},
): Promise<void> {
  await page.goto(`${CUSTOMER_URL}/register`);
  await page.getByRole('radio', { name: who }).check();
  await page.getByRole('radio', { name: country }).check();
  await page.getByLabel('E-mail', { exact: true }).fill(person.email);
  await page.getByLabel('Phone', { exact: true }).fill(person.phone);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Send me the code' }).click();
  await heading(page, 'Check your e-mail');
}

async function giveCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('6-digit code').fill(code);
  await page.getByRole('button', { name: 'Confirm' }).click();
}

export async function confirmEmail(page: Page, person: Person): Promise<void> {
  await giveCode(page, await codeFor(person.email));
  await heading(page, 'Confirm your phone');
}

/** `first` is the question that an application of this kind begins with. */
export async function confirmPhone(page: Page, person: Person, first = 'What is your legal name?'): Promise<void> {
  await page.getByRole('button', { name: 'Send the code' }).click();
  await expect(page.getByText('We sent a 6-digit code to')).toBeVisible();
  await giveCode(page, await codeFor(person.phone));
  await heading(page, first);
}

export async function typeIdentity(page: Page, person: Person): Promise<void> {
  await page.getByLabel('First name').fill(person.firstName);
  await page.getByLabel('Last name').fill(person.lastName);
  await page.getByLabel('Day').fill(person.birthDate.day);
  await page.getByLabel('Month').fill(person.birthDate.month);
  await page.getByLabel('Year').fill(person.birthDate.year);
  await next(page);
}

export async function giveIdentity(page: Page, person: Person): Promise<void> {
  await typeIdentity(page, person);
  await heading(page, 'Where do you live?');
}

export async function giveAddress(page: Page, person: Person): Promise<void> {
  await page.getByLabel('Street and number').fill(person.street);
  await page.getByLabel('City').fill(person.city);
  await page.getByLabel('State').selectOption('IL');
  await page.getByLabel('ZIP code').fill(person.zip);
  await next(page);
  await heading(page, 'What is your Social Security number?');
}

export async function giveSsn(page: Page, person: Person): Promise<void> {
  await page.getByLabel('Social Security number', { exact: true }).fill(person.ssn);
  await next(page);
  await heading(page, 'Show us a photo id');
}

export async function choose(page: Page, label: string, file: FilePayload): Promise<void> {
  await page
    .getByRole('group', { name: label })
    .locator('input[type=file]')
    .setInputFiles({ ...file });
}

export async function givePhotoId(page: Page, person: Person): Promise<void> {
  await page.getByRole('radio', { name: 'Driver’s license' }).check();
  await page.getByLabel('Document number').fill(person.license);
  await page.getByLabel('Issued in').selectOption({ index: 1 });
  await choose(page, 'Front of your driver’s license', await licensePicture('front.jpg'));
  await choose(page, 'Back of your driver’s license', await licensePicture('back.jpg'));
  await next(page);
  await heading(page, 'Show us where you live');
}

/** A bill and a statement count for three months from their date. */
export async function dateToday(page: Page): Promise<void> {
  const today = new Date();
  await page.getByLabel('Day').fill(String(today.getUTCDate()));
  await page.getByLabel('Month').fill(String(today.getUTCMonth() + 1));
  await page.getByLabel('Year').fill(String(today.getUTCFullYear()));
}

export async function giveBill(page: Page, person: Person): Promise<void> {
  await page.getByRole('radio', { name: 'Utility bill' }).check();
  await page.getByLabel('Account or customer number').fill(person.account);
  await dateToday(page);
  await choose(page, 'Your utility bill', await billPdf('bill.pdf'));
  await next(page);
}

export async function consent(page: Page): Promise<void> {
  await heading(page, 'May we check your data?');
  await page.getByRole('checkbox').check();
  await next(page);
  await heading(page, 'Check your answers');
}

export async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Send (the application|again)$/ }).click();
  await heading(page, 'We have your application');
}

/** Who can sign in. */
export type Account = Pick<Person, 'email' | 'password'>;

const silently = () => undefined;

/** A customer with e-mail and phone confirmed, without the pages that lead there. */
export async function openAccount(): Promise<Account> {
  return registerByRest(restClient(CUSTOMER_URL), silently);
}

/** A submitted application, without the pages that lead there. */
export async function apply({ ssn }: { ssn?: string } = {}): Promise<Account & Pick<Person, 'firstName' | 'lastName'>> {
  const customer = await registerByRest(restClient(CUSTOMER_URL), silently);
  await applyByRest({ ...customer, ssn: ssn ?? customer.ssn }, silently);
  return customer;
}

export async function signIn(page: Page, person: Account): Promise<void> {
  await page.goto(`${CUSTOMER_URL}/sign-in`);
  await page.getByLabel('Username, e-mail or phone').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Signs in, and waits until the portal is open. */
export async function enter(page: Page, person: Account): Promise<void> {
  await signIn(page, person);
  await expect(page.getByRole('button', { name: /^Your account/ })).toBeVisible();
}
