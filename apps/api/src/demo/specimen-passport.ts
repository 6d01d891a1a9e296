import { box, type Mark, type Write } from './drawing.ts';
import { blank, CARD, type CardHolder, field, portrait, sayDate } from './specimen-card.ts';
import { specimenMarks } from './specimen-marks.ts';

const REPUBLIC = 'UNITED STATES OF AMERICA';
const filler = (text: string, length: number) =>
  text
    .toUpperCase()
    .normalize('NFD')
    .replace(/[^A-Z0-9<]/g, '')
    .padEnd(length, '<')
    .slice(0, length);

/** Data page of a passport; the two lines at the foot follow the form of ICAO 9303 without its check digits. */
export function passportPage(write: Write, { name, birthDate, number, issuedOn, expiresOn }: CardHolder): Mark[] {
  const [given = '', ...family] = name.split(' ');
  const short = (iso: string) => iso.slice(2).replaceAll('-', '');
  const lines = [
    filler(`P<USA${family.join('<')}<<${given}`, 44),
    filler(`${number}0USA${short(birthDate)}0X${short(expiresOn)}0`, 44),
  ];
  const rows = [
    ['Surname', family.join(' ').toUpperCase()],
    ['Given names', given.toUpperCase()],
    ['Nationality', REPUBLIC],
  ] as const;
  return [
    ...blank(`passport ${number}`, '#f3efe6'),
    write('PASSPORT', { x: 48, y: 70, size: 34, bold: true, color: '#20355c', spacing: 4 }),
    write(REPUBLIC, { x: 952, y: 68, size: 25, bold: true, color: '#20355c', align: 'end', spacing: 2 }),
    ...portrait(name, { x: 48, y: 104, w: 264, h: 332 }),
    ...field(write, ['Type', 'P'], { x: 356, y: 122 }),
    ...field(write, ['Code', 'USA'], { x: 480, y: 122 }),
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
