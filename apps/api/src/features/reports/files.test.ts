import { inflateSync } from 'node:zlib';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { safeText } from '../../csv-text.ts';
import { reportCsv } from './csv.ts';
import { reportPdf } from './pdf.ts';
import { count, type ReportDocument, seconds, share, text } from './report-tables.ts';

const HOSTILE = '=HYPERLINK("http://example.com")';

const document: ReportDocument = {
  title: 'Applications and decisions',
  lines: ['Period: 2026-10-01 – 2026-10-31', 'Generated: 2026-11-21 10:00 UTC, by Priya Nair'],
  note: 'A note',
  tables: [
    {
      title: 'By reviewer',
      columns: ['Name', 'Decided', 'Approval rate', 'Half decided within'],
      rows: [
        [text(HOSTILE), count(3), share(0.75), seconds(5_400)],
        [text('मीरा राव, "Iñigo"\nŁódź'), { kind: 'difference', n: -4 }, share(null), seconds(null)],
      ],
    },
    { title: 'Reasons given', columns: ['Reason'], rows: [] },
  ],
};

describe('a cell of a spreadsheet', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '|calc', '%0A', '\t=1', ' =1', '＝1', '\r\n=1'])(
    'that begins as %j is text',
    (given) => {
      expect(safeText(given).startsWith("'")).toBe(true);
    },
  );

  it.each(['Meera Rao', '2026-10-01', 'a=b', ''])('that says %j stays as it is', (given) => {
    expect(safeText(given)).toBe(given);
  });
});

describe('a report as CSV', () => {
  it('has a line for each row, figures as plain numbers, and no formula', () => {
    const lines = reportCsv(document).split('\r\n');
    expect(lines[0]).toBe('﻿Applications and decisions');
    expect(lines).toContain('By reviewer,Name,Decided,Approval rate,Half decided within');
    expect(lines).toContain(`By reviewer,"'=HYPERLINK(""http://example.com"")",3,0.75,5400`);
    expect(lines).toContain('By reviewer,"मीरा राव, ""Iñigo"" Łódź",-4,,');
  });
});

/** Of every filled rectangle, in points, in the order they are drawn. */
function widthsOfBars(pdf: Buffer): number[] {
  const streams = pdf.toString('latin1').matchAll(/FlateDecode\s*>>\s*stream\r?\n([\s\S]*?)\r?\nendstream/g);
  const drawn = Array.from(streams, ([, bytes = '']) => inflateSync(Buffer.from(bytes, 'latin1')).toString('latin1'));
  return drawn.flatMap((page) => Array.from(page.matchAll(/\S+ \S+ (\S+) \S+ re\n/g), ([, width]) => Number(width)));
}

describe('a report as PDF', () => {
  it('holds text that can be selected, in both scripts, with pages that are numbered', async () => {
    const rows = Array.from({ length: 80 }, (_, at) => [
      text(`Reviewer ${at}`),
      count(at),
      share(0.5),
      seconds(60 * at),
    ]);
    const [first, ...rest] = document.tables;
    const long = { ...document, tables: first ? [{ ...first, rows: [...first.rows, ...rows] }, ...rest] : [] };
    const bytes = await reportPdf(long, 'en');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const pdf = await getDocumentProxy(new Uint8Array(bytes));
    const { text: pages, totalPages } = await extractText(pdf);
    expect(totalPages).toBe(3);
    expect(pages[0]).toContain('Period: 2026-10-01 – 2026-10-31');
    expect(pages[0]).toContain('by Priya Nair');
    expect(pages[0]).toContain('1 h 30 min');
    expect(pages[0]).toContain('75%');
    expect(pages.map((page) => /Page \d of 3/.exec(page)?.[0])).toEqual(['Page 1 of 3', 'Page 2 of 3', 'Page 3 of 3']);
    // The heading of a table is there again on each of its pages.
    expect(pages.every((page) => page.includes('Approval rate'))).toBe(true);
    expect(pages[0]?.replaceAll(/\s/g, '')).toContain('Łódź');
    expect(pages[0]).toContain('राव');
  });

  it('draws the counts of a table as bars, each as long as its share of the longest', async () => {
    const rows = [3, 12, 0].map((n) => [text(`Stage ${n}`), count(n)]);
    const drawn = { ...document, tables: [{ title: 'Funnel', columns: ['Stage', 'People'], rows, bars: 1 }] };
    const widths = widthsOfBars(await reportPdf(drawn, 'en'));
    expect(widths).toHaveLength(5); // a track for each, and a bar where there is something
    const longest = Math.max(...widths);
    expect(widths.map((width) => Number((width / longest).toFixed(3)))).toEqual([1, 0.25, 1, 1, 1]);
    expect(widthsOfBars(await reportPdf(document, 'en'))).toEqual([]);
  });

  it('is small, for only the letters it uses are in it', async () => {
    expect((await reportPdf(document, 'hi')).length).toBeLessThan(60_000);
  });
});
