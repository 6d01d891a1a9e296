import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { FILE_CANARY } from './people.ts';

export interface FilePayload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A drawn card, with the canary in its metadata. */
export async function licensePicture(name: string): Promise<FilePayload> {
  const stripes = Array.from(
    { length: 12 },
    (_, index) => `<rect x="${40 + index * 70}" y="60" width="40" height="480" fill="hsl(${index * 28} 40% 70%)"/>`,
  ).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="630"><rect width="1000" height="630" fill="#eef3ef"/>${stripes}</svg>`;
  const buffer = await sharp(Buffer.from(svg))
    .withExif({ IFD0: { ImageDescription: FILE_CANARY } })
    .jpeg({ quality: 90 })
    .toBuffer();
  return { name, mimeType: 'image/jpeg', buffer };
}

/** A photo of several megabytes, as a phone takes it: noise cannot be made smaller. */
export async function largePhoto(name: string, size = { width: 3200, height: 2400 }): Promise<FilePayload> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const create = { ...size, channels: 3, background: '#eef3ef', noise } as const;
  const buffer = await sharp({ create }).jpeg({ quality: 96 }).toBuffer();
  return { name, mimeType: 'image/jpeg', buffer };
}

/** A bill of two pages, its text uncompressed. */
export function billPdf(name: string): Promise<FilePayload> {
  const pdf = new PDFDocument({ compress: false, size: 'A4', info: { Title: FILE_CANARY } });
  const parts: Buffer[] = [];
  pdf.on('data', (part: Buffer) => parts.push(part));
  pdf
    .fontSize(22)
    .text('Prairie Power & Light (fictional)')
    .moveDown()
    .fontSize(12)
    .text('Statement of account. SPECIMEN.');
  pdf.addPage().text('Page two');
  pdf.end();
  return new Promise((done) =>
    pdf.on('end', () => done({ name, mimeType: 'application/pdf', buffer: Buffer.concat(parts) })),
  );
}
