import { mrzCheckDigit } from '@ostiary/domain/kyc-documents';

const FILLER = '<';

const filled = (text: string, length: number) =>
  text
    .toUpperCase()
    .normalize('NFD')
    .replace(/[ -]/g, FILLER)
    .replace(/[^A-Z0-9<]/g, '')
    .padEnd(length, FILLER)
    .slice(0, length);

export interface MrzHolder {
  readonly surname: string;
  readonly givenNames: string;
  /** Three letters, ICAO 9303-3 section 5. */
  readonly country: string;
  readonly number: string;
  /** Dates as YYYY-MM-DD. */
  readonly birthDate: string;
  readonly expiresOn: string;
}

const short = (iso: string) => iso.slice(2).replaceAll('-', '');
const checked = (field: string) => field + mrzCheckDigit(field);

/** Both lines of a TD3 travel document, 44 characters each, sex unspecified and no personal number (ICAO 9303-4). */
export function passportMrz({ surname, givenNames, country, number, birthDate, expiresOn }: MrzHolder): string[] {
  const document = checked(filled(number, 9));
  const birth = checked(short(birthDate));
  const expiry = checked(short(expiresOn));
  const personal = checked(FILLER.repeat(14));
  const all = mrzCheckDigit(document + birth + expiry + personal);
  const names = `${filled(surname, surname.length)}<<${filled(givenNames, givenNames.length)}`;
  return [
    `P<${country}${names}`.padEnd(44, FILLER).slice(0, 44),
    `${document}${country}${birth}${FILLER}${expiry}${personal}${all}`,
  ];
}
