import type { AuditTrailRef } from '@ostiary/domain/audit';
import type { Condition } from '../../condition.ts';

/** What records point at a case: itself, its applicant, what was sent for it, and alerts about it. */
export const OF_CASE = `(e.target_type, e.target_id) in (
  select 'kyc_application', a.id::text from kyc_application a where a.id = ?
  union all select t.type, a.customer_id::text from kyc_application a, (values ('app_user'), ('customer')) t(type) where a.id = ?
  union all select 'kyc_document', d.id::text from kyc_document d where d.application_id = ?
  union all select 'upload', u.id::text from upload u where u.application_id = ?
  union all select 'fraud_alert', f.id::text from fraud_alert f where f.application_id = ?)`;

/** What was done to a person: to the account, the customer, all that is theirs, and what the bank noted about them. */
export const TO_PERSON = `(e.target_type, e.target_id) in (
  select t.type, ?::text from (values ('app_user'), ('customer')) t(type)
  union all select 'kyc_application', a.id::text from kyc_application a where a.customer_id = ?::uuid
  union all select 'kyc_document', d.id::text from kyc_document d where d.customer_id = ?::uuid
  union all select 'upload', u.id::text from upload u where u.customer_id = ?::uuid
  union all select 'fraud_alert', f.id::text from fraud_alert f where f.customer_id = ?::uuid
  union all select 'invitation', i.id::text from staff_invitation i where i.accepted_by = ?::uuid
  union all select 'security_event', v.id::text from security_event v where v.user_id = ?::uuid
  union all select 'session', s.id::text from session s where s.user_id = ?::uuid)`;
const BY_PERSON = 'e.actor_id = ?::uuid';

const repeated = (sql: string, id: string): Condition => ({
  sql,
  params: Array.from({ length: sql.split('?').length - 1 }, () => id),
});

/** Which events `e` belong to a trail: any of these, each of which an index serves. */
export const trailOf = ({ of, id }: AuditTrailRef): Condition[] =>
  of === 'case' ? [repeated(OF_CASE, id)] : [repeated(BY_PERSON, id), repeated(TO_PERSON, id)];
