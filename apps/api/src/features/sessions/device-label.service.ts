import type { DeviceLabel } from '@ostiary/domain/auth';
import type { Language } from '@ostiary/domain/shared';
import Bowser from 'bowser';

const KINDS: Readonly<Record<string, DeviceLabel['kind']>> = { desktop: 'desktop', mobile: 'phone', tablet: 'tablet' };
const BROWSERS = new Set(Object.values(Bowser.BROWSER_MAP));
const SYSTEMS = new Set(Object.values(Bowser.OS_MAP));
const PROGRAM = /^(curl|wget|python|node|undici|okhttp|postman|httpie|go-http|java|ruby|axios|insomnia|ostiary)/i;

const UNKNOWN: Readonly<Record<Language, string>> = { en: 'Unknown browser', hi: 'अज्ञात ब्राउज़र' };
const NAME_CHARS = 40;
const tidy = (name: string) =>
  name
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .slice(0, NAME_CHARS);

/**
 * What a user agent says of itself. Anybody can send any: a hint for people, never proof, and only in names of a known
 * list, because it is printed in messages of the bank: its own words could be a stranger's.
 */
export function deviceLabel(userAgent: string): DeviceLabel {
  const unknown: DeviceLabel = { browser: UNKNOWN.en, system: '', kind: 'unknown' };
  if (userAgent.trim() === '') return unknown;
  const program = PROGRAM.exec(userAgent)?.[0];
  if (program !== undefined) return { browser: tidy(program), system: '', kind: 'program' };
  const { browser, os, platform } = Bowser.parse(userAgent);
  if (!BROWSERS.has(browser.name ?? '')) return unknown;
  return {
    browser: tidy(browser.name ?? ''),
    system: SYSTEMS.has(os.name ?? '') ? tidy(os.name ?? '') : '',
    kind: KINDS[platform.type ?? ''] ?? 'unknown',
  };
}

/** The same in words, for messages: `Firefox (Windows)`. */
export function sayDevice(userAgent: string, language: Language): string {
  const { browser, system, kind } = deviceLabel(userAgent);
  if (kind === 'unknown' && browser === UNKNOWN.en) return UNKNOWN[language];
  return system === '' ? browser : `${browser} (${system})`;
}
