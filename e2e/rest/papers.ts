import PDFDocument from 'pdfkit';
import sharp from 'sharp';

/** A fictional card as a picture, with a word on it so that a reader can tell the sides apart. */
export async function card(word: string, format: 'png' | 'jpeg'): Promise<Blob> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="856" height="540"><rect width="856" height="540" rx="32" fill="#dfe8f1"/>
    <text x="48" y="110" font-size="44" fill="#1b2f4a">SPECIMEN, FICTIONAL</text><text x="48" y="280" font-size="72" fill="#1b2f4a">${word}</text></svg>`;
  const bytes = await sharp(Buffer.from(drawing)).flatten({ background: '#ffffff' }).toFormat(format).toBuffer();
  return new Blob([new Uint8Array(bytes)], { type: `image/${format}` });
}

/** A fictional electricity bill of one page. */
export function bill(name: string, address: string): Promise<Blob> {
  const { promise, resolve, reject } = Promise.withResolvers<Blob>();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const document = new PDFDocument({ size: 'A4' });
  document.on('data', (chunk: Buffer) => chunks.push(new Uint8Array(chunk)));
  document.on('end', () => resolve(new Blob(chunks, { type: 'application/pdf' })));
  document.on('error', reject);
  document.fontSize(20).text('Lakeshore Power (fictional)').fontSize(12).text(`Bill for ${name}`).text(address);
  document.end();
  return promise;
}
