import type { Language } from '@ostiary/domain/shared';
import type { Cell } from './report-tables.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS = { en: { d: 'd', h: 'h', m: 'min' }, hi: { d: 'दिन', h: 'घं', m: 'मि' } } as const;

/** "3 d 4 h", "2 h 10 min", "12 min". */
function duration(seconds: number, language: Language): string {
  const { d, h, m } = UNITS[language];
  if (seconds >= DAY) return `${Math.floor(seconds / DAY)} ${d} ${Math.floor((seconds % DAY) / HOUR)} ${h}`;
  if (seconds >= HOUR) return `${Math.floor(seconds / HOUR)} ${h} ${Math.floor((seconds % HOUR) / MINUTE)} ${m}`;
  return `${Math.max(1, Math.round(seconds / MINUTE))} ${m}`;
}

function shareFormat(locale: string) {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
}

const formats = {
  en: { plain: new Intl.NumberFormat('en-US'), share: shareFormat('en-US') },
  // Western digits, as in the figures of every other table.
  hi: { plain: new Intl.NumberFormat('hi-IN-u-nu-latn'), share: shareFormat('hi-IN-u-nu-latn') },
} as const;

/** A cell as people read it; a dash where nothing was counted. */
export function sayCell(cell: Cell, language: Language): string {
  if (cell.kind === 'text') return cell.text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  if (cell.n === null) return '–';
  if (cell.kind === 'seconds') return duration(cell.n, language);
  const { plain, share } = formats[language];
  if (cell.kind === 'share') return share.format(cell.n);
  return (cell.kind === 'difference' && cell.n > 0 ? '+' : '') + plain.format(cell.n);
}
