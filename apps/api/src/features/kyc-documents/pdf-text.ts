import { PRINTED_CHARACTERS } from '@ostiary/domain/kyc-documents';
import type { getDocumentProxy } from 'unpdf';

const READ_PAGES = 5;

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;

/** A page may hold any amount of text: it is read in pieces, and left once there is enough. */
async function textOfPage(page: Page, room: number): Promise<string> {
  const reader: ReadableStreamDefaultReader<unknown> = page.streamTextContent().getReader();
  let text = '';
  while (text.length < room) {
    const { done, value } = await reader.read();
    if (done) break;
    const items: unknown = Reflect.get(Object(value), 'items');
    for (const item of Array.isArray(items) ? items : []) {
      const piece: unknown = Reflect.get(Object(item), 'str');
      text += (typeof piece === 'string' ? piece : '') + (Reflect.get(Object(item), 'hasEOL') === true ? '\n' : '');
    }
  }
  // Nobody waits for a page that is left early.
  void reader.cancel().catch(() => undefined);
  return text.slice(0, room);
}

/** The text layer of a PDF's first five pages, at most 20 000 characters; empty where there is none, as in a scan. */
export async function textOfPdf(bytes: Buffer): Promise<string> {
  const { getDocumentProxy: parse } = await import('unpdf');
  // Silent: what the parser says goes to the standard output, which is the answer's.
  const pdf = await parse(new Uint8Array(bytes), { stopAtErrors: false, verbosity: 0 });
  let text = '';
  for (let number = 1; number <= Math.min(pdf.numPages, READ_PAGES) && text.length < PRINTED_CHARACTERS; number += 1)
    text += `${await textOfPage(await pdf.getPage(number), PRINTED_CHARACTERS - text.length)}\n`;
  return text.slice(0, PRINTED_CHARACTERS);
}
