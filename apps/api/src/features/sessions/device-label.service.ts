import type { DeviceLabel } from '@ostiary/domain/auth';
import Bowser from 'bowser';

const KINDS: Readonly<Record<string, DeviceLabel['kind']>> = { desktop: 'desktop', mobile: 'phone', tablet: 'tablet' };
const PROGRAM = /^(curl|wget|python|node|undici|okhttp|postman|httpie|go-http|java|ruby|axios|insomnia|ostiary)/i;

/** What a user agent says of itself, cut to what fits a line. Anybody can send any: a hint for people, never proof. */
export function deviceLabel(userAgent: string): DeviceLabel {
  const unknown: DeviceLabel = { browser: 'Unknown browser', system: '', kind: 'unknown' };
  if (userAgent.trim() === '') return unknown;
  if (PROGRAM.test(userAgent)) return { browser: userAgent.split(/[/ ]/)[0] ?? '', system: '', kind: 'program' };
  const { browser, os, platform } = Bowser.parse(userAgent);
  if (browser.name === undefined || browser.name === '') return unknown;
  return {
    browser: browser.name.slice(0, 40),
    system: (os.name ?? '').slice(0, 40),
    kind: KINDS[platform.type ?? ''] ?? 'unknown',
  };
}

/** The same in words, for messages: `Firefox on Windows`. */
export function sayDevice(userAgent: string): string {
  const { browser, system } = deviceLabel(userAgent);
  return system === '' ? browser : `${browser} (${system})`;
}
