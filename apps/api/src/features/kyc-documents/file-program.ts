import { buffer } from 'node:stream/consumers';
import type { ReasonCode } from '@ostiary/domain/review';
import type { getDocumentProxy } from 'unpdf';
import { endsAsPdf, holdsAnotherFile, holdsMarkup, isAlsoArchive } from './foreign-file.ts';
import { endOfImage, isAnimated } from './image-end.ts';
import { namesActiveContent } from './pdf-names.ts';
import { judgeStreams } from './pdf-objects.ts';
import { textOfPdf } from './pdf-text.ts';

/** Runs in a process of its own (file-worker.ts): reads plain bytes from stdin, never touches disk or network. */

const MAX_PIXELS = 50_000_000;
const MAX_SIDE = 3_000;
const MAX_PAGES = 50;
const DECODE = { failOn: 'truncated', limitInputPixels: MAX_PIXELS, sequentialRead: true } as const;

/** What a picture carries goes unseen: reviewers get it drawn anew. The original may be fetched, and must be nothing else. */
async function inspectImage(bytes: Buffer, mediaType: string): Promise<ReasonCode | null> {
  const end = endOfImage(bytes, mediaType);
  if (end === null) return 'DOCUMENT_CORRUPT';
  if (isAlsoArchive(bytes) || holdsAnotherFile(bytes.subarray(end))) return 'DOCUMENT_ACTIVE_CONTENT';
  if (mediaType === 'image/png' && isAnimated(bytes)) return 'DOCUMENT_NOT_ACCEPTED';
  const { default: sharp } = await import('sharp');
  try {
    // A full decode: headers alone say nothing of a truncated or hostile body.
    await sharp(bytes, DECODE).stats();
    return null;
  } catch {
    return 'DOCUMENT_CORRUPT';
  }
}

type Parsed = Awaited<ReturnType<typeof getDocumentProxy>>;

/** The parser answers with an object or, for attachments, a Map. */
function hasAny(found: unknown): boolean {
  if (found instanceof Map) return found.size > 0;
  return typeof found === 'object' && found !== null && Object.keys(found).length > 0;
}

/** What the parser itself would run or hand out; `namesActiveContent` finds what it keeps to itself. */
async function hasActiveContent(pdf: Parsed): Promise<boolean> {
  if (hasAny(await pdf.getJSActions()) || hasAny(await pdf.getAttachments())) return true;
  const open: unknown = await pdf.getOpenAction();
  if (typeof open === 'object' && open !== null && 'action' in open) return true;
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    if (hasAny(await page.getJSActions())) return true;
    const annotations: unknown[] = await page.getAnnotations();
    const parts = annotations.flatMap((annotation) =>
      ['actions', 'attachment', 'file'].map((key): unknown => Reflect.get(Object(annotation), key)),
    );
    if (parts.some(hasAny)) return true;
  }
  return false;
}

async function isActive(bytes: Buffer, pdf: Parsed): Promise<boolean> {
  if (isAlsoArchive(bytes) || holdsMarkup(bytes)) return true;
  return namesActiveContent(bytes) || (await hasActiveContent(pdf));
}

async function inspectPdf(bytes: Buffer): Promise<ReasonCode | null> {
  const { getDocumentProxy: parse } = await import('unpdf');
  try {
    const pdf = await parse(new Uint8Array(bytes), { stopAtErrors: false });
    const { info } = await pdf.getMetadata();
    // An owner's password alone encrypts too, though the file opens.
    if (Reflect.get(info, 'EncryptFilterName') != null) return 'DOCUMENT_ENCRYPTED';
    if (pdf.numPages > MAX_PAGES) return 'DOCUMENT_NOT_ACCEPTED';
    const streams = judgeStreams(bytes);
    if (streams === 'hidden' || (await isActive(bytes, pdf))) return 'DOCUMENT_ACTIVE_CONTENT';
    return streams === 'huge' || !endsAsPdf(bytes) ? 'DOCUMENT_CORRUPT' : null;
  } catch (error) {
    return error instanceof Error && error.name === 'PasswordException' ? 'DOCUMENT_ENCRYPTED' : 'DOCUMENT_CORRUPT';
  }
}

async function render(bytes: Buffer): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const fit = { width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true } as const;
  return sharp(bytes, DECODE)
    .autoOrient()
    .resize(fit)
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 85 })
    .toBuffer();
}

const tell = (answer: Buffer | string) => new Promise((told) => process.stdout.write(answer, told));

/** The verdict goes out before anything is read: whatever reading does to this process, it stands. */
async function inspect(bytes: Buffer, mediaType: string): Promise<void> {
  const isPdf = mediaType === 'application/pdf';
  const reason = isPdf ? await inspectPdf(bytes) : await inspectImage(bytes, mediaType);
  await tell(`${JSON.stringify({ reason })}\n`);
  if (isPdf && reason === null) await tell(await textOfPdf(bytes));
}

// The parent's end closes the channel; nothing may outlive it.
process.once('disconnect', () => process.exit(1));
const [, , task, mediaType = ''] = process.argv;
const bytes = await buffer(process.stdin);
if (task === 'render') await tell(await render(bytes));
else await inspect(bytes, mediaType);
process.exit(0);
