import type { ApplicationStatus } from '@ostiary/domain/application';
import type { DocumentSide, DocumentType } from '@ostiary/domain/kyc-documents';
import type { PutRequirementInput, RequirementCode } from '@ostiary/domain/requirements';
import type { ReasonCode } from '@ostiary/domain/review';
import type { z } from 'zod';

export const PACKS = ['us-individual', 'in-individual', 'us-business', 'in-business'] as const;
export type Pack = (typeof PACKS)[number];

export const countryOf = (pack: Pack) => (pack.startsWith('us') ? 'US' : 'IN');
export const isBusiness = (pack: Pack) => pack.endsWith('business');

/** What was planted on purpose; `of` and `ring` name whom it was shared with. */
export const PLANTS = [
  'same_tax_number',
  'same_aadhaar',
  'same_company',
  'same_owner',
  'taken_document_number',
  'ring',
  'listed_name',
  'register_differs',
  'register_knows_nothing',
  'impossible_phone',
  'sample_ssn',
] as const;
export type Plant = (typeof PLANTS)[number];

export interface Fact {
  readonly plant: Plant;
  /** The person whose value it is. */
  readonly of?: string;
  /** Members share the street address, a phone device and, where their pack asks for one, the bank account. */
  readonly ring?: string;
  readonly device?: string;
}

/** One file to draw, and what its owner types beside it. */
export interface PaperPlan {
  readonly requirement: RequirementCode;
  readonly documentType: DocumentType;
  readonly side: DocumentSide;
  readonly documentNumber: string;
  readonly issuingCountry: 'US' | 'IN';
  /** YYYY-MM-DD. */
  readonly issuedOn: string;
  readonly expiresOn: string | null;
  readonly fileName: string;
  readonly flaw: 'blurred' | 'altered' | null;
}

export interface Address {
  readonly line1: string;
  readonly city: string;
  readonly region: string;
  readonly postalCode: string;
  readonly country: 'US' | 'IN';
}

export interface Expected {
  /** Codes of the signals that a reviewer sees, sorted. */
  readonly signals: readonly string[];
  /** Rows still due, in the policy's order. */
  readonly open: readonly RequirementCode[];
  /** Why a reviewer asked again or declined. */
  readonly reason: { readonly requirement: RequirementCode | null; readonly code: ReasonCode } | null;
}

export type Given = z.input<typeof PutRequirementInput>;

/** One line of the truth table: an applicant, what was planted on them, and what the bank must make of it. */
export interface Person {
  readonly id: string;
  readonly pack: Pack;
  readonly state: ApplicationStatus;
  /** INCOMPLETE: how many rows of the policy are given, from the first. */
  readonly step: number | null;
  readonly username: string;
  readonly email: string;
  readonly phoneNumber: string;
  readonly language: 'en' | 'hi';
  readonly firstName: string;
  readonly lastName: string;
  readonly dateOfBirth: string;
  readonly address: Address;
  /** Hours before the world's day that the application was begun. */
  readonly startedHoursAgo: number;
  /** Data rows in the policy's order, as typed. */
  readonly given: readonly Given[];
  readonly papers: readonly PaperPlan[];
  readonly facts: readonly Fact[];
  readonly expected: Expected;
}
