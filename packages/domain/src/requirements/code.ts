import { z } from 'zod';

/** API contract: the names of everything a bank may ask an applicant for. */
export const RequirementCode = z.enum([
  'email',
  'phone',
  'identity',
  'address',
  'ssn',
  'tax_id_alternative',
  'aadhaar',
  'pan',
  'bank_account',
  'business',
  'owners',
  'control_person',
  'photo_id',
  'proof_of_address',
  'registration_document',
  'consent',
]);
export type RequirementCode = z.infer<typeof RequirementCode>;

/** Rows that hold identifiers: masked wherever they are shown, indexed to find equal ones, shown whole only by a reveal. */
export const IDENTIFIER_CODES = [
  'ssn',
  'tax_id_alternative',
  'aadhaar',
  'pan',
  'bank_account',
  'business',
  'owners',
  'control_person',
] as const satisfies readonly RequirementCode[];

/** Rows whose content is typed; the others are contacts, documents and the consent, each with a kind of its own. */
export const DATA_CODES = ['identity', 'address', ...IDENTIFIER_CODES] as const;

export const RequirementState = z.enum(['missing', 'in_progress', 'submitted', 'accepted', 'refused', 'expired']);
export type RequirementState = z.infer<typeof RequirementState>;
