import { box, type Mark, type Write } from './drawing.ts';
import { passportMrz } from './mrz.ts';
import { blank, CARD, type CardHolder, field, portrait, sayDate } from './specimen-card.ts';
import { specimenMarks } from './specimen-marks.ts';

const UNITED_STATES = { code: 'USA', name: 'UNITED STATES OF AMERICA' };

export interface PassportHolder extends CardHolder {
  /** ICAO code and name as printed; the United States where left out. */
  readonly country?: { readonly code: string; readonly name: string };
}

/** Data page of a passport; the two lines at the foot are those of ICAO 9303, check digits and all. */
export function passportPage(write: Write, holder: PassportHolder): Mark[] {
  const { name, birthDate, number, issuedOn, expiresOn, country = UNITED_STATES } = holder;
  const [given = '', ...family] = name.split(' ');
  const surname = family.join(' ');
  const lines = passportMrz({ surname, givenNames: given, country: country.code, number, birthDate, expiresOn });
  const rows = [
    ['Surname', surname.toUpperCase()],
    ['Given names', given.toUpperCase()],
    ['Nationality', country.name],
  ] as const;
  return [
    ...blank(`passport ${number}`, '#f3efe6'),
    write('PASSPORT', { x: 48, y: 70, size: 34, bold: true, color: '#20355c', spacing: 4 }),
    write(country.name, { x: 952, y: 68, size: 25, bold: true, color: '#20355c', align: 'end', spacing: 2 }),
    ...portrait(name, { x: 48, y: 104, w: 264, h: 332 }),
    ...field(write, ['Type', 'P'], { x: 356, y: 122 }),
    ...field(write, ['Code', country.code], { x: 480, y: 122 }),
    ...field(write, ['Passport No.', number], { x: 680, y: 122 }),
    ...rows.flatMap((row, index) => field(write, row, { x: 356, y: 190 + index * 66 })),
    ...field(write, ['Date of birth', sayDate(birthDate)], { x: 356, y: 388 }),
    ...field(write, ['Date of issue', sayDate(issuedOn)], { x: 560, y: 388 }),
    ...field(write, ['Date of expiration', sayDate(expiresOn)], { x: 750, y: 388 }),
    box({ x: 0, y: 468, w: CARD.width, h: 122 }, { fill: '#ffffff', opacity: 0.75 }),
    ...lines.flatMap((line, row) =>
      Array.from(line, (letter, index) => write(letter, { x: 40 + index * 21.4, y: 516 + row * 50, size: 28 })),
    ),
    ...specimenMarks(write, CARD),
  ];
}
