import { expect, test } from '@playwright/test';
import {
  apply,
  confirmEmail,
  dateToday,
  confirmPhone,
  consent,
  enter,
  giveAddress,
  giveBill,
  giveIdentity,
  givePhotoId,
  giveSsn,
  mailOf,
  register,
  submit,
} from '../applicant.ts';
import { CUSTOMER_URL, STAFF_URL } from '../bank.ts';
import { accept, claim, openCase, refuse, signInStaff } from '../desk.ts';
import { billPdf } from '../files.ts';
import { look } from '../look.ts';
import { newPerson } from '../people.ts';

test.describe.configure({ timeout: 300_000 });

test('an applicant gets in: refused one document, redoes only that, is approved', async ({ page, browser }) => {
  const person = newPerson({ isCanary: true });

  await test.step('the applicant applies', async () => {
    await page.goto(CUSTOMER_URL);
    await look(page, 'customer-welcome');
    await page.goto(`${CUSTOMER_URL}/register`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await look(page, 'customer-register');
    await register(page, person);
    await look(page, 'customer-code');
    await confirmEmail(page, person);
    await look(page, 'customer-phone');
    await confirmPhone(page, person);
    await look(page, 'customer-identity');
    await giveIdentity(page, person);
    await look(page, 'customer-address');
    await giveAddress(page, person);
    await look(page, 'customer-ssn');
    await giveSsn(page, person);
    await look(page, 'customer-photo-id');
    await givePhotoId(page, person);
    await giveBill(page, person);
    await look(page, 'customer-consent');
    await consent(page);
    await look(page, 'customer-check-answers');
    await submit(page);
    await look(page, 'customer-submitted');
  });

  const desk = await (await browser.newContext({ locale: 'en-US' })).newPage();
  await test.step('a reviewer refuses one document', async () => {
    await desk.goto(STAFF_URL);
    await expect(desk.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await look(desk, 'staff-sign-in');
    await signInStaff(desk, 'reviewer');
    await look(desk, 'staff-queue');
    await openCase(desk, person);
    await claim(desk);
    await accept(desk, 'identity');
    await accept(desk, 'address');
    await accept(desk, 'ssn');
    await accept(desk, 'photo_id');
    await expect(desk.getByText('1 requirement open before you can approve')).toBeVisible();
    await refuse(desk, 'proof_of_address', 'Unreadable');
    await expect(desk.locator('canvas').first()).toBeVisible();
    await look(desk, 'staff-case');
    await desk.getByRole('button', { name: /^Ask again for 1 item/ }).click();
    await desk.getByRole('dialog').getByRole('button', { name: 'Ask again' }).click();
    await expect(desk.getByText('is asked again').first()).toBeAttached();
  });

  await test.step('the applicant redoes exactly that', async () => {
    await page.goto(CUSTOMER_URL);
    await expect(page.getByRole('heading', { level: 1, name: 'One thing left to put right' })).toBeVisible();
    await expect(page.getByText('We could not read it').first()).toBeVisible();
    await look(page, 'customer-action-required');
    expect((await mailOf(person.email))[0]?.text).toContain('We could not read it');
    await page
      .getByRole('link', { name: /Send it again|Correct it/ })
      .first()
      .click();
    await page.getByLabel('Account or customer number').fill(person.account);
    await dateToday(page);
    await page
      .getByRole('group', { name: 'Your utility bill' })
      .locator('input[type=file]')
      .setInputFiles({ ...(await billPdf('bill-again.pdf')) });
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Check your answers' })).toBeVisible();
    await expect(page.getByRole('link', { name: /^Change/ })).toHaveCount(1);
    await submit(page);
  });

  await test.step('the reviewer approves', async () => {
    await openCase(desk, person);
    await claim(desk);
    await expect(desk.getByText('Round 2')).toBeVisible();
    await accept(desk, 'proof_of_address');
    await desk.getByRole('button', { name: /^Approve/ }).click();
    await expect(desk.getByText('is approved').first()).toBeAttached();
  });

  await test.step('the customer’s page says so', async () => {
    await expect(page.getByRole('heading', { level: 1, name: 'Welcome: your application is approved' })).toBeVisible({
      timeout: 40_000,
    });
    await look(page, 'customer-approved');
  });
});

test('two reviewers cannot decide one case: the second is told who did and what', async ({ page, browser }) => {
  const person = await apply();
  const [first, second] = [await (await browser.newContext()).newPage(), await (await browser.newContext()).newPage()];
  await signInStaff(first, 'reviewer');
  await openCase(first, person);
  await claim(first);

  await signInStaff(second, 'admin');
  await openCase(second, person);
  await expect(second.getByText(/Meera Rao is working on this until/)).toBeVisible();
  await expect(second.getByRole('button', { name: /^Accept/ })).toHaveCount(0);
  await look(second, 'staff-case-held');

  await first.getByRole('button', { name: /^Reject/ }).click();
  await first
    .getByRole('dialog')
    .getByRole('radio', { name: /Outside our policy/ })
    .check();
  await look(first, 'staff-reject');
  await first.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
  await expect(second.getByText('Meera Rao rejected this case.').first()).toBeVisible();

  await enter(page, person);
  await expect(page.getByRole('heading', { level: 1, name: 'We cannot open an account for you' })).toBeVisible();
  await look(page, 'customer-rejected');
});
