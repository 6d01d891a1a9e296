import type { Mark } from './drawing.ts';

export interface Photo {
  /** Degrees the paper lies askew on the table. */
  readonly tilt?: number;
  /** Out of focus and too dark, as a hurried photo is. */
  readonly isBlurred?: boolean;
}

interface Canvas {
  readonly width: number;
  readonly height: number;
}

function element({ d, fill, stroke, width, opacity }: Mark): string {
  const line = stroke === undefined ? '' : ` stroke="${stroke}" stroke-width="${width ?? 1}"`;
  return `<path d="${d}" fill="${fill ?? 'none'}"${line} opacity="${opacity ?? 1}"/>`;
}

const TABLE = `<defs><linearGradient id="t" x2="1" y2="1"><stop stop-color="#8b8479"/><stop offset="1" stop-color="#6f685e"/></linearGradient></defs>`;
const MARGIN = 0.03;

/** A photograph of the drawing lying on a table, as JPEG. */
export async function photograph(
  marks: readonly Mark[],
  { width, height }: Canvas,
  { tilt = 0, isBlurred = false }: Photo,
): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const inset = `translate(${width * MARGIN} ${height * MARGIN}) scale(${1 - 2 * MARGIN}) rotate(${tilt} ${width / 2} ${height / 2})`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
    ${TABLE}<rect width="100%" height="100%" fill="url(#t)"/><g transform="${inset}">
    <rect x="7" y="9" width="${width}" height="${height}" rx="26" opacity="0.35"/>${marks.map(element).join('')}</g></svg>`;
  const picture = sharp(Buffer.from(svg));
  const seen = isBlurred ? picture.blur(7).modulate({ brightness: 0.62 }) : picture;
  return seen.jpeg({ quality: 84 }).toBuffer();
}

interface Sheet {
  readonly pages: readonly (readonly Mark[])[];
  readonly title: string;
  readonly issuedOn: string;
}

const LETTER = { width: 612, height: 792 };

function paint(document: PDFKit.PDFDocument, { d, fill, stroke, width, opacity }: Mark): void {
  document
    .path(d)
    .lineWidth(width ?? 1)
    .fillOpacity(opacity ?? 1)
    .strokeOpacity(opacity ?? 1);
  if (fill !== undefined && stroke !== undefined) document.fillAndStroke(fill, stroke);
  else if (stroke !== undefined) document.stroke(stroke);
  else document.fill(fill ?? '#000000');
}

/** US Letter pages as a PDF whose letters are outlines. */
export async function printSheet({ pages, title, issuedOn }: Sheet): Promise<Buffer> {
  const { default: PdfDocument } = await import('pdfkit');
  const date = new Date(issuedOn);
  const info = { Title: title, Producer: 'Ostiary demo', Creator: 'Ostiary demo', CreationDate: date, ModDate: date };
  const document = new PdfDocument({ autoFirstPage: false, size: 'LETTER', margin: 0, info });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  for (const marks of pages) {
    document.addPage();
    for (const mark of marks) paint(document, mark);
  }
  document.end();
  return done;
}

/** The first page as a photograph. */
export function photographSheet(marks: readonly Mark[], photo: Photo): Promise<Buffer> {
  const paper: Mark = { d: `M0 0H${LETTER.width}V${LETTER.height}H0Z`, fill: '#fdfdfb' };
  return photograph([paper, ...marks], LETTER, photo);
}
