import { expect, type Page, test } from '@playwright/test';
import { apply } from '../applicant.ts';
import { signInStaff } from '../desk.ts';

test.describe.configure({ timeout: 420_000 });

/** Each is a whole application with its documents: five in the suite, `DESK_CASES=20` for the figure. */
const CASES = Number(process.env.DESK_CASES ?? 5);
const MOST_PRESSES = 12;
const AT_ONCE = 4;

async function fillQueue(): Promise<void> {
  for (let made = 0; made < CASES; made += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, CASES - made) }, () => apply()));
}

/** Counts what fingers do: a chord is as many presses as it has keys. */
function keyboardOf(page: Page) {
  let presses = 0;
  return {
    press: async (key: string): Promise<void> => {
      presses += key.split('+').length;
      await page.keyboard.press(key);
    },
    counted: (): number => {
      const counted = presses;
      presses = 0;
      return counted;
    },
  };
}

const toJudge = (page: Page) => page.locator('button[data-requirement]').filter({ hasText: 'to judge' });

test('mixed cases are decided by keyboard alone, half of them with twelve presses or fewer', async ({ page }) => {
  await fillQueue();
  await signInStaff(page, 'reviewer');
  const keys = keyboardOf(page);
  const taken: number[] = [];
  for (let nth = 0; nth < CASES; nth += 1) {
    const before = page.url();
    await keys.press('n');
    await expect.poll(() => page.url()).not.toBe(before);
    await expect(page.getByRole('button', { name: /^Return/ })).toBeVisible();
    await decide(page, keys.press, nth);
    await expect(page.getByRole('group', { name: 'Undo' })).toBeVisible();
    // A dialog that closes still has the keys.
    await expect(page.getByRole('dialog')).toHaveCount(0);
    taken.push(keys.counted());
  }
  const median = taken.toSorted((one, other) => one - other)[Math.floor(CASES / 2)];
  expect(median, `presses: ${taken.join(' ')}`).toBeLessThanOrEqual(MOST_PRESSES);
});

/** Every fifth case is rejected, every fourth asked again for its bill, the others approved. */
async function decide(page: Page, press: (key: string) => Promise<void>, nth: number): Promise<void> {
  if (nth % 5 === 4) {
    await press('x');
    await expect(page.getByRole('dialog')).toBeVisible();
    await press('Space');
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Reject' });
    while (!(await confirm.evaluate((button) => button === document.activeElement))) await press('Tab');
    return press('Enter');
  }
  const isAskedAgain = nth % 4 === 3;
  for (let open = await toJudge(page).count(); open > 0; open = await toJudge(page).count()) {
    const isLast = open === 1;
    if (isAskedAgain && isLast) {
      await press('r');
      await expect(page.getByRole('heading', { name: /^Refuse/ })).toBeVisible();
      await press('1');
    } else await press('a');
    await expect(toJudge(page)).toHaveCount(open - 1);
  }
  if (!isAskedAgain) return press('Control+Enter');
  await press('m');
  await expect(page.getByRole('dialog')).toBeVisible();
  await press('Enter');
}
