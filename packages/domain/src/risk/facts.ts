import type { CheckState } from '../identity-checks/index.ts';
import type { CheckKind } from '../policy/index.ts';

/** What other customers may have in common with an applicant. */
export const SHARED_KINDS = [
  'ssn',
  'aadhaar',
  'pan',
  'taxId',
  'bankAccount',
  'business',
  'owner',
  'document',
  'person',
  'device',
  'address',
  'network',
] as const;
export type SharedKind = (typeof SHARED_KINDS)[number];

export const CONTACT_CHANNELS = ['e-mail', 'phone'] as const;

/** Everything the rules look at, gathered beforehand. Counts and kinds only: nothing here tells who somebody is. */
export interface RiskFacts {
  readonly isPhoneImpossible: boolean;
  readonly isSsnSample: boolean;
  /** How many other customers share something, by what it is. Those of `address` are not counted under `network` again. */
  readonly shared: Readonly<Partial<Record<SharedKind, number>>>;
  /** Other customers who submitted from the same device or address within a day. */
  readonly submittedNearby: number;
  /** Labels of facts that were typed otherwise than a document has them. */
  readonly mismatches: readonly string[];
  /** The newest outside check of each row. */
  readonly checks: readonly { readonly kind: CheckKind; readonly state: CheckState }[];
  readonly isEmailDisposable: boolean;
  /** Whole hours between confirming each contact and submitting. */
  readonly contacts: readonly { readonly channel: (typeof CONTACT_CHANNELS)[number]; readonly hours: number }[];
  /** ISO 3166-1 alpha-2: of residence, of documents, of owners. */
  readonly countries: readonly string[];
}

export const NO_FACTS: RiskFacts = {
  isPhoneImpossible: false,
  isSsnSample: false,
  shared: {},
  submittedNearby: 0,
  mismatches: [],
  checks: [],
  isEmailDisposable: false,
  contacts: [],
  countries: [],
};
