import { CryptoError, KeyNotHeldError, WorkQueueFullError } from '@ostiary/domain/crypto';
import { DomainError, type ErrorCode, fieldConflict } from '@ostiary/domain/shared';

/** What breaking one of the database's own rules means to the person who asked. */
const CONSTRAINTS: Record<string, () => DomainError> = {
  app_user_username_key: () => fieldConflict('username', 'USERNAME_TAKEN'),
  app_user_email_key: () => fieldConflict('email', 'EMAIL_TAKEN'),
  app_user_phone_key: () => fieldConflict('phoneNumber', 'PHONE_TAKEN'),
  kyc_document_one_live: () => fieldConflict('documentType', 'DOCUMENT_EXISTS'),
  kyc_document_number_belongs_to_one_customer: () => fieldConflict('documentNumber', 'DOCUMENT_NUMBER_UNAVAILABLE'),
  kyc_decision_once: () => new DomainError('ALREADY_REVIEWED'),
  kyc_decision_not_own: () => new DomainError('SELF_REVIEW_FORBIDDEN'),
  kyc_application_not_reviewed_by_applicant: () => new DomainError('SELF_REVIEW_FORBIDDEN'),
  kyc_decision_four_eyes: () => new DomainError('SECOND_APPROVER_MUST_DIFFER'),
  policy_draft_one_open: () => new DomainError('POLICY_DRAFT_OPEN'),
  policy_draft_four_eyes: () => new DomainError('SECOND_APPROVER_MUST_DIFFER'),
  policy_version_four_eyes: () => new DomainError('SECOND_APPROVER_MUST_DIFFER'),
  policy_version_code_version_key: () => new DomainError('RECORD_CHANGED'),
  kyc_application_one_open: () => new DomainError('INVALID_TRANSITION'),
  data_key_under_hold: () => new DomainError('LEGAL_HOLD'),
  legal_hold_one_live: () => new DomainError('LEGAL_HOLD'),
  user_role_separates_duties: () => new DomainError('DUTIES_SEPARATED'),
  last_administrator: () => new DomainError('LAST_ADMINISTRATOR'),
  role_keeps_its_switch: () => new DomainError('FEATURE_NEEDED'),
  staff_invitation_open: () => fieldConflict('email', 'INVITATION_OPEN'),
  branch_code_key: () => fieldConflict('code', 'BRANCH_CODE_TAKEN'),
  branch_no_cycle: () => new DomainError('BRANCH_CYCLE'),
  kyc_application_edge: () => new DomainError('INVALID_TRANSITION'),
};

/** SQLSTATE classes and codes that mean "not now": connection, resources, shutdown, cancelled, lock not available. */
const NOT_NOW = /^(08...|53...|57P0.|57014|55P03|40001|40P01)$/;
/** Text that the database cannot hold: RFC 8259 allows NUL and half a surrogate pair, PostgreSQL does not. */
const UNSTORABLE = /^(22021|22P02|22P05)$/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOSPC', 'EDQUOT', 'EIO']);

const busy = (code: ErrorCode) => new DomainError(code, { retryAfterSeconds: 2 });

function property(error: unknown, name: string): string | undefined {
  if (typeof error !== 'object' || error === null || !(name in error)) return undefined;
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}

export function brokenConstraint(error: unknown): string | undefined {
  return property(error, 'constraint');
}

/** An unforeseen failure for the log. The database's words quote the values of the row (`Failing row contains …`): left out. */
export function loggable(error: unknown): unknown {
  if (!(error instanceof Error) || !/^[0-9A-Z]{5}$/.test(property(error, 'code') ?? '')) return error;
  const facts = ['code', 'constraint', 'table', 'column', 'routine'].map(
    (name) => [name, property(error, name)] as const,
  );
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
  return { type: error.name, ...Object.fromEntries(facts), stack: frames };
}

/** The refusal a failure amounts to, or undefined when it is one that nobody foresaw. */
export function asDomainError(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  if (error instanceof WorkQueueFullError) return busy('BUSY');
  // A process of before a new key, or with a ring that lost one: another process may hold it.
  if (error instanceof KeyNotHeldError) return busy('UNAVAILABLE');
  if (error instanceof CryptoError) return new DomainError('CORRUPTED_DATA');
  const constraint = CONSTRAINTS[brokenConstraint(error) ?? ''];
  if (constraint) return constraint();
  const code = property(error, 'code') ?? '';
  if (UNSTORABLE.test(code)) return new DomainError('MALFORMED_REQUEST');
  if (NOT_NOW.test(code) || NETWORK.has(code)) return busy('UNAVAILABLE');
  if (error instanceof Error && /timeout exceeded when trying to connect|Connection terminated/.test(error.message))
    return busy('UNAVAILABLE');
  return undefined;
}
