import { type Compared, type ComparedRate, REPORT_TEXT } from '@ostiary/domain/reports';
import type { Language } from '@ostiary/domain/shared';

/** One cell: text, a count, a share from 0 to 1, or a length of time in seconds; null where nothing was counted. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'count' | 'difference'; readonly n: number }
  | { readonly kind: 'share' | 'seconds'; readonly n: number | null };

export interface ReportTable {
  readonly title: string;
  /** Figures stand at the end of their column. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** The column whose counts are also drawn, as bars under the names of their rows. */
  readonly bars?: number;
}

/** What a file of a report holds, in one language. */
export interface ReportDocument {
  readonly title: string;
  /** Period, what it is compared with, when it was made and by whom. */
  readonly lines: readonly string[];
  readonly note: string;
  readonly tables: readonly ReportTable[];
}

/** A moment as files say it: the day, the minute, and the zone in which both are meant. */
export const moment = (iso: string) => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

export const text = (given: string): Cell => ({ kind: 'text', text: given });
export const count = (n: number): Cell => ({ kind: 'count', n });
export const share = (n: number | null): Cell => ({ kind: 'share', n });
export const seconds = (n: number | null): Cell => ({ kind: 'seconds', n });

/** The count, that of the period before, and the difference. */
export const compared = ({ now, before }: Compared): readonly Cell[] => [
  count(now),
  count(before),
  { kind: 'difference', n: now - before },
];

export const comparedAs = (kind: 'share' | 'seconds', { now, before }: ComparedRate): readonly Cell[] => [
  { kind, n: now },
  { kind, n: before },
  text(''),
];

export type Word = keyof typeof REPORT_TEXT;
export const wordsOf = (language: Language) => (name: Word) => REPORT_TEXT[name][language];
export type Words = ReturnType<typeof wordsOf>;

/** "Figure, this period, the period before, difference". */
export const comparedColumns = (first: string, word: Words): readonly string[] => [
  first,
  word('now'),
  word('before'),
  word('difference'),
];
