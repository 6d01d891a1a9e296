import { box, ellipse, type Mark, seededRandom, type Write } from './drawing.ts';
import { specimenMarks } from './specimen-marks.ts';

export const CARD = { width: 1000, height: 630 };

export interface CardHolder {
  readonly name: string;
  /** Dates as YYYY-MM-DD. */
  readonly birthDate: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly expiresOn: string;
}

export interface License extends CardHolder {
  /** The lines of the address. */
  readonly address: readonly string[];
  readonly state: string;
  /** Draws the traces of a birth date that was pasted over. */
  readonly isAltered?: boolean;
}

const SKINS = ['#f0cfae', '#d9a982', '#b98059', '#8f5c3c', '#e8bd97'];
const HAIRS = ['#2a211c', '#4a3424', '#1c1c22', '#7a5430', '#8b8680'];
const CLOTHES = ['#31486b', '#5b3a4b', '#3c5a4a', '#6b5a34', '#494c57'];

export const sayDate = (iso: string) => `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)}`;

/** A face that is nobody's: plain shapes in colours that follow from the name. */
export function portrait(name: string, { x, y, w, h }: { x: number; y: number; w: number; h: number }): Mark[] {
  const random = seededRandom(name);
  const pick = (colors: readonly string[]) => colors[Math.floor(random() * colors.length)] ?? '#888888';
  const [skin, hair, cloth] = [pick(SKINS), pick(HAIRS), pick(CLOTHES)];
  const [mid, unit, isLong] = [x + w / 2, w / 10, random() > 0.45];
  const head = y + h * 0.42;
  const shoulders = `M${x} ${y + h}v${-unit * 1.2}q${unit * 1.2} ${-unit * 2.1} ${w / 2} ${-unit * 2.4}q${w / 2 - unit * 1.2} ${unit * 0.3} ${w / 2} ${unit * 2.4}v${unit * 1.2}Z`;
  return [
    box({ x, y, w, h }, { fill: '#dfe6ea' }),
    ...(isLong
      ? [
          box(
            { x: mid - unit * 2.75, y: head - unit * 1.2, w: unit * 5.5, h: unit * 5.6, r: unit * 1.6 },
            { fill: hair },
          ),
        ]
      : []),
    box(
      { x: mid - unit * 1.05, y: head + unit * 1.6, w: unit * 2.1, h: unit * 3, r: unit * 0.6 },
      { fill: skin, opacity: 1 },
    ),
    { d: shoulders, fill: cloth },
    ellipse({ x: mid, y: head - unit * 0.5, w: unit * 2.55, h: unit * 2.9 }, { fill: hair }),
    ellipse({ x: mid, y: head + unit * 0.25, w: unit * 2.15, h: unit * 2.75 }, { fill: skin }),
    ellipse({ x: mid - unit * 0.85, y: head, w: unit * 0.2, h: unit * 0.24 }, { fill: '#2b2622' }),
    ellipse({ x: mid + unit * 0.85, y: head, w: unit * 0.2, h: unit * 0.24 }, { fill: '#2b2622' }),
    {
      d: `M${mid - unit * 0.75} ${head + unit * 1.55}q${unit * 0.75} ${unit * 0.5} ${unit * 1.5} 0`,
      stroke: '#7c4436',
      width: unit * 0.17,
    },
    box({ x, y, w, h }, { stroke: '#7b8a97', width: 2 }),
  ];
}

/** Fine interlaced waves, as on security paper. */
export function guilloche(seed: string, { color, w, h }: { color: string; w: number; h: number }): Mark[] {
  const random = seededRandom(seed);
  const [pitch, depth] = [120 + random() * 60, 26 + random() * 14];
  return Array.from({ length: 22 }, (_, row) => {
    const base = (h / 21) * row;
    const points = Array.from({ length: Math.ceil(w / 10) + 1 }, (__, step) => {
      const y = base + depth * Math.sin((step * 10) / pitch + row * 0.55) * Math.cos(step / 17 + row / 5);
      return `${step === 0 ? 'M' : 'L'}${step * 10} ${Math.min(h - 4, Math.max(4, y)).toFixed(1)}`;
    });
    return { d: points.join(''), stroke: color, width: 1, opacity: 0.35 };
  });
}

const LABEL = '#54657a';

export function field(
  write: Write,
  [label, value]: readonly [string, string],
  { x, y, size = 25 }: { x: number; y: number; size?: number },
): Mark[] {
  return [
    write(label, { x, y, size: 15, color: LABEL, spacing: 0.6 }),
    write(value, { x, y: y + size + 5, size, bold: true }),
  ];
}

export function blank(seed: string, tint: string): Mark[] {
  return [
    box({ x: 0, y: 0, w: CARD.width, h: CARD.height, r: 26 }, { fill: tint }),
    ...guilloche(seed, { color: '#7f9db8', w: CARD.width, h: CARD.height }),
  ];
}

/** Front of a driver license of no real design. */
export function licenseFront(write: Write, license: License): Mark[] {
  const { name, birthDate, number, issuedOn, expiresOn, address, state } = license;
  const [given = '', ...family] = name.split(' ');
  const patch = license.isAltered
    ? [box({ x: 352, y: 388, w: 196, h: 42 }, { fill: '#ffffff', stroke: '#c9c2b2', width: 1.5 })]
    : [];
  const birth = write(sayDate(birthDate), {
    x: 360,
    y: 418 + (license.isAltered ? 3 : 0),
    size: license.isAltered ? 28 : 25,
    bold: true,
    color: license.isAltered ? '#000000' : '#a0322a',
  });
  return [
    ...blank(state + number, '#eef3f1'),
    { d: `M0 112V26a26 26 0 0 1 26 -26h948a26 26 0 0 1 26 26v86Z`, fill: '#1f4e6b' },
    write(state.toUpperCase(), { x: 40, y: 58, size: 40, bold: true, color: '#ffffff', spacing: 4 }),
    write('DRIVER LICENSE', { x: 40, y: 94, size: 23, color: '#cfe2ee', spacing: 3 }),
    write('USA', { x: 958, y: 74, size: 44, bold: true, color: '#cfe2ee', align: 'end', spacing: 3 }),
    ...portrait(name, { x: 40, y: 146, w: 276, h: 345 }),
    ...portrait(name, { x: 838, y: 400, w: 112, h: 140 }).map((mark) => ({
      ...mark,
      opacity: (mark.opacity ?? 1) * 0.45,
    })),
    ...field(write, ['4d  LICENSE NUMBER', number], { x: 360, y: 160, size: 31 }),
    ...field(write, ['9  CLASS', 'D'], { x: 800, y: 160, size: 31 }),
    ...field(write, ['1  FAMILY NAME', family.join(' ').toUpperCase()], { x: 360, y: 232, size: 30 }),
    ...field(write, ['2  GIVEN NAME', given.toUpperCase()], { x: 360, y: 304, size: 30 }),
    write('3  DATE OF BIRTH', { x: 360, y: 382, size: 15, color: LABEL, spacing: 0.6 }),
    ...patch,
    birth,
    ...field(write, ['4a  ISSUED', sayDate(issuedOn)], { x: 590, y: 382 }),
    ...field(write, ['4b  EXPIRES', sayDate(expiresOn)], { x: 360, y: 446 }),
    ...field(write, ['12  RESTRICTIONS', 'NONE'], { x: 590, y: 446 }),
    write('8  ADDRESS', { x: 360, y: 512, size: 15, color: LABEL, spacing: 0.6 }),
    ...address.map((line, index) => write(line.toUpperCase(), { x: 360, y: 540 + index * 28, size: 22, bold: true })),
    { d: 'M60 540q22 -46 40 -8t38 -10q24 -40 34 2t42 -12q16 -18 30 2', stroke: '#22303d', width: 3 },
    ...specimenMarks(write, CARD),
  ];
}

/** Two-dimensional stripes that look machine readable and say nothing. */
function stripes(seed: string, { x, y, w, h }: { x: number; y: number; w: number; h: number }): Mark[] {
  const random = seededRandom(seed);
  const rows = 18;
  const d = Array.from({ length: rows }, (_, row) => {
    let [at, line] = [x, ''];
    while (at < x + w - 14) {
      const bar = 3 + Math.floor(random() * 4) * 2.5;
      line += `M${at.toFixed(1)} ${(y + (row * h) / rows).toFixed(1)}h${bar}v${(h / rows).toFixed(1)}h${-bar}Z`;
      at += bar + 3 + Math.floor(random() * 3) * 2.5;
    }
    return line;
  });
  const guards = [x - 22, x + w + 6].map((edge) => `M${edge} ${y}h14v${h}h-14Z`);
  return [{ d: [...d, ...guards].join(''), fill: '#20262c' }];
}

export function licenseBack(write: Write, { name, number, state, issuedOn }: License): Mark[] {
  return [
    ...blank(`back ${number}`, '#f1f2ee'),
    box({ x: 0, y: 46, w: CARD.width, h: 84 }, { fill: '#262a2f' }),
    box({ x: 60, y: 172, w: 880, h: 232, r: 6 }, { fill: '#ffffff', opacity: 0.9 }),
    ...stripes(number + name, { x: 108, y: 190, w: 780, h: 196 }),
    ...field(write, ['DOCUMENT DISCRIMINATOR', `${number.slice(-4)} ${issuedOn.replaceAll('-', '')} 04`], {
      x: 60,
      y: 446,
      size: 22,
    }),
    ...field(write, ['CLASS D', 'Any single vehicle under 26,001 lb'], { x: 500, y: 446, size: 20 }),
    write(`Property of no authority. If found, recycle. ${state}, a specimen for demonstrations.`, {
      x: 60,
      y: 540,
      size: 18,
      color: LABEL,
    }),
    ...specimenMarks(write, CARD),
  ];
}
