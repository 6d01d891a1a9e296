import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { server } from '../testing.tsx';
import { errorCode, fieldErrors } from './errors.ts';
import { uploadDocument } from './upload.ts';

const form = () => {
  const data = new FormData();
  data.set('document_type', 'UTILITY_BILL');
  data.set('document_file', new File(['%PDF-'], 'bill.pdf', { type: 'application/pdf' }));
  return data;
};
const refuse = (status: number, body: object) =>
  server.use(http.post('*/api/kyc/upload/', () => HttpResponse.json(body, { status })));
const failure = () => uploadDocument(form()).catch((error: unknown) => error);

describe('uploadDocument', () => {
  it('hands over the stored document', async () => {
    const stored = {
      id: '7',
      document_type: 'UTILITY_BILL',
      document_number: '••••1882',
      upload_date: '2026-11-20T09:00:00Z',
      verification_status: 'PENDING',
      message: 'Received',
    };
    refuse(201, stored);
    await expect(uploadDocument(form())).resolves.toEqual(stored);
  });

  it('reads a refusal with a code', async () => {
    refuse(413, { detail: 'Too large', code: 'FILE_TOO_LARGE', request_id: 'r1' });
    expect(await failure()).toMatchObject({ errorCode: 'FILE_TOO_LARGE', httpStatus: 413, requestId: 'r1' });
  });

  it('reads a refusal of one field', async () => {
    refuse(409, { document_type: ['Already here'], codes: { document_type: ['DOCUMENT_EXISTS'] } });
    const error = await failure();
    expect(errorCode(error)).toBe('DOCUMENT_EXISTS');
    expect(fieldErrors(error)).toEqual({ document_type: [{ message: 'Already here', code: 'DOCUMENT_EXISTS' }] });
  });

  it('says that it was cancelled', async () => {
    const error: unknown = await uploadDocument(form(), { signal: AbortSignal.abort() }).catch(
      (reason: unknown) => reason,
    );
    expect(errorCode(error)).toBe('CANCELLED');
  });
});
