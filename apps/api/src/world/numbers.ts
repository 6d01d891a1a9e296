import { verhoeffDigit } from '@ostiary/domain/identifiers';
import { digitsBy, pad, spread } from './chance.ts';
import { abaCheckDigit, gstinCheckCharacter } from './check-digits.ts';

/** Which number of the world: the seed's nth. Owners of companies have numbers of their own, so n is not the person. */
export interface Serial {
  readonly seed: number;
  readonly n: number;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const letter = (at: number) => LETTERS.charAt(at);

/**
 * Last four digits of what a simulated register reads: 1000–8999, because its magic endings begin with a 9. Planted
 * answers replace them.
 */
const ENDINGS = 8_000;
const ending = (at: number) => pad(1_000 + at, 4);

/** Area 800–899: never given out before 2011, so that no grown-up here can hold one. */
export function ssnOf({ seed, n }: Serial): string {
  const radices = [100, 99, ENDINGS];
  const [area = 0, group = 0, serial = 0] = digitsBy(spread(n, { seed, name: 'ssn', size: 79_200_000 }), radices);
  return `${800 + area}-${pad(group + 1, 2)}-${ending(serial)}`;
}

const ITIN_GROUPS = ['70', '71', '72', '75', '78', '80', '81', '83', '86', '88'];

export function itinOf({ seed, n }: Serial): string {
  const radices = [100, 10, ENDINGS];
  const [area = 0, group = 0, serial = 0] = digitsBy(spread(n, { seed, name: 'itin', size: 8_000_000 }), radices);
  return `9${pad(area, 2)}-${ITIN_GROUPS[group] ?? '70'}-${ending(serial)}`;
}

const EIN_PREFIXES = ['20', '26', '27', '45', '46', '47', '81', '82', '83', '84'];

export function einOf({ seed, n }: Serial): string {
  const [prefix = 0, serial = 0] = digitsBy(spread(n, { seed, name: 'ein', size: 100_000_000 }), [10, 10_000_000]);
  return `${EIN_PREFIXES[prefix] ?? '20'}-${pad(serial, 7)}`;
}

/** 9999 and on. The two middle digits differ, so that none reads the same backwards. */
export function aadhaarOf({ seed, n }: Serial): string {
  const radices = [9, 10, 10, 10, 10, 10, 9];
  const at = digitsBy(spread(n, { seed, name: 'aadhaar', size: 8_100_000 }), radices);
  const [gap = 0, fifth = 0, middle = 0, eighth = 0, tenth = 0, eleventh = 0, ninth = 0] = at;
  const other = (middle + 1 + gap) % 10;
  const body = `9999${fifth}${middle}${other}${eighth}${ninth}${tenth}${eleventh}`;
  return `${body}${verhoeffDigit(body)}`.replace(/(\d{4})(?=\d)/g, '$1 ');
}

/** The fourth letter names the holder, the fifth is the first of the surname or company name. */
export function panOf({ seed, n }: Serial, { holder, name }: { holder: 'P' | 'C'; name: string }): string {
  const radices = [10, 26, 26, 26, ENDINGS];
  const at = digitsBy(spread(n, { seed, name: 'pan', size: 175_760 * ENDINGS }), radices);
  const [first = 0, second = 0, third = 0, last = 0, serial = 0] = at;
  const initial =
    name
      .toUpperCase()
      .replace(/[^A-Z]/g, '')
      .charAt(0) || 'X';
  return `${letter(16 + first)}${letter(second)}${letter(third)}${holder}${initial}${ending(serial)}${letter(last)}`;
}

export function gstinOf(stateNumber: string, pan: string): string {
  const first14 = `${stateNumber}${pan}1Z`;
  return first14 + gstinCheckCharacter(first14);
}

export function cinOf({ seed, n }: Serial, { state, year }: { state: string; year: number }): string {
  const radices = [1_000_000, 80_000];
  const [serial = 0, trade = 0] = digitsBy(spread(n, { seed, name: 'cin', size: 80_000_000_000 }), radices);
  return `U${10_000 + trade}${state}${year}PTC${pad(serial, 6)}`;
}

/** Begins with 99, which names no district of the Federal Reserve; `branch` below a million. */
export function routingNumberOf(branch: number): string {
  const first8 = `99${pad(branch, 6)}`;
  return first8 + abaCheckDigit(first8);
}

/** OSTY is no bank. */
export const ifscOf = (branch: number) => `OSTY0${pad(branch, 6)}`;

/** Fourteen digits; the first ten are the account's own, so that a planted ending makes no two alike. */
export function accountNumberOf({ seed, n }: Serial): string {
  const own = spread(n, { seed, name: 'account', size: 100_000_000 });
  return `50${pad(own, 8)}${ending(spread(n, { seed, name: 'account ending', size: ENDINGS }))}`;
}

/** A letter and eight digits (US) or seven (India): the letter and the digits before the last four are the document's own. */
export function passportNumberOf({ seed, n }: Serial, country: 'US' | 'IN'): string {
  const width = country === 'US' ? 4 : 3;
  const radices = [26, 10 ** width];
  const [first = 0, own = 0] = digitsBy(
    spread(n, { seed, name: `passport ${country}`, size: 26 * 10 ** width }),
    radices,
  );
  const last = spread(n, { seed, name: 'passport ending', size: ENDINGS });
  return `${letter(first)}${pad(own, width)}${ending(last)}`;
}

/** Licenses, identity cards and certificates: letters that name the kind, eight digits of its own, four more. */
export function cardNumberOf({ seed, n }: Serial, kind: string): string {
  const own = spread(n, { seed, name: `card ${kind}`, size: 100_000_000 });
  return `${kind}${pad(own, 8)}${ending(spread(n, { seed, name: 'card ending', size: ENDINGS }))}`;
}

/** The same number with an ending that the simulated register knows (docs/sandbox.md). */
export function withEnding(number: string, magic: '9409' | '9404'): string {
  return number.replace(/\d{4}(?=\D*$)/, magic);
}

const AREAS = [201, 210, 213, 216, 225, 240, 251, 260, 281, 304, 309, 315, 319, 334, 339, 347, 352, 361, 385, 402];

/** +1 … 555: exchange 555 is directory assistance and fiction, 0100–0199 before the rest. +91 55…: no mobile begins so. */
export function phoneOf({ seed, n }: Serial, country: 'US' | 'IN'): string {
  if (country === 'IN') return `+9155${pad(spread(n, { seed, name: 'phone IN', size: 100_000_000 }), 8)}`;
  return `+1${AREAS[n % AREAS.length] ?? 201}555${pad(100 + Math.floor(n / AREAS.length), 4)}`;
}

/** Too short for its country, which makes it impossible there; E.164 all the same. */
export const impossiblePhoneOf = ({ n }: Serial) => `+1${AREAS[n % AREAS.length] ?? 201}${pad(n, 6)}`;
