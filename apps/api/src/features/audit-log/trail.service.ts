import type { AuditTrail, AuditTrailRef, CaseTrailInput, PersonTrailInput } from '@ostiary/domain/audit';
import { DomainError } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { recordLook } from '../audit/look.service.ts';
import { readPage } from './event-rows.ts';
import { knownPeople, shownName } from './people.ts';
import { presentPage } from './search.service.ts';
import { trailOf } from './trails.ts';

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
    anyOf: trailOf({ of: 'person', id }),
  });
  // Whoever was swept away with their row is still in the record.
  if (!heading && page.rows.length === 0 && paged.cursor === undefined) throw new DomainError('NOT_FOUND');
  await recordLook(ctx, { action: 'audit.person-followed', target: { type: 'app_user', id }, of: { id } });
  const unknown = { name: null, customerNumber: null, isErased: false, cases: [] };
  return { ...(await presentPage(ctx, page)), about: heading ?? unknown };
}

async function customerOf({ em }: StaffContext, caseId: string): Promise<string> {
  const [row] = await em.execute<{ customer_id: string }[]>('select customer_id from kyc_application where id = ?', [
    caseId,
  ]);
  if (!row) throw new DomainError('NOT_FOUND');
  return row.customer_id;
}

/** Throws `NOT_FOUND` for a case that never was; of a person records may be left where nothing else is. */
export async function assertTrail(ctx: StaffContext, { of, id }: AuditTrailRef): Promise<void> {
  if (of === 'case') await customerOf(ctx, id);
}

/** Everything about one application: given, checked, judged, decided, looked at. Throws `NOT_FOUND`, and as above. */
export async function caseTrail(ctx: StaffContext, { id, ...paged }: CaseTrailInput): Promise<AuditTrail> {
  const heading = await about(ctx, await customerOf(ctx, id));
  if (!heading) throw new DomainError('NOT_FOUND');
  const page = await readPage(ctx.em, { ...paged, parts: trailOf({ of: 'case', id }) });
  await recordLook(ctx, { action: 'audit.case-followed', target: { type: 'kyc_application', id }, of: { id } });
  return { ...(await presentPage(ctx, page)), about: heading };
}
