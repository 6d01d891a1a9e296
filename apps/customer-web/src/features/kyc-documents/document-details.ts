import { normaliseDocumentNumber } from '@ostiary/domain/identifiers';
import { DocumentType, type DocumentSide } from '@ostiary/domain/kyc-documents';
import { z } from 'zod';

const optionalDay = (refusal: 'DATE_IN_PAST' | 'DATE_IN_FUTURE', isRefused: (day: string, today: string) => boolean) =>
  z
    .union([z.literal(''), z.iso.date('DATE_FORMAT')], { error: 'DATE_FORMAT' })
    .refine((day) => day === '' || !isRefused(day, new Date().toISOString().slice(0, 10)), refusal);

/** What is typed beside the file. Empty texts are left out of what is sent. */
export const DocumentDetails = z
  .strictObject({
    documentType: DocumentType,
    documentNumber: z.string().trim().min(1, 'REQUIRED'),
    issuingCountry: z.string(),
    issuingRegion: z.string(),
    issuedOn: optionalDay('DATE_IN_FUTURE', (day, today) => day > today),
    expiresOn: optionalDay('DATE_IN_PAST', (day, today) => day < today),
  })
  .superRefine(({ documentType, documentNumber }, ctx) => {
    if (normaliseDocumentNumber(documentType, documentNumber) !== null) return;
    ctx.addIssue({ code: 'custom', path: ['documentNumber'], message: 'DOCUMENT_NUMBER_FORMAT' });
  });
export type DocumentDetails = z.infer<typeof DocumentDetails>;

/** The first side of a licence says which state gave it; the other one takes that over. */
export const FirstDetails = DocumentDetails.superRefine(({ documentType, issuingRegion }, ctx) => {
  if (documentType !== 'DRIVER_LICENSE' || issuingRegion !== '') return;
  ctx.addIssue({ code: 'custom', path: ['issuingRegion'], message: 'REQUIRED' });
});
/** Where the bank asks how old it may be, it has a date. */
export const DatedDetails = DocumentDetails.superRefine(({ issuedOn }, ctx) => {
  if (issuedOn === '') ctx.addIssue({ code: 'custom', path: ['issuedOn'], message: 'REQUIRED' });
});
/** The same while it is being typed: no type may be chosen yet. */
export type DraftDetails = Omit<DocumentDetails, 'documentType'> & { documentType: DocumentType | '' };

/** The fields of an upload as REST and tus speak them: snake case, without what was left empty. */
export function uploadFields(details: DocumentDetails, side: DocumentSide): Record<string, string> {
  const fields = {
    document_type: details.documentType,
    document_number: details.documentNumber.trim(),
    side,
    issuing_country: details.issuingCountry,
    issuing_region: details.issuingRegion,
    issued_on: details.issuedOn,
    expires_on: details.expiresOn,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

/** The multipart body of POST /api/kyc/upload/: the file last so that the server knows its fields first. */
export function uploadBody(fields: Readonly<Record<string, string>>, file: File): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set('document_file', file);
  return body;
}
