import type { Language } from '@ostiary/domain/shared';
import { sayCell } from './pdf-cells.ts';
import { linesOf, registerFaces, type Style, widthOf, writeLine } from './pdf-text.ts';
import { type Cell, type ReportDocument, type ReportTable, wordsOf } from './report-tables.ts';

const MARGIN = 48;
const FOOT = 36;
const FIRST_COLUMN = 0.3;
const PAD = 4;
const QUIET = '#55625e';
const RULE = '#e3e1d9';
const BAR_COLOUR = '#0b5d4e';
const BAR = 3;

const TITLE: Style = { size: 20, weight: 700 };
const HEADING: Style = { size: 13, weight: 700 };
const HEAD: Style = { size: 8.5, weight: 700, colour: QUIET };
const BODY: Style = { size: 9 };
const NOTE: Style = { size: 9, colour: QUIET };
const leading = ({ size }: Style) => size * 1.45;

interface Paper {
  readonly document: PDFKit.PDFDocument;
  readonly language: Language;
  readonly width: number;
  /** Where the next line begins. */
  y: number;
}

const bottom = ({ document }: Paper) => document.page.height - MARGIN - FOOT;

function makeRoom(paper: Paper, height: number): boolean {
  if (paper.y + height <= bottom(paper)) return false;
  paper.document.addPage();
  paper.y = MARGIN;
  return true;
}

function paragraph(paper: Paper, text: string, style: Style): void {
  for (const line of linesOf(paper.document, text, { width: paper.width, style })) {
    makeRoom(paper, leading(style));
    writeLine(paper.document, line, { x: MARGIN, y: paper.y, style });
    paper.y += leading(style);
  }
}

interface Row {
  readonly cells: readonly string[];
  /** Figures stand at the end of their column. */
  readonly isAtEnd: (column: number) => boolean;
  readonly style: Style;
  /** How long the bar under the first cell is, from 0 to 1; null for none. */
  readonly bar?: number | null;
}

function columnsOf({ width }: Paper, count: number) {
  const first = count === 1 ? width : width * FIRST_COLUMN;
  const other = count === 1 ? 0 : (width - first) / (count - 1);
  return (column: number) =>
    column === 0 ? { x: MARGIN, width: first - PAD } : { x: MARGIN + first + other * (column - 1), width: other - PAD };
}

function wrapped(paper: Paper, { cells, style, bar = null }: Row) {
  const place = columnsOf(paper, cells.length);
  const lines = cells.map((cell, column) => linesOf(paper.document, cell, { width: place(column).width, style }));
  return {
    lines,
    height: Math.max(...lines.map((cell) => cell.length)) * leading(style) + PAD + (bar === null ? 0 : BAR + PAD / 2),
  };
}

/** Its track shows how long the longest is, so that a short one is told from none. */
function drawBar({ document, y }: Paper, place: { x: number; width: number }, bar: number): void {
  const top = y - PAD - BAR;
  document.rect(place.x, top, place.width, BAR).fill(RULE);
  if (bar > 0) document.rect(place.x, top, place.width * bar, BAR).fill(BAR_COLOUR);
}

function writeRow(paper: Paper, row: Row): void {
  const { document } = paper;
  const { lines, height } = wrapped(paper, row);
  const place = columnsOf(paper, row.cells.length);
  lines.forEach((cell, column) => {
    const { x, width } = place(column);
    cell.forEach((line, at) => {
      const shift = row.isAtEnd(column) ? Math.max(0, width - widthOf(document, line, row.style)) : 0;
      writeLine(document, line, { x: x + shift, y: paper.y + at * leading(row.style), style: row.style });
    });
  });
  paper.y += height;
  if (row.bar != null) drawBar(paper, place(0), row.bar);
  document
    .moveTo(MARGIN, paper.y - PAD / 2)
    .lineTo(MARGIN + paper.width, paper.y - PAD / 2)
    .lineWidth(0.5)
    .stroke(RULE);
}

/** For each row how long its bar is beside the longest; null for all where nothing is drawn or everything is 0. */
function barsOf({ rows, bars }: ReportTable): readonly (number | null)[] {
  const counts = rows.map((row) => {
    const cell = bars === undefined ? undefined : row[bars];
    return cell?.kind === 'count' ? cell.n : 0;
  });
  const longest = Math.max(0, ...counts);
  return counts.map((n) => (longest === 0 ? null : n / longest));
}

const isFigure = (cell: Cell | undefined) => cell !== undefined && cell.kind !== 'text';

function writeTable(paper: Paper, table: ReportTable): void {
  const { title, columns, rows } = table;
  const isAtEnd = (column: number) => rows.some((row) => isFigure(row[column]));
  const head: Row = { cells: columns, isAtEnd, style: HEAD };
  paper.y += 14;
  // A heading is never the last thing on its page.
  makeRoom(paper, leading(HEADING) + wrapped(paper, head).height + 2 * leading(BODY));
  writeLine(paper.document, title, { x: MARGIN, y: paper.y, style: HEADING });
  paper.y += leading(HEADING) + PAD;
  if (rows.length === 0) return paragraph(paper, wordsOf(paper.language)('none'), NOTE);
  writeRow(paper, head);
  const bars = barsOf(table);
  for (const [at, cells] of rows.entries()) {
    const said = cells.map((cell) => sayCell(cell, paper.language));
    const row: Row = { cells: said, isAtEnd, style: BODY, bar: bars[at] ?? null };
    if (makeRoom(paper, wrapped(paper, row).height)) writeRow(paper, head);
    writeRow(paper, row);
  }
}

function numberPages({ document, language, width }: Paper, title: string): void {
  const word = wordsOf(language);
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    document.switchToPage(page);
    const y = document.page.height - MARGIN;
    const told = `${word('page')} ${page + 1} ${word('of')} ${count}`;
    writeLine(document, title, { x: MARGIN, y, style: NOTE });
    writeLine(document, told, { x: MARGIN + width - widthOf(document, told, NOTE), y, style: NOTE });
  }
}

/** A4 pages of text that can be selected, every page numbered; made in memory, for a report is a few pages. */
export async function reportPdf(report: ReportDocument, language: Language): Promise<Buffer> {
  const { default: PdfDocument } = await import('pdfkit');
  const info = { Title: report.title, Author: 'Ostiary Bank', Creator: 'Ostiary' };
  // The margin below belongs to the page numbers: pdfkit itself must not begin a page there.
  const margins = { top: MARGIN, left: MARGIN, right: MARGIN, bottom: 0 };
  const document = new PdfDocument({ size: 'A4', margins, bufferPages: true, lang: language, info });
  await registerFaces(document);
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    document
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => resolve(Buffer.concat(chunks)))
      .on('error', reject);
  });
  const paper: Paper = { document, language, width: document.page.width - 2 * MARGIN, y: MARGIN };
  paragraph(paper, report.title, TITLE);
  for (const line of report.lines) paragraph(paper, line, BODY);
  for (const table of report.tables) writeTable(paper, table);
  paper.y += 14;
  paragraph(paper, report.note, NOTE);
  numberPages(paper, report.title);
  document.end();
  return done;
}
