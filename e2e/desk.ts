import { expect, type Page } from '@playwright/test';
import { DEMO_PASSWORD, STAFF_URL } from './bank.ts';
import { withDatabase } from './database.ts';
import type { Person } from './people.ts';

/** Gives name and password at a staff door. */
export async function knockAsStaff(page: Page, username: string, door = STAFF_URL): Promise<void> {
  await page.goto(`${door}/`);
  await page.getByLabel('Username, e-mail or phone').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

export async function signInStaff(page: Page, username: string): Promise<void> {
  await knockAsStaff(page, username);
  await expect(page.getByRole('heading', { level: 1, name: /waiting|Cases to review|What happened/ })).toBeVisible();
}

/** Whatever a register still answers changes the case under the reviewer's hands. */
async function checksAnswered({ email }: Pick<Person, 'email'>): Promise<void> {
  await withDatabase(async (client) => {
    const open = `select from identity_check c join kyc_application a on a.id = c.application_id
      join app_user u on u.id = a.customer_id where u.email = $1 and c.finished_at is null`;
    await expect.poll(async () => (await client.query(open, [email])).rowCount).toBe(0);
  });
}

/** Finds a case by its applicant's e-mail and opens it once its checks are answered. */
export async function openCase(page: Page, person: Pick<Person, 'email' | 'firstName' | 'lastName'>): Promise<void> {
  await checksAnswered(person);
  await page.goto(`${STAFF_URL}/review?tab=all&search=${encodeURIComponent(person.email)}`);
  await page.getByRole('link', { name: `${person.firstName} ${person.lastName}` }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${person.firstName} ${person.lastName}` })).toBeVisible();
}

export async function claim(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Claim this case/ }).click();
  await expect(page.getByRole('button', { name: /^Return/ })).toBeVisible();
}

const row = (page: Page, code: string) => page.locator(`button[data-requirement="${code}"]`);

export async function accept(page: Page, code: string): Promise<void> {
  await row(page, code).click();
  await page.getByRole('button', { name: /^Accept/ }).click();
  await expect(row(page, code)).toContainText('accepted');
}

export async function refuse(page: Page, code: string, reason: string): Promise<void> {
  await row(page, code).click();
  await page.getByRole('button', { name: /^Refuse/ }).click();
  await page.getByRole('button', { name: reason }).click();
  await expect(row(page, code)).toContainText('refused');
}
