import type { PersonRef, UsersFilter, UsersPage, UserView } from '@ostiary/domain/access';
import { type ApplicationStatus, kycStatusOf } from '@ostiary/domain/application';
import { DomainError, type UserId } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { momentOf, pageOf, readCursor } from '../../moment-cursor.ts';
import { newestStatus, peopleInScope } from '../access/scope.service.ts';
import { type Veil, veilOf } from '../access/veil.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { recordCustomerSearch } from '../audit/look.service.ts';
import { findCustomerSearch } from '../review/customer-search.service.ts';

interface UserRow {
  readonly id: UserId;
  readonly moment: string;
  readonly username: string;
  readonly email: string;
  readonly name: string;
  readonly roles: string[];
  readonly is_blocked: boolean;
  readonly customer_number: string | null;
  readonly status: ApplicationStatus | null;
  readonly last_login: string | null;
}

const rows = (status: string) => `
  select u.id, ${momentOf('u.created_at')} as moment, u.username, u.email, u.is_blocked, u.last_login, c.customer_number,
    coalesce(u.display_name, nullif(c.full_name, ''), u.username) as name,
    array(select r.name from user_role ur join role r on r.id = ur.role_id
      where ur.user_id = u.id and ur.is_active and r.is_active order by r.name) as roles,
    ${status} as status
  from app_user u left join customer c on c.id = u.id`;

/** Staff know each other by name; a customer is one's own affair. */
function whoIs({ username, email, name, customer_number }: UserRow, veil: Veil) {
  if (customer_number === null) return { username, email, name };
  return { username: veil.name(username), email: veil.email(email), name: veil.name(name) };
}

const viewOf = (row: UserRow, veil: Veil): UserView => ({
  id: row.id,
  ...whoIs(row, veil),
  roles: row.roles,
  isBlocked: row.is_blocked,
  customerId: row.customer_number,
  kycStatus: row.status && kycStatusOf(row.status),
  status: row.status,
  dateJoined: new Date(row.moment).toISOString(),
  lastLogin: row.last_login === null ? null : new Date(row.last_login).toISOString(),
});

const COUNT_LIMIT = 1_000;

/** Staff by username or e-mail, customers by whatever they are found by as well; each along its own index. */
function searchOf(ctx: StaffContext, text: string) {
  const by = findCustomerSearch(ctx, text);
  const customers =
    by === null ? '' : `union select c.id from customer c join app_user u on u.id = c.id where ${by.sql}`;
  return {
    sql: `u.id in (select id from app_user where lower(username) = lower(?)
      union select id from app_user where lower(email) = lower(?) ${customers})`,
    params: [text, text, ...(by?.params ?? [])],
  };
}

function conditions(ctx: StaffContext, { search = '', role, state }: UsersFilter) {
  return [
    { sql: 'u.erased_at is null', params: [] },
    ...peopleInScope(ctx, 'u.id'),
    ...(search === '' ? [] : [searchOf(ctx, search)]),
    ...(role === undefined
      ? []
      : [
          {
            sql: `exists (select from user_role ur join role r on r.id = ur.role_id and r.is_active
              where ur.user_id = u.id and ur.is_active and r.name = ?)`,
            params: [role],
          },
        ]),
    ...(state === undefined ? [] : [{ sql: 'u.is_blocked = ?', params: [state === 'BLOCKED'] }]),
  ];
}

/** Whoever may see staff and not customers would learn of customers here. Throws `FORBIDDEN`. */
function assertSeesCustomers({ actor }: StaffContext): void {
  if (!actor.permissions.has('customers.read')) throw new DomainError('FORBIDDEN');
}

/** GET /api/users/: customers and staff, newest first; the count is exact to 1 000. Throws `INVALID_INPUT` on `cursor`. */
export async function listUsers(ctx: StaffContext, filter: UsersFilter): Promise<UsersPage> {
  assertSeesCustomers(ctx);
  const parts = conditions(ctx, filter);
  const where = parts.map(({ sql }) => sql).join(' and ');
  const params = parts.flatMap((part): readonly unknown[] => part.params);
  const after = filter.cursor === undefined ? null : readCursor(filter.cursor);
  const status = newestStatus(ctx, 'u.id');
  const found = await ctx.em.execute<UserRow[]>(
    `${rows(status.sql)} where ${where} ${after ? 'and (u.created_at, u.id) < (?::timestamptz, ?::uuid)' : ''}
     order by u.created_at desc, u.id desc limit ?`,
    [...status.params, ...params, ...(after ?? []), filter.limit + 1],
  );
  const [counted] = await ctx.em.execute<{ n: number }[]>(
    `select count(*)::int as n from (select from app_user u left join customer c on c.id = u.id where ${where}
     limit ${COUNT_LIMIT + 1}) rows`,
    params,
  );
  const { page, nextCursor } = pageOf(found, filter.limit);
  const veil = veilOf(ctx);
  const n = counted?.n ?? 0;
  await recordCustomerSearch(ctx, filter);
  return {
    count: n > COUNT_LIMIT ? null : n,
    more: n > COUNT_LIMIT,
    next: nextCursor,
    results: page.map((row) => viewOf(row, veil)),
  };
}

/** One person as the list shows them, in whatever transaction. Throws `NOT_FOUND`. */
export async function readUser(ctx: StaffContext, id: UserId): Promise<UserView> {
  const status = newestStatus(ctx, 'u.id');
  const [row] = await ctx.em.execute<UserRow[]>(`${rows(status.sql)} where u.id = ? and u.erased_at is null`, [
    ...status.params,
    id,
  ]);
  if (!row) throw new DomainError('NOT_FOUND');
  return viewOf(row, veilOf(ctx));
}

/** GET /api/users/{id}/; the look is on record. Throws `NOT_FOUND`. */
export async function getUser(ctx: StaffContext, { id }: PersonRef): Promise<UserView> {
  assertSeesCustomers(ctx);
  const view = await readUser(ctx, id);
  const em = ctx.deps.orm.em.fork();
  const look =
    view.customerId === null
      ? ({ action: 'person.viewed', target: { type: 'app_user', id } } as const)
      : ({ action: 'customer.viewed', target: { type: 'customer', id } } as const);
  recordAudit({ ...ctx, em }, look);
  await em.flush();
  return view;
}
