import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { joined } from './hostile-file.ts';

type Part = Buffer | string;

/** Numbered objects and their places, then what `end` makes of them. */
function written(objects: readonly Part[], end: (offsets: readonly number[], at: number) => Part): Buffer {
  const parts: Buffer[] = [joined('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')];
  let at = 15;
  const offsets = objects.map((object, index) => {
    const part = joined(`${index + 1} 0 obj\n`, object, '\nendobj\n');
    parts.push(part);
    at += part.length;
    return at - part.length;
  });
  return joined(...parts, end(offsets, at));
}

export const stream = (dictionary: string, data: Part): Buffer =>
  joined(`<< ${dictionary} /Length ${joined(data).length} >>\nstream\n`, data, '\nendstream');

const PAGES = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';

/** A whole small PDF with a table of its objects: what its catalogue and its page say, and what else it holds. */
export function handmade({ catalogue = '', page = '', more = [] as readonly Part[], pages = PAGES } = {}): Buffer {
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    pages,
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] ${page} >>`,
    ...more,
  ];
  return written(objects, (offsets, at) => {
    const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
    const size = offsets.length + 1;
    return `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`;
  });
}

export const sound = (): Buffer => handmade();
/** A link whose action is given. */
export const withLink = (action: string): Buffer =>
  handmade({ page: `/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A ${action} >>]` });

/** Objects as an object stream holds them: here the fifth, an action that runs a script. */
export const HIDDEN_ACTION = '5 0 << /S /JavaScript /JS (app.alert\\(1\\)) >>';

/**
 * A PDF with a link whose action stands in an object stream that its cross-reference stream points to: readers do run it,
 * while the parser that we ask drops actions of links.
 * `whole` replaces the stream object, dictionary and all.
 */
export function compressed({ more = '', data = joined(deflateSync(HIDDEN_ACTION)), whole = joined('') } = {}): Buffer {
  const holder = whole.length > 0 ? whole : stream(`/Type /ObjStm /N 1 /First 4 ${more}`, data);
  const objects: readonly Part[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    PAGES,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots [<< /Subtype /Link /Rect [0 0 9 9] /A 5 0 R >>] >>',
    holder,
  ];
  return written(objects, (offsets, at) => {
    const rows = Buffer.alloc(7 * 7);
    rows.writeUInt16BE(0xff_ff, 5);
    [...offsets, 4, at].forEach((place, index) => {
      const row = (index + 1) * 7;
      rows[row] = index === 4 ? 2 : 1;
      rows.writeUInt32BE(place, row + 1);
    });
    const table = stream('/Type /XRef /Size 7 /W [1 4 2] /Root 1 0 R', rows);
    return joined('6 0 obj\n', table, `\nendobj\nstartxref\n${at}\n%%EOF\n`);
  });
}

/** What a program adds when it saves changes behind the old file. */
export function updated(bytes: Buffer): Buffer {
  const at = bytes.length;
  const old = bytes.toString('latin1').match(/startxref\n(\d+)/)?.[1] ?? '0';
  const page = '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] >>\nendobj\n';
  const table = `xref\n3 1\n${String(at).padStart(10, '0')} 00000 n \ntrailer\n<< /Size 4 /Root 1 0 R /Prev ${old} >>\n`;
  return joined(bytes, page, table, `startxref\n${at + page.length}\n%%EOF\n`);
}

/** Encryption and page counts are left to pdfkit. */
export function drawn(options: PDFKit.PDFDocumentOptions, pages = 1): Promise<Buffer> {
  const { promise, resolve } = Promise.withResolvers<Buffer>();
  const document = new PDFDocument(options);
  const chunks: Buffer[] = [];
  document.on('data', (piece: Buffer) => chunks.push(piece)).on('end', () => resolve(Buffer.concat(chunks)));
  document.text('Fictional bill');
  for (let page = 1; page < pages; page += 1) document.addPage();
  document.end();
  return promise;
}
