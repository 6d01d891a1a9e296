import { expect, test } from '@playwright/test';
import { apply, enter } from '../applicant.ts';
import { CUSTOMER_URL, DEMO_PASSWORD } from '../bank.ts';
import { withDatabase } from '../database.ts';
import { claim, openCase, signInStaff } from '../desk.ts';
import { look } from '../look.ts';
import { CANARIES } from '../people.ts';

test.describe.configure({ timeout: 300_000 });

/** Six minutes pass for every session of a member of staff: the password was typed too long ago. */
async function letProofGrowOld(username: string): Promise<void> {
  await withDatabase((client) =>
    client.query(
      `update session set stepped_up_at = stepped_up_at - interval '6 minutes'
       where user_id = (select id from app_user where username = $1)`,
      [username],
    ),
  );
}

test('a reviewer sees a number whole only with a purpose and a fresh proof, and the customer reads that', async ({
  page,
  browser,
}) => {
  const person = await apply({ ssn: CANARIES.revealedSsn });
  const desk = await (await browser.newContext({ locale: 'en-US' })).newPage();
  await signInStaff(desk, 'reviewer');
  await openCase(desk, person);
  await claim(desk);
  await expect(desk.getByText(CANARIES.revealedSsn)).toHaveCount(0);
  await letProofGrowOld('reviewer');

  await desk.getByRole('button', { name: 'Show SSN' }).click();
  const ask = desk.getByRole('dialog', { name: 'Show SSN?' });
  await ask.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(ask.getByText('Choose why you need to see it.')).toBeVisible();
  await look(desk, 'staff-reveal');
  await ask.getByRole('radio', { name: 'To compare it with a document' }).check();
  await ask.getByRole('button', { name: 'Show', exact: true }).click();
  const proof = desk.getByRole('dialog', { name: 'Confirm that it is you' });
  await proof.getByLabel('Your password').fill(DEMO_PASSWORD);
  await proof.getByLabel('Your password').press('Enter');
  await expect(desk.getByText(CANARIES.revealedSsn)).toBeVisible();
  await look(desk, 'staff-revealed');
  await desk.getByRole('button', { name: 'Hide', exact: true }).click();
  await expect(desk.getByText(CANARIES.revealedSsn)).toHaveCount(0);

  await enter(page, person);
  await page.goto(`${CUSTOMER_URL}/privacy`);
  const looks = page.getByRole('list', { name: 'Who looked at my data' });
  await expect(looks.getByText('Social Security number, whole')).toBeVisible();
  await expect(looks.getByText('A reviewer: to compare it with a document')).toBeVisible();
  await look(page, 'customer-privacy');
});
