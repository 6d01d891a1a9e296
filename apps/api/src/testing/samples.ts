import PDFDocument from 'pdfkit';
import sharp from 'sharp';

/** A small real picture; `seed` makes its bytes differ. */
export function samplePicture(format: 'png' | 'jpeg', seed = 0): Promise<Buffer> {
  const background = { r: (seed * 37) % 256, g: 120, b: 180 };
  return sharp({ create: { width: 640, height: 400, channels: 3, background } })
    .toFormat(format)
    .toBuffer();
}

/** A one-page PDF with a line of text; the same text makes the same bytes. */
export function samplePdf(text: string): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  const document = new PDFDocument({ size: 'A4', info: { CreationDate: new Date(0) } });
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  document.on('end', () => resolve(Buffer.concat(chunks)));
  document.on('error', reject);
  document.text(text);
  document.end();
  return promise;
}
