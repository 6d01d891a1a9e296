import type { Upload } from '@ostiary/db';
import { refusalOfUpload } from './upload-session.ts';

const WORDS = { OPEN: 'open', FINISHED: 'finished', REFUSED: 'refused', CANCELLED: 'cancelled' } as const;

/** Where an upload stands, as `GET /api/uploads/{id}` tells it: bytes here and in all, and what came of it. */
export function presentUpload(upload: Upload) {
  const refusal = upload.problem == null ? null : refusalOfUpload(upload);
  // The field's own words say more than those of the form as a whole.
  const [field] = Object.values(refusal?.fields ?? {}).flat();
  const state: keyof typeof WORDS = upload.state;
  return {
    state: WORDS[state],
    received: upload.receivedBytes,
    size: upload.sizeBytes,
    document_id: upload.documentId ?? null,
    problem:
      refusal === null ? null : { code: field?.code ?? refusal.code, message: field?.message ?? refusal.message },
    expires_at: upload.expiresAt.toISOString(),
  };
}
