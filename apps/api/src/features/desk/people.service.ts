import type { SqlEntityManager } from '@ostiary/db';
import type { Person } from '@ostiary/domain/review';
import { invalidField, type Permission, type UserId } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';

const WORKS = 'not u.is_blocked and u.erased_at is null';

/** Names by id, as staff know each other. */
export async function namesById(em: SqlEntityManager, ids: readonly UserId[]): Promise<Map<string, string>> {
  const rows = await em.execute<Person[]>(
    'select id, coalesce(display_name, username) as name from app_user where id = any (?::uuid[])',
    [`{${ids.join(',')}}`],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

interface Place {
  /** The branch of the case that it is about; null for a case of none. */
  readonly branchId: string | null | undefined;
}

/**
 * The roles in force that hold one of these, as an array of PostgreSQL. Asked first, because a planner that knows which
 * roles are meant reads their few holders by an index; with a join it reads every customer of the bank.
 */
export async function rolesWith({ em }: Pick<Context, 'em'>, permissions: readonly Permission[]): Promise<string> {
  const roles = await em.execute<{ id: string }[]>(
    'select id from role where is_active and effective && ?::text[] order by id',
    [`{${permissions.join(',')}}`],
  );
  return `{${roles.map(({ id }) => id).join(',')}}`;
}

/** Everybody who holds a permission and can sign in, by name; of a case, whoever sees its branch. */
export async function staffWith({ em }: Pick<Context, 'em'>, permission: Permission, place?: Place): Promise<Person[]> {
  return em.execute<Person[]>(
    `select u.id, coalesce(u.display_name, u.username) as name from app_user u
     where ${WORKS} and (?::boolean or not u.only_own_branch or u.branch_id = ?::uuid)
       and u.id in (select ur.user_id from user_role ur where ur.is_active and ur.role_id = any (?::uuid[]))
     order by 2, 1`,
    [place === undefined, place?.branchId ?? null, await rolesWith({ em }, [permission])],
  );
}

/**
 * One row when somebody holds a permission and can sign in; it stays so until the transaction ends, because losing either
 * waits. Comes before any lock of a case, as everywhere: first people, then cases. The role itself is not locked: every
 * claim would write to that one row. Parameters: the person, the permission.
 */
export const KEEPS_PERMISSION = `select from app_user u join user_role ur on ur.user_id = u.id join role r on r.id = ur.role_id
  where u.id = ? and ${WORKS} and ur.is_active and r.is_active and ?::text = any (r.effective) for share of u, ur`;

/** Whether somebody holds a permission and can sign in, until the transaction ends. */
export async function keepsPermission(
  { em }: Pick<Context, 'em'>,
  { id, permission }: { readonly id: UserId; readonly permission: Permission },
): Promise<boolean> {
  return (await em.execute<unknown[]>(KEEPS_PERMISSION, [id, permission])).length > 0;
}

/** Throws `INVALID_INPUT` over `to` for somebody who sees the cases of another branch alone. */
export async function assertSeesBranch(
  { em }: Pick<Context, 'em'>,
  { to, branchId }: { readonly to: UserId; readonly branchId: string | null | undefined },
): Promise<void> {
  const elsewhere = await em.execute<unknown[]>(
    'select from app_user where id = ? and only_own_branch and branch_id is distinct from ?::uuid',
    [to, branchId ?? null],
  );
  if (elsewhere.length > 0) throw invalidField('to', 'CANNOT_TAKE_CASES');
}

/** Throws `INVALID_INPUT` over `to` for somebody who may not take cases. */
export async function assertTaker(tx: Pick<Context, 'em'>, to: UserId): Promise<void> {
  if (!(await keepsPermission(tx, { id: to, permission: 'review.claim' })))
    throw invalidField('to', 'CANNOT_TAKE_CASES');
}
