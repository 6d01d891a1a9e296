import { stringify } from 'csv-stringify/sync';
import { safeText } from '../../csv-text.ts';
import type { Cell, ReportDocument } from './report-tables.ts';

/** So that spreadsheets read UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

function plain(cell: Cell): string | number {
  if (cell.kind === 'text') return safeText(cell.text);
  if (cell.kind === 'share') return cell.n === null ? '' : Number(cell.n.toFixed(4));
  return cell.n ?? '';
}

/**
 * RFC 4180 with CRLF, UTF-8. Each row begins with the name of its table, and each table with its columns. Shares are from
 * 0 to 1, times in seconds.
 */
export function reportCsv({ title, lines, note, tables }: ReportDocument): string {
  const head = [title, ...lines, note].map((line) => [safeText(line)]);
  const body = tables.flatMap((table) => [
    [],
    [table.title, ...table.columns].map(safeText),
    ...table.rows.map((row) => [safeText(table.title), ...row.map(plain)]),
  ]);
  return BYTE_ORDER_MARK + stringify([...head, ...body], { record_delimiter: 'windows' });
}
