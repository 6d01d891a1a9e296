import { z } from 'zod';
import { IDENTIFIER_CODES } from '../requirements/code.ts';
import { ApplicationId, DocumentId, freeText } from '../shared/index.ts';

/** What can be seen whole, for minutes: everything else of an applicant is either shown or never shown. */
export const RevealField = z.enum([...IDENTIFIER_CODES, 'document_number'], { error: 'INVALID' });
export type RevealField = z.infer<typeof RevealField>;

/** Why somebody looked; the customer reads it too. */
export const RevealPurpose = z.enum(
  ['MATCH_DOCUMENT', 'CONFIRM_IDENTITY', 'CUSTOMER_REQUEST', 'FRAUD_INVESTIGATION', 'LEGAL_REQUEST'],
  { error: 'REQUIRED' },
);
export type RevealPurpose = z.infer<typeof RevealPurpose>;

export const REVEAL_MINUTES = 5;

/** `note` is for the bank alone. `documentId` names whose number is meant, and belongs to `document_number` only. */
export const RevealInput = z
  .strictObject({
    applicationId: ApplicationId,
    field: RevealField,
    documentId: DocumentId.optional(),
    purpose: RevealPurpose,
    note: freeText(500).optional(),
  })
  .superRefine(({ field, documentId }, ctx) => {
    if ((field === 'document_number') !== (documentId !== undefined))
      ctx.addIssue({
        code: 'custom',
        path: ['documentId'],
        message: documentId === undefined ? 'REQUIRED' : 'INVALID',
      });
  });
export type RevealInput = z.infer<typeof RevealInput>;

/** `label` names the kind of number (`accountNumber`), `of` the person it belongs to where there are several. */
export const RevealedValue = z.strictObject({ label: z.string(), of: z.string().nullable(), value: z.string() });
export type RevealedValue = z.infer<typeof RevealedValue>;
export const Revealed = z.strictObject({ values: z.array(RevealedValue), expiresAt: z.iso.datetime() });
export type Revealed = z.infer<typeof Revealed>;

/** Who looked at a customer's data, as the customer reads it: by role, never by name. */
export const DataViewer = z.enum(['reviewer', 'administrator', 'staff']);
export type DataViewer = z.infer<typeof DataViewer>;

/** The most telling of the roles a record names, e.g. `KYC_REVIEWER,BANK_ADMIN`. */
export function viewerOf(roles: string): DataViewer {
  const held = roles.split(',');
  if (held.includes('BANK_ADMIN')) return 'administrator';
  return held.includes('KYC_REVIEWER') ? 'reviewer' : 'staff';
}

export const DataLook = z.strictObject({
  id: z.string(),
  at: z.iso.datetime(),
  /** `document`: a page that was sent in was opened. */
  what: z.enum([...RevealField.options, 'document']),
  purpose: RevealPurpose.nullable(),
  by: DataViewer,
});
export type DataLook = z.infer<typeof DataLook>;
/** Newest first; `isWhole` says whether older ones were left out. */
export const DataLooks = z.strictObject({ items: z.array(DataLook), isWhole: z.boolean() });
export type DataLooks = z.infer<typeof DataLooks>;
