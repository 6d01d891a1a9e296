import { expect, type Locator, type Page } from '@playwright/test';

/** Presses Tab until something of that name has the focus; throws after 40 times. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    const label = `${(await focused.getAttribute('aria-label')) ?? ''} ${await focused.innerText().catch(() => '')} ${(await focused.getAttribute('placeholder')) ?? ''}`;
    if (typeof name === 'string' ? label.includes(name) : name.test(label)) return;
  }
  throw new Error(`Tab never reached ${String(name)}`);
}

export interface Stop {
  readonly name: string;
  /** Distance from the top of the page, px. */
  readonly top: number;
  /** An outline, or a border or shadow that it has only with the focus. */
  readonly isMarked: boolean;
}

/** What has the focus, and whether the eye can tell. */
function focusedStop(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return { name: '', top: 0, isMarked: false };
    const labelled = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
    const looks = () => {
      const { outlineStyle, outlineWidth, borderColor, boxShadow } = getComputedStyle(element);
      return { outline: outlineStyle !== 'none' && outlineWidth !== '0px', rest: `${borderColor} ${boxShadow}` };
    };
    const focused = looks();
    const top = element.getBoundingClientRect().top + window.scrollY;
    element.style.transition = 'none';
    element.blur();
    const unfocused = looks();
    element.focus({ preventScroll: true });
    const name = element.getAttribute('aria-label') ?? labelled ?? element.innerText;
    return { name: name.trim(), top, isMarked: focused.outline || focused.rest !== unfocused.rest };
  });
}

/** Every stop of Tab from the page's heading to the last inside `area`. */
export async function tabStops(page: Page, area: Locator): Promise<Stop[]> {
  const stops: Stop[] = [];
  await page.getByRole('heading', { level: 1 }).focus();
  for (;;) {
    await page.keyboard.press('Tab');
    if (!(await area.evaluate((element) => element.contains(document.activeElement)))) return stops;
    stops.push(await focusedStop(page));
    expect(stops.length, 'the focus goes round in a circle').toBeLessThan(60);
  }
}

/** Opened by Enter on `opener`: keeps the focus whichever way Tab goes, and gives it back when Escape closes it. */
export async function expectTrap(page: Page, opener: Locator, dialog: Locator): Promise<void> {
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  const holdsFocus = () => dialog.evaluate((element) => element.contains(document.activeElement));
  await expect.poll(holdsFocus).toBe(true);
  for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
    await page.keyboard.press(key);
    expect(await holdsFocus(), `${key} left the dialog`).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
}
