import type { CustomerContext } from '../../context.ts';
import { withIdempotency } from '../../idempotency.ts';
import { openVault } from '../../vault.ts';
import { discardRefused, keepDocument } from './ingest.ts';
import { presentDocument } from './kyc-documents.service.ts';
import type { UploadForm } from './upload-form.ts';

async function keep(ctx: CustomerContext, form: UploadForm) {
  const document = await keepDocument(ctx, form);
  const shown = presentDocument(document, await openVault(ctx, ctx.actor.id), ctx.request.language);
  return {
    id: shown.id,
    document_type: shown.documentType,
    document_number: shown.documentNumber,
    side: shown.side,
    upload_date: shown.uploadDate,
    verification_status: shown.verificationStatus,
    status: shown.status,
    message: 'Document received. We are checking the file.',
  };
}

/**
 * Keeps a received form and gives what REST answers. With an `Idempotency-Key` a repeat of the same fields and bytes gets
 * the first answer, and what it sent is thrown away. Throws what `keepDocument` and `withIdempotency` throw.
 */
export async function keepOnce(ctx: CustomerContext, form: UploadForm): Promise<Awaited<ReturnType<typeof keep>>> {
  const { fields, fileName, received } = form;
  const store = ctx.deps.ports.documents;
  const result = await withIdempotency({
    ctx,
    path: 'kyc/upload',
    type: 'mutation',
    getRawInput: () => Promise.resolve({ fields, fileName, sha256: received.fileHash }),
    run: async (own) => ({ ok: true as const, data: await keep({ ...ctx, ...own }, form) }),
  }).catch(async (error: unknown) => {
    await discardRefused(ctx.deps, received.id, error);
    throw error;
  });
  if (result.data.id !== received.id) await store.remove(received.id);
  return result.data;
}
