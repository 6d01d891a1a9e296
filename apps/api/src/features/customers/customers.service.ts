import { AppUser, Customer, KycApplication, KycDocument, PiiReveal, SecondFactor } from '@ostiary/db';
import type { PersonRef, SessionViews } from '@ostiary/domain/access';
import type { ApplicationStatus } from '@ostiary/domain/application';
import type { CustomerFilter, CustomerItem, CustomerPage, CustomerView } from '@ostiary/domain/data-protection';
import type { ApplicantKind } from '@ostiary/domain/policy';
import { REQUIREMENT_TEXT } from '@ostiary/domain/requirements';
import { DomainError, fieldProblem, type UserId } from '@ostiary/domain/shared';
import { z } from 'zod';
import type { StaffContext } from '../../context.ts';
import { openVault } from '../../vault.ts';
import { customersInScope, newestStatus } from '../access/scope.service.ts';
import { sessionsOf } from '../access/session-views.service.ts';
import { type Veil, veilOf } from '../access/veil.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { recordCustomerSearch } from '../audit/look.service.ts';
import { listHolds } from '../data-protection/holds.service.ts';
import { getOwnFile } from '../requirements/case-file.service.ts';
import { presentRows } from '../requirements/present.service.ts';
import { readCustomerSearch } from '../review/customer-search.service.ts';

interface CustomerRow {
  readonly id: UserId;
  readonly customer_number: string;
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly applicant_kind: ApplicantKind;
  readonly status: ApplicationStatus | null;
  readonly created_at: string;
  readonly is_held: boolean;
  readonly is_blocked: boolean;
  readonly erasure_asked_at: string | null;
  readonly erased_at: string | null;
}

const rowsWith = (status: string) => `
  select c.id, c.customer_number, c.full_name as name, u.email, u.is_blocked,
    c.country, c.applicant_kind, c.created_at, c.erasure_asked_at, c.erased_at, ${status} as status,
    exists (select from legal_hold h where h.customer_id = c.id and h.lifted_at is null) as is_held
  from customer c join app_user u on u.id = c.id`;

const moment = (text: string | null) => (text === null ? null : new Date(text).toISOString());

function itemOf(row: CustomerRow, veil: Veil): CustomerItem {
  return {
    id: row.id,
    customerNumber: row.customer_number,
    name: veil.name(row.name),
    email: veil.email(row.email),
    country: row.country,
    applicantKind: row.applicant_kind,
    status: row.status,
    createdAt: new Date(row.created_at).toISOString(),
    isHeld: row.is_held,
    isBlocked: row.is_blocked,
    erasureAskedAt: moment(row.erasure_asked_at),
    erasedAt: moment(row.erased_at),
  };
}

const ONLY: Record<NonNullable<CustomerFilter['only']>, string> = {
  held: 'exists (select from legal_hold h where h.customer_id = c.id and h.lifted_at is null)',
  erasure_asked: 'c.erasure_asked_at is not null',
  erased: 'c.erased_at is not null',
  blocked: 'u.is_blocked',
};

/** Ids are UUIDv7: newest first by id is newest first by time. */
function readCursor(cursor: string): string {
  const id = z.uuid().safeParse(cursor);
  if (!id.success) throw new DomainError('INVALID_INPUT', { fields: { cursor: [fieldProblem('INVALID')] } });
  return id.data;
}

/** Customers, newest first, masked for those who only read; the search is on record. Throws `INVALID_INPUT` on `cursor` for one that we did not make, on `search` for too little. */
export async function listCustomers(ctx: StaffContext, filter: CustomerFilter): Promise<CustomerPage> {
  const parts = [
    ...customersInScope(ctx),
    ...(filter.search ? [readCustomerSearch(ctx, filter.search)] : []),
    ...(filter.only === undefined ? [] : [{ sql: ONLY[filter.only], params: [] }]),
    ...(filter.cursor === undefined ? [] : [{ sql: 'c.id < ?::uuid', params: [readCursor(filter.cursor)] }]),
  ];
  const where = parts.map(({ sql }) => sql).join(' and ') || 'true';
  const status = newestStatus(ctx, 'c.id');
  const rows = await ctx.em.execute<CustomerRow[]>(
    `${rowsWith(status.sql)} where ${where} order by c.id desc limit ?`,
    [...status.params, ...parts.flatMap((part): readonly unknown[] => part.params), filter.limit + 1],
  );
  const page = rows.slice(0, filter.limit);
  await recordCustomerSearch(ctx, filter);
  const veil = veilOf(ctx);
  return {
    items: page.map((row) => itemOf(row, veil)),
    nextCursor: rows.length > page.length ? (page.at(-1)?.id ?? null) : null,
  };
}

/** Address and name of birth day are for who holds a case; documents are counted only. */
const HIDDEN: readonly string[] = ['address', 'identity', 'email', 'phone', 'consent'];
const NAMES: readonly string[] = ['business', 'control_person'];

const isInBranch = ({ actor }: StaffContext, { branchId = null }: Pick<KycApplication, 'branchId'>) =>
  actor.onlyBranch === null || actor.onlyBranch === branchId;

async function given(ctx: StaffContext, customer: Customer): Promise<CustomerView['given']> {
  if (customer.erasedAt != null) return [];
  const file = await getOwnFile(ctx.em, customer.id);
  if (!isInBranch(ctx, file.application)) return [];
  const vault = await openVault(ctx, customer.id);
  const hidden = veilOf(ctx).isDrawn ? [...HIDDEN, ...NAMES] : HIDDEN;
  return presentRows(file, { vault, language: ctx.request.language }).flatMap(({ code, kind, summary }) =>
    summary === null || kind === 'document' || hidden.includes(code)
      ? []
      : [{ requirement: code, title: REQUIREMENT_TEXT[code].title[ctx.request.language], summary }],
  );
}

async function applications(ctx: StaffContext, customerId: UserId): Promise<CustomerView['applications']> {
  const rows = await ctx.em.find(KycApplication, { customerId }, { orderBy: { createdAt: 'desc', id: 'desc' } });
  const seen = rows.filter((row) => isInBranch(ctx, row));
  return seen.map(({ id, status, createdAt, submittedAt, decidedAt }) => ({
    id,
    status,
    createdAt: createdAt.toISOString(),
    submittedAt: submittedAt?.toISOString() ?? null,
    decidedAt: decidedAt?.toISOString() ?? null,
  }));
}

type Seen = Pick<CustomerView, 'applications' | 'documents'>;

/** What was handed in, as far as this person may see it. */
async function handedIn(ctx: StaffContext, customerId: UserId): Promise<Seen> {
  const seen = await applications(ctx, customerId);
  const ofSeen = { customerId, applicationId: { $in: seen.map(({ id }) => id) } };
  const documents = {
    count: await ctx.em.count(KycDocument, ofSeen),
    stored: await ctx.em.count(KycDocument, { ...ofSeen, fileRemovedAt: null }),
  };
  return { applications: seen, documents };
}

/** One customer, masked. The look is on record. Throws `NOT_FOUND`, `SELF_REVIEW_FORBIDDEN`. */
export async function getCustomer(ctx: StaffContext, { id }: { id: UserId }): Promise<CustomerView> {
  const status = newestStatus(ctx, 'c.id');
  const [row] = await ctx.em.execute<CustomerRow[]>(`${rowsWith(status.sql)} where c.id = ?`, [...status.params, id]);
  if (!row) throw new DomainError('NOT_FOUND');
  if (id === ctx.actor.id) throw new DomainError('SELF_REVIEW_FORBIDDEN');
  const customer = await ctx.em.findOneOrFail(Customer, { id });
  const user = await ctx.em.findOneOrFail(AppUser, { id });
  const veil = veilOf(ctx);
  const view = {
    ...itemOf(row, veil),
    phoneNumber: veil.phone(user.phoneNumber ?? ''),
    hasSecondFactor: (await ctx.em.count(SecondFactor, { userId: id, confirmedAt: { $ne: null } })) > 0,
    given: await given(ctx, customer),
    ...(await handedIn(ctx, id)),
    holds: await listHolds(ctx, id),
    looks: await ctx.em.count(PiiReveal, { customerId: id }),
  };
  const em = ctx.deps.orm.em.fork();
  recordAudit({ ...ctx, em }, { action: 'customer.viewed', target: { type: 'customer', id } });
  await em.flush();
  return view;
}

/** Where a customer is signed in. The look is on record. Throws `NOT_FOUND`. */
export async function listCustomerSessions(
  ctx: StaffContext,
  { id }: PersonRef,
): Promise<z.infer<typeof SessionViews>> {
  if ((await ctx.em.count(Customer, { id })) === 0) throw new DomainError('NOT_FOUND');
  const sessions = await sessionsOf(ctx, { id, seesAddress: ctx.actor.permissions.has('customers.block') });
  const em = ctx.deps.orm.em.fork();
  recordAudit({ ...ctx, em }, { action: 'customer.sessions-viewed', target: { type: 'customer', id } });
  await em.flush();
  return { sessions };
}
