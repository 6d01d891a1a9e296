import { box, type Mark, type Write } from '../demo/drawing.ts';
import { blank, CARD, type CardHolder, field, portrait, sayDate } from '../demo/specimen-card.ts';
import { specimenMarks } from '../demo/specimen-marks.ts';

export interface IdentityCard extends CardHolder {
  readonly title: string;
  readonly country: string;
  readonly address: readonly string[];
  readonly side: 'FRONT' | 'BACK';
}

function band(write: Write, { title, country }: IdentityCard): Mark[] {
  return [
    { d: 'M0 100V26a26 26 0 0 1 26 -26h948a26 26 0 0 1 26 26v74Z', fill: '#5a3d1e' },
    write(country, { x: 40, y: 48, size: 30, bold: true, color: '#ffffff', spacing: 3 }),
    write(title, { x: 40, y: 84, size: 22, color: '#f1e2cd', spacing: 3 }),
  ];
}

function front(write: Write, { name, birthDate, number, issuedOn, expiresOn }: IdentityCard): Mark[] {
  const facts = [
    ['NAME', name.toUpperCase()],
    ['DATE OF BIRTH', sayDate(birthDate)],
    ['ISSUED', sayDate(issuedOn)],
    ['VALID UNTIL', sayDate(expiresOn)],
  ] as const;
  return [
    ...portrait(name, { x: 40, y: 140, w: 276, h: 345 }),
    ...facts.flatMap((fact, index) => field(write, fact, { x: 360, y: 160 + index * 72, size: 30 })),
    write(number, { x: 500, y: 545, size: 52, bold: true, color: '#5a3d1e', align: 'middle', spacing: 4 }),
  ];
}

function back(write: Write, { address, number }: IdentityCard): Mark[] {
  return [
    box({ x: 60, y: 150, w: 880, h: 200, r: 8 }, { fill: '#ffffff', opacity: 0.9 }),
    write('ADDRESS', { x: 90, y: 190, size: 15, color: '#54657a' }),
    ...address.map((line, index) => write(line, { x: 90, y: 232 + index * 44, size: 30, bold: true })),
    ...field(write, ['NUMBER', number], { x: 90, y: 410, size: 30 }),
    write('Issued by no authority. If found, recycle.', { x: 90, y: 540, size: 18, color: '#54657a' }),
  ];
}

/** A card of no real design, for what is neither an American license nor a passport; 1000×630. */
export function identityCard(write: Write, card: IdentityCard): Mark[] {
  const { country, number, side } = card;
  const face = side === 'FRONT' ? front(write, card) : back(write, card);
  return [
    ...blank(`${country} ${number} ${side}`, '#f6efe4'),
    ...band(write, card),
    ...face,
    ...specimenMarks(write, CARD),
  ];
}
