import { checkGstin, verhoeffDigit } from '@ostiary/domain/identifiers';

/** What a canary stands for; `birthDate` is readable in the table of customers, everything else nowhere. */
export type CanaryKind =
  | 'ssn'
  | 'itin'
  | 'passport'
  | 'aadhaar'
  | 'pan'
  | 'accountNumber'
  | 'registrationNumber'
  | 'gstin'
  | 'ownerNumber'
  | 'controlNumber'
  | 'documentNumber'
  | 'addressLine'
  | 'businessLine'
  | 'birthDate'
  | 'password'
  | 'refreshToken';

/** One planted value, as the bank stores it, and whose it is. */
export interface Canary {
  readonly kind: CanaryKind;
  readonly text: string;
  readonly owner: number;
}

const padded = (number: number, length: number) => String(number).padStart(length, '0');

/** Different for each person below 8 900 and for each salt, and in no order that a counter has. */
const spread = (at: number, salt: number, size: number) => (at * 4_861 + salt * 1_009) % size;
/** Four digits; never 94xx or 95xx, whose endings tell the simulated checks to fail. */
const serial = (at: number, salt: number) => padded(1_000 + spread(at, salt, 8_377), 4);
const letter = (number: number) => String.fromCharCode(65 + (number % 26));
const letters = (at: number) => `${letter(at)}${letter(Math.floor(at / 26))}${letter(at * 7 + 3)}`;

export const canarySsn = (at: number) => `${201 + spread(at, 1, 397)}${11 + (at % 80)}${serial(at, 1)}`;
export const canaryOwnerSsn = (at: number) => `${701 + spread(at, 2, 193)}${11 + (at % 80)}${serial(at, 2)}`;
export const canaryItin = (at: number, salt = 3) => `9${21 + spread(at, salt, 67)}${70 + (at % 18)}${serial(at, salt)}`;
export const canaryPassport = (at: number) => `PQ${serial(at, 4)}${padded(spread(at, 5, 9_973), 4)}`;
export function canaryAadhaar(at: number): string {
  const body = `3${padded(spread(at, 6, 999_983), 6)}${serial(at, 6)}`;
  return body + verhoeffDigit(body);
}
/** An individual's by its fourth letter, `C` makes it a company's. */
export const canaryPan = (at: number, holder: 'P' | 'C' = 'P') => `${letters(at)}${holder}Q${serial(at, 7)}K`;
export function canaryGstin(at: number): string {
  const body = `27${canaryPan(at, 'C')}1Z`;
  const whole = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', (last) => body + last);
  return whole.find((candidate) => checkGstin(candidate).ok) ?? '';
}
export const canaryCin = (at: number) => `U72900MH2014PTC${padded(100_000 + spread(at, 8, 899_981), 6)}`;
export const canaryEin = (at: number) => `86${padded(1_000 + spread(at, 9, 8_377), 4)}${padded(at % 1_000, 3)}`;
export const canaryAccount = (at: number) => `7${padded(spread(at, 10, 999_979), 6)}${serial(at, 10)}${serial(at, 11)}`;
export const canaryDocument = (at: number, prefix: string) =>
  `${prefix}${serial(at, 12)}${padded(spread(at, 13, 9_967), 4)}`;
export const canaryLine = (at: number, street: string) => `${1_000 + at} ${street}`;
export const canaryBirthDate = (at: number) => `19${70 + (at % 25)}-0${1 + (at % 9)}-${10 + (Math.floor(at / 9) % 18)}`;
export const canaryPassword = (at: number) => `Canary-perch-${at}-Loft`;
