import { box, type Mark, seededRandom, type Write } from './drawing.ts';
import { sayDate } from './specimen-card.ts';
import { specimenMarks } from './specimen-marks.ts';

export interface Bill {
  readonly name: string;
  readonly address: readonly string[];
  /** Account number as printed. */
  readonly number: string;
  readonly issuedOn: string;
  /** As printed before an amount; the dollar's sign where left out. */
  readonly currency?: string;
}

export const PAGE = { width: 612, height: 792 };
const SOFT = '#5c6a78';
const GREEN = '#1c6b4f';

export const money = (cents: number, currency = '$') =>
  `${currency}${(cents / 100).toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ',')}`;
export const addDays = (iso: string, days: number) =>
  new Date(Date.parse(iso) + days * 86_400_000).toISOString().slice(0, 10);

export interface Letterhead {
  readonly company: string;
  readonly line: string;
  readonly color: string;
}

export function letterhead(write: Write, { company, line, color }: Letterhead): Mark[] {
  return [
    box({ x: 0, y: 0, w: PAGE.width, h: 78 }, { fill: color }),
    { d: 'M44 52l14 -28l14 28l-14 -8Z', fill: '#ffffff', opacity: 0.9 },
    write(company, { x: 86, y: 42, size: 21, bold: true, color: '#ffffff' }),
    write(line, { x: 86, y: 60, size: 9.5, color: '#e3ece9' }),
  ];
}

export function pair(write: Write, [label, value]: readonly [string, string], y: number): Mark[] {
  return [
    write(label, { x: 360, y, size: 9.5, color: SOFT }),
    write(value, { x: 568, y, size: 10.5, bold: true, align: 'end' }),
  ];
}

export function addressee(write: Write, { name, address }: Bill): Mark[] {
  return [name, ...address].map((line, index) =>
    write(line, { x: 44, y: 132 + index * 16, size: 11.5, bold: index === 0 }),
  );
}

export type Row = readonly [string, string, string];

export function table(
  write: Write,
  { rows, top, color }: { rows: readonly Row[]; top: number; color: string },
): Mark[] {
  return rows.flatMap(([left, middle, right], index) => {
    const [y, bold] = [top + index * 22, index === 0 || index === rows.length - 1];
    return [
      ...(index === 0 ? [box({ x: 40, y: y - 15, w: 532, h: 22 }, { fill: color, opacity: 0.12 })] : []),
      write(left, { x: 48, y, size: 10, bold }),
      write(middle, { x: 372, y, size: 10, bold: index === 0, color: SOFT, align: 'end' }),
      write(right, { x: 564, y, size: 10, bold, align: 'end' }),
      box({ x: 40, y: y + 7, w: 532, h: 0.6 }, { fill: '#cfd6dc' }),
    ];
  });
}

/** Twelve bars; the last is the month of the bill. */
function usage(write: Write, { random, issuedOn }: { random: () => number; issuedOn: string }): Mark[] {
  const last = Number(issuedOn.slice(5, 7));
  const bars = Array.from('JFMAMJJASONDJFMAMJJASOND'.slice(last, last + 12)).flatMap((month, index) => {
    const height = 22 + random() * 56;
    const x = 60 + index * 42;
    return [
      box({ x, y: 640 - height, w: 22, h: height, r: 2 }, { fill: GREEN, opacity: index === 11 ? 0.95 : 0.4 }),
      write(month, { x: x + 11, y: 655, size: 9, color: SOFT, align: 'middle' }),
    ];
  });
  return [write('Your use in the last twelve months, kWh', { x: 44, y: 540, size: 11, bold: true }), ...bars];
}

/** What the month cost, drawn from the account's own numbers: the table's rows and its last line. */
function monthlyCharges(random: () => number, currency?: string): { rows: Row[]; total: string } {
  const say = (cents: number) => money(cents, currency);
  const kwh = 380 + Math.floor(random() * 420);
  const [energy, delivery] = [Math.round(kwh * 13.4), 2150];
  const tax = Math.round((energy + delivery) * 0.062);
  const total = say(energy + delivery + tax);
  const rows: Row[] = [
    ['Charges of this month', 'Quantity', 'Amount'],
    ['Energy, residential rate', `${kwh} kWh`, say(energy)],
    ['Delivery', '1 month', say(delivery)],
    ['Municipal and state tax', '6.2 %', say(tax)],
    ['Last bill', '', say(0)],
    ['Total due', '', total],
  ];
  return { rows, total };
}

/** One page of an electricity bill by a company that does not exist. */
export function billPage(write: Write, bill: Bill): Mark[] {
  const random = seededRandom(bill.number);
  const { rows, total } = monthlyCharges(random, bill.currency);
  const facts = [
    ['Account number', bill.number],
    ['Bill date', sayDate(bill.issuedOn)],
    ['Service address', bill.address[0] ?? ''],
    ['Amount due', total],
    ['Due by', sayDate(addDays(bill.issuedOn, 21))],
  ] as const;
  return [
    ...letterhead(write, {
      company: 'Prairie Lantern Power & Light',
      line: 'A fictional utility · 1 Example Plaza · help@prairielantern.example',
      color: GREEN,
    }),
    ...addressee(write, bill),
    ...facts.flatMap((fact, index) => pair(write, fact, 124 + index * 19)),
    write('Electricity bill', { x: 44, y: 274, size: 22, bold: true }),
    write(`Service from ${sayDate(addDays(bill.issuedOn, -32))} to ${sayDate(addDays(bill.issuedOn, -2))}`, {
      x: 44,
      y: 294,
      size: 10.5,
      color: SOFT,
    }),
    ...table(write, { rows, top: 336, color: GREEN }),
    ...usage(write, { random, issuedOn: bill.issuedOn }),
    box({ x: 40, y: 690, w: 532, h: 0.8 }, { fill: SOFT }),
    write('Please pay by the due date. This bill asks nobody for money: it is a drawing for a demonstration.', {
      x: 44,
      y: 708,
      size: 9.5,
      color: SOFT,
    }),
    ...specimenMarks(write, PAGE),
  ];
}
