import type { DocumentSide, DocumentType } from '../kyc-documents/index.ts';
import type { CheckKind } from '../policy/index.ts';
import type { RequirementCode } from '../requirements/code.ts';

export interface CheckedPerson {
  readonly firstName: string;
  readonly lastName: string;
  /** ISO date. */
  readonly dateOfBirth: string;
}

export interface ScreenedName {
  readonly role: 'applicant' | 'business' | 'owner' | 'control_person';
  readonly name: string;
  readonly dateOfBirth: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
}

/** What a provider of each kind is told, and no more (data minimisation, GDPR art. 5(1)(c), DPDP Act s. 6). */
export interface CheckSubjects {
  readonly aadhaar: { readonly aadhaar: string; readonly person: CheckedPerson };
  readonly pan: { readonly pan: string; readonly person: CheckedPerson };
  readonly bank_account: {
    readonly holderName: string;
    readonly accountNumber: string;
    /** IFSC or ABA routing number. */
    readonly bankCode: string;
  };
  readonly document: {
    readonly type: DocumentType;
    readonly number: string;
    /** Country, or country and region: `US-IL`. */
    readonly issuer: string;
    readonly expiresOn: string | null;
    /** SHA-256 of each side's file, hex. */
    readonly files: readonly { readonly side: DocumentSide; readonly sha256: string }[];
    readonly holder: CheckedPerson | { readonly legalName: string };
  };
  readonly screening: { readonly names: readonly ScreenedName[] };
}

interface CheckedRow {
  readonly requirement: RequirementCode;
  /** Rows whose data the subject is made of. */
  readonly needs: readonly RequirementCode[];
}

/** The rows that each kind of check is about. A pack asks for the rows that it has. */
export const CHECKED_ROWS: Readonly<Record<CheckKind, readonly CheckedRow[]>> = {
  aadhaar: [{ requirement: 'aadhaar', needs: ['aadhaar', 'identity'] }],
  pan: [{ requirement: 'pan', needs: ['pan', 'identity'] }],
  bank_account: [{ requirement: 'bank_account', needs: ['bank_account'] }],
  document: [
    { requirement: 'photo_id', needs: ['photo_id', 'identity'] },
    { requirement: 'registration_document', needs: ['registration_document', 'business'] },
  ],
  screening: [
    { requirement: 'identity', needs: ['identity'] },
    { requirement: 'business', needs: ['business', 'owners', 'control_person'] },
  ],
};
