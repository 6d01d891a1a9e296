import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const FOLDER = process.env.E2E_PICTURES;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function picture(page: Page, name: string): Promise<void> {
  if (FOLDER === undefined) return;
  mkdirSync(FOLDER, { recursive: true });
  await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: true });
}

/** The page repaints some frames after the browser changes its scheme; colours read in between belong to neither. */
async function settles(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
  await page.evaluate(async () => {
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  });
}

async function hasNoSidewaysScroll(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(
    () => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const,
  );
  expect(content, 'the page scrolls sideways').toBeLessThanOrEqual(window);
}

const COLOURS = 'color-contrast';

interface Look {
  readonly scheme: 'light' | 'dark';
  readonly width: number;
}

/** Colours by their own rule, the slowest of all, once in each scheme; everything else in each width. */
function rulesFor(axe: AxeBuilder, { scheme, width }: Look): AxeBuilder {
  if (scheme === 'dark') return axe.withRules(COLOURS);
  return width === 360 ? axe.withTags(RULES).disableRules(COLOURS) : axe.withTags(RULES);
}

/** Legacy mode asks in the page itself: a portal has no frames of another origin. */
async function expectNoViolation(page: Page, seen: Look, what: string): Promise<void> {
  // What is in order need not be listed: that takes as long as finding it.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await rulesFor(axe, seen).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  expect(found, what).toEqual([]);
}

/**
 * Looks at the screen as it stands, in light and dark, wide and at 360 px: no axe violation of WCAG 2.2 AA, no sideways
 * scroll. With E2E_PICTURES=folder each look is kept as a picture.
 */
export async function look(page: Page, name: string): Promise<void> {
  const before = page.viewportSize() ?? { width: 1280, height: 900 };
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await settles(page, scheme);
      await hasNoSidewaysScroll(page);
      await picture(page, `${name}-${scheme}-${width}`);
      if (width === 360 && scheme === 'dark') continue;
      await expectNoViolation(page, { scheme, width }, `axe on ${name}, ${scheme}, ${width} px`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(before);
}
