import { normaliseDocumentNumber } from '@ostiary/domain/identifiers';
import { DocumentType, type DocumentSide } from '@ostiary/domain/kyc-documents';
import { currentPolicy } from '@ostiary/domain/policy';
import type { RequirementCode } from '@ostiary/domain/requirements';
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
/** The same while it is being typed: no type may be chosen yet. */
export type DraftDetails = Omit<DocumentDetails, 'documentType'> & { documentType: DocumentType | '' };

export interface AcceptedDocument {
  type: DocumentType;
  sides: readonly DocumentSide[];
}

/** The types a document requirement takes, each with the sides it needs, as the policy says. */
export function acceptedDocuments(code: RequirementCode): readonly AcceptedDocument[] {
  const row = currentPolicy('US')?.requirements.find((requirement) => requirement.code === code);
  return row?.kind === 'document' ? row.accepts : [];
}

/** The multipart body of POST /api/kyc/upload/: snake case, the file last so that the server knows its fields first. */
export function uploadBody(details: DocumentDetails, side: DocumentSide, file: File): FormData {
  const fields = {
    document_type: details.documentType,
    document_number: details.documentNumber.trim(),
    side,
    issuing_country: details.issuingCountry,
    issuing_region: details.issuingRegion,
    issued_on: details.issuedOn,
    expires_on: details.expiresOn,
  };
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== '') body.set(name, value);
  body.set('document_file', file);
  return body;
}
