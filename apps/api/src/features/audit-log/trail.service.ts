import type { AuditTrail, CaseTrailInput, PersonTrailInput } from '@ostiary/domain/audit';
import { DomainError } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import type { Condition } from './condition.ts';
import { readPage } from './event-rows.ts';
import { recordLook } from './look.ts';
import { knownPeople, shownName } from './people.ts';
import { presentPage } from './search.service.ts';

/** What records point at a case: itself, its applicant, what was sent for it, and alerts about it. */
const OF_CASE = `(e.target_type, e.target_id) in (
  select 'kyc_application', a.id::text from kyc_application a where a.id = ?
  union all select t.type, a.customer_id::text from kyc_application a, (values ('app_user'), ('customer')) t(type) where a.id = ?
  union all select 'kyc_document', d.id::text from kyc_document d where d.application_id = ?
  union all select 'upload', u.id::text from upload u where u.application_id = ?
  union all select 'fraud_alert', f.id::text from fraud_alert f where f.application_id = ?)`;

/** What was done to a person: to the account, the customer, their applications, documents and sessions. */
const TO_PERSON = `(e.target_type, e.target_id) in (
  select t.type, ?::text from (values ('app_user'), ('customer')) t(type)
  union all select 'kyc_application', a.id::text from kyc_application a where a.customer_id = ?::uuid
  union all select 'kyc_document', d.id::text from kyc_document d where d.customer_id = ?::uuid
  union all select 'fraud_alert', f.id::text from fraud_alert f where f.customer_id = ?::uuid
  union all select 'session', s.id::text from session s where s.user_id = ?::uuid)`;
const BY_PERSON = 'e.actor_id = ?::uuid';

const repeated = (sql: string, id: string): Condition => ({
  sql,
  params: Array.from({ length: sql.split('?').length - 1 }, () => id),
});

async function about({ em }: StaffContext, id: string): Promise<AuditTrail['about'] | null> {
  const known = await knownPeople(em, [id]);
  const person = known.get(id);
  if (!person) return null;
  const cases = await em.execute<{ id: string; status: string; created_at: string }[]>(
    'select id, status, created_at from kyc_application where customer_id = ? order by created_at desc, id desc',
    [id],
  );
  return {
    name: shownName(known, id),
    customerNumber: person.customer_number,
    isErased: person.is_erased,
    cases: cases.map((row) => ({ id: row.id, status: row.status, createdAt: new Date(row.created_at).toISOString() })),
  };
}

/** Everything one person did and everything done to them. Throws `NOT_FOUND` for who never was, `INVALID_INPUT` on `cursor`. */
export async function personTrail(ctx: StaffContext, { id, ...paged }: PersonTrailInput): Promise<AuditTrail> {
  const heading = await about(ctx, id);
  const page = await readPage(ctx.em, {
    ...paged,
    parts: [],
    anyOf: [repeated(BY_PERSON, id), repeated(TO_PERSON, id)],
  });
  // Whoever was swept away with their row is still in the record.
  if (!heading && page.rows.length === 0 && paged.cursor === undefined) throw new DomainError('NOT_FOUND');
  await recordLook(ctx, { action: 'audit.person-followed', target: { type: 'app_user', id }, of: { id } });
  const unknown = { name: null, customerNumber: null, isErased: false, cases: [] };
  return { ...(await presentPage(ctx, page)), about: heading ?? unknown };
}

/** Everything about one application: given, checked, judged, decided, looked at. Throws `NOT_FOUND`, and as above. */
export async function caseTrail(ctx: StaffContext, { id, ...paged }: CaseTrailInput): Promise<AuditTrail> {
  const [row] = await ctx.em.execute<{ customer_id: string }[]>(
    'select customer_id from kyc_application where id = ?',
    [id],
  );
  const heading = row && (await about(ctx, row.customer_id));
  if (!heading) throw new DomainError('NOT_FOUND');
  const page = await readPage(ctx.em, { ...paged, parts: [repeated(OF_CASE, id)] });
  await recordLook(ctx, { action: 'audit.case-followed', target: { type: 'kyc_application', id }, of: { id } });
  return { ...(await presentPage(ctx, page)), about: heading };
}
