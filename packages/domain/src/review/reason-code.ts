import { z } from 'zod';
import type { RequirementCode } from '../requirements/code.ts';
import type { Told } from '../shared/index.ts';

export const ReasonCode = z.enum(
  [
    'DOCUMENT_UNREADABLE',
    'DOCUMENT_CROPPED',
    'DOCUMENT_SIDE_MISSING',
    'DOCUMENT_EXPIRED',
    'DOCUMENT_NOT_ACCEPTED',
    'DOCUMENT_IS_COPY',
    'DOCUMENT_TAMPERED',
    'DOCUMENT_INFECTED',
    'DOCUMENT_ENCRYPTED',
    'DOCUMENT_ACTIVE_CONTENT',
    'DOCUMENT_CORRUPT',
    'NAME_MISMATCH',
    'DOB_MISMATCH',
    'ADDRESS_MISMATCH',
    'NUMBER_MISMATCH',
    'NUMBER_INVALID',
    'OWNERS_INCOMPLETE',
    'CHECK_FAILED',
    'UNDER_AGE',
    'DUPLICATE_CUSTOMER',
    'SANCTIONS_MATCH',
    'FRAUD_SUSPECTED',
    'OUT_OF_POLICY',
  ],
  { error: 'INVALID' },
);
export type ReasonCode = z.infer<typeof ReasonCode>;

export interface Reason {
  /** Rows it fits; empty for reasons about the whole person. */
  readonly rows: readonly RequirementCode[];
  /** May it end an application? */
  readonly isFinal: boolean;
  /** Raised by the scan job, not offered to reviewers. */
  readonly isAutomatic?: true;
  /** For staff. */
  readonly label: Told;
  readonly customer: Told;
  readonly nextStep: Told;
}

export const DOCUMENT_ROWS: readonly RequirementCode[] = ['photo_id', 'proof_of_address', 'registration_document'];
export const CONTACT_US: Told = {
  en: 'If you think this is a mistake, contact us.',
  hi: 'यदि आपको लगता है कि यह भूल है, तो हमसे संपर्क करें।',
};
