import { readRestError, RestError } from '@ostiary/ui/client';
import i18next from 'i18next';
import { z } from 'zod';
import { session, withFreshAccess } from './session.ts';

/** The answer of POST /api/kyc/upload/, snake case as REST speaks. */
export const UploadedDocument = z.object({
  id: z.string(),
  document_type: z.string(),
  document_number: z.string(),
  upload_date: z.string(),
  verification_status: z.string(),
  message: z.string(),
});
export type UploadedDocument = z.infer<typeof UploadedDocument>;

interface UploadOptions {
  onProgress?: (sentBytes: number, totalBytes: number) => void;
  signal?: AbortSignal;
  /** A repeat with the same key and content gets the first answer. */
  idempotencyKey?: string;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** XMLHttpRequest, because fetch does not tell how much of a body was sent. */
function send(form: FormData, access: string | null, options: UploadOptions): Promise<UploadedDocument> {
  const { onProgress, signal, idempotencyKey } = options;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open('POST', new URL('/api/kyc/upload/', window.location.origin));
    if (access) request.setRequestHeader('authorization', `Bearer ${access}`);
    if (idempotencyKey) request.setRequestHeader('idempotency-key', idempotencyKey);
    request.setRequestHeader('x-requested-by', 'ostiary');
    request.setRequestHeader('accept-language', i18next.resolvedLanguage ?? 'en');
    request.upload.onprogress = (event) => onProgress?.(event.loaded, event.total);
    request.onerror = () => reject(new RestError('NETWORK', 0));
    request.onabort = () => reject(new RestError('CANCELLED', 0));
    request.onloadend = () => signal?.removeEventListener('abort', abort);
    request.onload = () => {
      const body = parseJson(request.responseText);
      const answer = UploadedDocument.safeParse(body);
      if (request.status === 201 && answer.success) resolve(answer.data);
      else reject(readRestError(request.status, body));
    };
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) reject(new RestError('CANCELLED', 0));
    else request.send(form);
  });
}

/**
 * Sends one document (fields as in docs of POST /api/kyc/upload/). Rejects with a RestError: `errorCode`, `fieldErrors`
 * and `errorText` of lib/errors read it; a cancelled one has the code CANCELLED.
 */
export function uploadDocument(form: FormData, options: UploadOptions = {}): Promise<UploadedDocument> {
  return withFreshAccess(async (access) => {
    const stored = await send(form, access, options);
    session.noteUse();
    return stored;
  });
}
