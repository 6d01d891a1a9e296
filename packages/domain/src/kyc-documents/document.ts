import { z } from 'zod';
import { RequirementCode } from '../requirements/code.ts';
import { DocumentId } from '../shared/index.ts';

export const DocumentType = z.enum(
  ['GOVERNMENT_ID', 'PASSPORT', 'DRIVER_LICENSE', 'UTILITY_BILL', 'BANK_STATEMENT', 'OTHER'],
  {
    error: 'DOCUMENT_TYPE_UNKNOWN',
  },
);
export type DocumentType = z.infer<typeof DocumentType>;

/** Documents whose number belongs to one customer. */
export const IDENTITY_DOCUMENTS: readonly DocumentType[] = ['GOVERNMENT_ID', 'PASSPORT', 'DRIVER_LICENSE'];

export const DocumentSide = z.enum(['FRONT', 'BACK'], { error: 'INVALID' });
export type DocumentSide = z.infer<typeof DocumentSide>;

export const DocumentStatus = z.enum([
  'UPLOADING',
  'QUARANTINED',
  'PENDING',
  'VERIFIED',
  'REJECTED',
  'SUPERSEDED',
  'EXPIRED',
]);
export type DocumentStatus = z.infer<typeof DocumentStatus>;

/** A live document occupies its (application, type, side); the partial unique index uses the same list. */
export const LIVE_STATUSES: readonly DocumentStatus[] = ['UPLOADING', 'QUARANTINED', 'PENDING', 'VERIFIED'];

/** REST's three words. A document that is still being checked reads PENDING. */
export function verificationStatusOf(status: DocumentStatus): 'PENDING' | 'VERIFIED' | 'REJECTED' {
  if (status === 'VERIFIED') return 'VERIFIED';
  return status === 'REJECTED' || status === 'EXPIRED' || status === 'SUPERSEDED' ? 'REJECTED' : 'PENDING';
}

/** Largest accepted file: exactly this many bytes pass, one more is refused. */
export const MAX_FILE_BYTES = 10_485_760;
export const MAX_LIVE_FILES_PER_REQUIREMENT = 3;
export const MAX_FILES_PER_APPLICATION = 40;
export const ACCEPTED_MEDIA_TYPES = ['application/pdf', 'image/jpeg', 'image/png'] as const;

export const Refusal = z.strictObject({ code: z.string(), message: z.string(), nextStep: z.string() });
export type Refusal = z.infer<typeof Refusal>;

export const DocumentView = z.strictObject({
  id: DocumentId,
  requirement: RequirementCode,
  documentType: DocumentType,
  side: DocumentSide,
  /** Masked: the last four characters show. */
  documentNumber: z.string(),
  fileName: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  status: DocumentStatus,
  verificationStatus: z.enum(['PENDING', 'VERIFIED', 'REJECTED']),
  uploadDate: z.iso.datetime(),
  issuedOn: z.iso.date().nullable(),
  expiresOn: z.iso.date().nullable(),
  refusal: Refusal.nullable(),
});
export type DocumentView = z.infer<typeof DocumentView>;

export const DocumentList = z.strictObject({ count: z.int(), results: z.array(DocumentView) });
export type DocumentList = z.infer<typeof DocumentList>;
export const RemoveDocumentInput = z.strictObject({ id: DocumentId });
