import { Readable } from 'node:stream';
import type { CustomerContext } from '../context.ts';
import { ingestDocument } from '../features/kyc-documents/ingest.ts';
import { scanDocument } from '../features/kyc-documents/scan-document.ts';
import type { Paper } from './papers.ts';

/** Uploads one document as its owner would, and checks it at once instead of waiting for the job. */
export async function handIn(ctx: CustomerContext, { fields, fileName, bytes }: Paper): Promise<void> {
  const { id } = await ingestDocument(ctx, fields, { file: Readable.from([bytes]), fileName });
  await scanDocument(ctx.deps, id);
}
