import { randomInt } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { mailOf } from '../applicant.ts';
import { STAFF_URL } from '../bank.ts';
import { signInStaff } from '../desk.ts';
import { look } from '../look.ts';

test.describe.configure({ timeout: 300_000 });

const password = 'Quiet-harbour-41';

/** An invented colleague; nobody of that name is meant. */
function newColleague() {
  const tail = String(randomInt(100_000, 999_999));
  return { name: `Tara Bose ${tail}`, email: `tara.${tail}@staff.example.com`, username: `tara.${tail}` };
}
type Colleague = ReturnType<typeof newColleague>;

const dialogOf = (page: Page) => page.getByRole('dialog');
const closed = (page: Page) => page.getByRole('heading', { name: 'This part of the desk is closed to you now' });

/** Answers an open dialog that asks for a reason. */
async function giveReason(page: Page, why: string, action: string): Promise<void> {
  await dialogOf(page).getByLabel('Why').fill(why);
  await dialogOf(page).getByRole('button', { name: action, exact: true }).click();
  await expect(dialogOf(page)).toHaveCount(0);
}

async function invite(admin: Page, { name, email }: Colleague): Promise<string> {
  await admin.getByRole('link', { name: 'People', exact: true }).click();
  await admin.getByRole('button', { name: 'Invite somebody' }).click();
  await dialogOf(admin).getByLabel('Full name').fill(name);
  await dialogOf(admin).getByRole('textbox', { name: 'E-mail' }).fill(email);
  await dialogOf(admin).getByRole('radio', { name: 'Reviewer' }).check();
  await look(admin, 'staff-invite');
  await giveReason(admin, 'New on the desk (fictional)', 'Send the invitation');
  await expect(admin.getByText(`It goes to ${email}`)).toBeVisible();
  await expect.poll(async () => (await mailOf(email)).length).toBeGreaterThan(0);
  const [mail] = await mailOf(email);
  return /https?:\/\/\S+\/invitation#token=\S+/.exec(mail?.text ?? '')?.[0] ?? 'no link';
}

async function accept(page: Page, link: string, { name, username }: Colleague): Promise<void> {
  await page.goto(link);
  await expect(page.getByRole('heading', { name: `Welcome, ${name}` })).toBeVisible();
  expect(new URL(page.url()).hash).toBe('');
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await look(page, 'staff-invitation');
  await page.getByRole('button', { name: 'Accept the invitation' }).click();
  await page.getByRole('link', { name: 'Go to the sign-in' }).click();
  await page.getByLabel('Username, e-mail or phone').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /waiting|Cases to review/ })).toBeVisible();
}

/** For reviewers; no other journey opens the policies as one. */
async function switchPolicies(admin: Page, way: 'off' | 'on'): Promise<void> {
  await admin.getByRole('switch', { name: 'Policies for Reviewer' }).click({ force: true });
  await giveReason(admin, 'They are being rewritten (fictional)', `Switch ${way}`);
  await expect(admin.getByRole('switch', { name: 'Policies for Reviewer' })).toBeChecked({ checked: way === 'on' });
}

async function openPerson(admin: Page, { name, email }: Colleague): Promise<void> {
  await admin.goto(`${STAFF_URL}/people?search=${encodeURIComponent(email)}`);
  await admin.getByRole('link', { name }).click();
  await expect(admin.getByRole('heading', { level: 1, name })).toBeVisible();
}

test('an administrator lets a reviewer in, closes a part of the desk to them, and shuts them out again', async ({
  page: admin,
  browser,
}) => {
  const colleague = newColleague();
  const reviewer = await (await browser.newContext({ locale: 'en-US', timezoneId: 'UTC' })).newPage();
  await signInStaff(admin, 'admin');
  await accept(reviewer, await invite(admin, colleague), colleague);

  await admin.goto(`${STAFF_URL}/access`);
  await switchPolicies(admin, 'off');
  await look(admin, 'staff-access');
  await reviewer.getByRole('link', { name: 'Policies' }).click();
  await expect(closed(reviewer)).toBeVisible();
  await expect(reviewer.getByRole('link', { name: 'Policies' })).toHaveCount(0);
  await switchPolicies(admin, 'on');

  await openPerson(admin, colleague);
  await look(admin, 'staff-person');
  await admin.getByRole('button', { name: 'Take away: Reviewer' }).click();
  await giveReason(admin, 'Moved to another house (fictional)', 'Take away');
  await expect(admin.getByText('took the role “Reviewer” away')).toBeVisible();
  // It was the only role: the session is over, and its page covered, at the next click or before it.
  const way = reviewer.getByRole('link', { name: 'Fraud' });
  await way.click({ timeout: 5_000 }).catch(() => undefined);
  await expect(reviewer.getByRole('dialog', { name: 'Sign in to go on' })).toBeVisible();

  await admin.getByRole('button', { name: 'Block…' }).click();
  await expect(dialogOf(admin)).toContainText('no session ends; no case returns to the queue');
  await giveReason(admin, 'Left the bank (fictional)', 'Block');
  await expect(admin.getByText(`${colleague.name} is blocked.`)).toBeVisible();
  await reviewer.goto(`${STAFF_URL}/profile`);
  await expect(reviewer.getByRole('heading', { name: 'Sign in to the staff portal' })).toBeVisible();
});

test('an auditor reads people, access, branches and customers, and changes nothing', async ({ page }) => {
  await signInStaff(page, 'auditor');
  const change = page.locator('main').getByRole('button', { name: /Invite|Open a|Block|Edit|Take|Give|End/ });
  for (const [path, name] of [
    ['/people', 'staff-people'],
    ['/branches', 'staff-branches'],
  ] as const) {
    await page.goto(`${STAFF_URL}${path}`);
    await expect(page.getByRole('table')).toBeVisible();
    await expect(change).toHaveCount(0);
    await look(page, name);
  }
  await page.goto(`${STAFF_URL}/access`);
  await expect(page.getByRole('table')).toBeVisible();
  await expect(page.getByRole('switch')).toHaveCount(0);
  await page.goto(`${STAFF_URL}/customers`);
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'What happened' })).toBeVisible();
  await expect(change).toHaveCount(0);
  await look(page, 'staff-customer');
});
