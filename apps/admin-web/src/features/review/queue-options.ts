import type { ApplicationStatus, RiskBand } from '@ostiary/domain/application';
import type { ApplicantKind } from '@ostiary/domain/policy';
import type { QueueColumn, QueueFilter, QueueSort, QueueTab } from '@ostiary/domain/review';
import type { SignalCode } from '@ostiary/domain/risk';

// By hand, because the address is read before the first screen and the schemas' library is not needed for it;
// a test holds these lists against the schemas.

export const queueTabs = [
  'waiting',
  'mine',
  'in_review',
  'second_approval',
  'action_required',
  'decided',
  'all',
] as const satisfies readonly QueueTab[];

export const queueSorts = ['due', 'age', 'risk'] as const satisfies readonly QueueSort[];

export const queueColumns = [
  'status',
  'risk',
  'due',
  'submitted',
  'policy',
  'country',
  'branch',
  'assignee',
  'holder',
  'round',
] as const satisfies readonly QueueColumn[];

export const usualColumns = [
  'status',
  'risk',
  'due',
  'submitted',
  'assignee',
  'holder',
] as const satisfies readonly QueueColumn[];

/** As many as a tablet shows without scrolling sideways. */
export const fewColumns = ['status', 'risk', 'due', 'holder'] as const satisfies readonly QueueColumn[];

export const statuses = [
  'INCOMPLETE',
  'SUBMITTED',
  'IN_REVIEW',
  'PENDING_SECOND_APPROVAL',
  'ACTION_REQUIRED',
  'APPROVED',
  'REJECTED',
  'EXPIRED',
  'WITHDRAWN',
] as const satisfies readonly ApplicationStatus[];

export const risks = ['HIGH', 'MEDIUM', 'LOW', 'UNASSESSED'] as const satisfies readonly RiskBand[];

export const dues = ['late', 'today', 'week'] as const satisfies readonly NonNullable<QueueFilter['due']>[];

export const ages = [1, 4, 24, 72, 168] as const;

export const kinds = ['individual', 'business'] as const satisfies readonly ApplicantKind[];

export const signals = [
  'PHONE_IMPOSSIBLE',
  'SSN_COMMON_SAMPLE',
  'SSN_SHARED',
  'AADHAAR_SHARED',
  'PAN_SHARED',
  'TAX_ID_SHARED',
  'BANK_ACCOUNT_SHARED',
  'BUSINESS_SHARED',
  'OWNER_SHARED',
  'DOCUMENT_SHARED',
  'DUPLICATE_PERSON',
  'DEVICE_SHARED',
  'ADDRESS_SHARED',
  'NETWORK_SHARED',
  'VELOCITY',
  'DATA_MISMATCH',
  'SCREENING_HIT',
  'CHECK_MISMATCH',
  'CHECK_NOT_FOUND',
  'CHECK_NOT_MADE',
  'EMAIL_DISPOSABLE',
  'CONTACT_NEW',
  'COUNTRY_HIGH_RISK',
] as const satisfies readonly SignalCode[];
