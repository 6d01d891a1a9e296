import { z } from 'zod';
import { normaliseDocumentNumber } from '../identifiers/index.ts';
import { type FieldProblem, fieldProblem, type FieldProblems } from '../shared/index.ts';
import { DocumentSide, DocumentType, IDENTITY_DOCUMENTS } from './document.ts';

const Day = z.iso.date('DATE_FORMAT');

/** The text fields of `POST /api/kyc/upload/`. Number and dates are judged by `uploadProblems`, which knows the type and today. */
export const UploadFields = z.strictObject({
  documentType: DocumentType,
  documentNumber: z.string({ error: 'REQUIRED' }).trim().min(1, 'REQUIRED').max(60, 'DOCUMENT_NUMBER_FORMAT'),
  side: DocumentSide.default('FRONT'),
  issuingCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'INVALID')
    .default('US'),
  issuingRegion: z
    .string()
    .regex(/^[A-Za-z0-9]{1,10}$/, 'INVALID')
    .optional(),
  issuedOn: Day.optional(),
  expiresOn: Day.optional(),
});
export type UploadFields = z.infer<typeof UploadFields>;

/** What the fields get wrong together: the number's form for its type, an expired id, an issue date to come. */
export function uploadProblems(fields: UploadFields, today: string): FieldProblems {
  const problems: Record<string, FieldProblem[]> = {};
  if (normaliseDocumentNumber(fields.documentType, fields.documentNumber) === null) problems.documentNumber = [fieldProblem('DOCUMENT_NUMBER_FORMAT')];
  if (fields.issuedOn !== undefined && fields.issuedOn > today) problems.issuedOn = [fieldProblem('DATE_IN_FUTURE')];
  if (fields.expiresOn !== undefined && fields.expiresOn < today && IDENTITY_DOCUMENTS.includes(fields.documentType)) problems.expiresOn = [fieldProblem('DATE_IN_PAST')];
  return problems;
}

/** Numbers are unique within their issuer: a country, or a country and its region. */
export function issuerOf({ issuingCountry, issuingRegion }: Pick<UploadFields, 'issuingCountry' | 'issuingRegion'>): string {
  return issuingRegion === undefined ? issuingCountry : `${issuingCountry}-${issuingRegion.toUpperCase()}`;
}

/** Display name of a client's file: the last path part, no control or direction characters, at most 120 characters. */
export function displayFileName(name: string | undefined): string {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? '';
  const clean = last.normalize('NFC').replace(/[\p{C}"<>|:*?]/gu, '').trim();
  return clean.slice(0, 120) || 'document';
}
