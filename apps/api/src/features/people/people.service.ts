import type { PeopleChoices, PeopleFilter, PeoplePage } from '@ostiary/domain/access';
import { isCanonicalBase64url } from '@ostiary/domain/crypto';
import { DECIDING_PERMISSIONS, invalidField, type Permission } from '@ostiary/domain/shared';
import { z } from 'zod';
import { literal } from '../../condition.ts';
import type { StaffContext } from '../../context.ts';
import { INVITED, itemOf, PEOPLE, type PersonRow } from './people-rows.ts';

/** Name and id of a page's last row. */
const Cursor = z.tuple([z.string().max(200), z.uuid()]);

const cursorOf = ({ name, id }: PersonRow) =>
  Buffer.from(JSON.stringify([name.toLowerCase(), id])).toString('base64url');

function readCursor(text: string): [string, string] {
  try {
    if (!isCanonicalBase64url(text)) throw new TypeError('not base64url');
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw invalidField('cursor', 'INVALID');
  }
}

function conditions({ search = '', role, state, branchId, cursor }: PeopleFilter) {
  const like = `%${literal(search)}%`;
  const at = cursor === undefined ? [] : readCursor(cursor);
  return [
    ...(search === ''
      ? []
      : [{ sql: '(p.name ilike ? or p.username ilike ? or p.email ilike ?)', of: [like, like, like] }]),
    ...(role === undefined ? [] : [{ sql: '?::text = any (p.roles)', of: [role] }]),
    ...(state === undefined ? [] : [{ sql: 'p.state = ?', of: [state] }]),
    ...(branchId === undefined ? [] : [{ sql: 'p.branch_id = ?::uuid', of: [branchId] }]),
    ...(cursor === undefined ? [] : [{ sql: '(lower(p.name), p.id) > (?, ?::uuid)', of: at }]),
  ];
}

/** Staff and open invitations, by name. Throws `INVALID_INPUT` on `cursor` for one that we did not make. */
export async function listPeople({ em }: StaffContext, filter: PeopleFilter): Promise<PeoplePage> {
  const parts = conditions(filter);
  const rows = await em.execute<PersonRow[]>(
    `select * from (${PEOPLE} union all ${INVITED}) p
     where ${['true', ...parts.map(({ sql }) => sql)].join(' and ')} order by lower(p.name), p.id limit ?`,
    [...parts.flatMap(({ of }) => of), filter.limit + 1],
  );
  const page = rows.slice(0, filter.limit);
  const last = rows.length > filter.limit ? page.at(-1) : undefined;
  return { items: page.map(itemOf), nextCursor: last ? cursorOf(last) : null };
}

interface RoleRow {
  readonly role: string;
  readonly description: string;
  readonly permissions: Permission[];
}

/** Roles that staff may be given, and open branches, as far as whoever asks may give them. */
export async function listChoices({ em, actor }: StaffContext): Promise<PeopleChoices> {
  const roles = await em.execute<RoleRow[]>(
    `select name as role, description, permissions from role
     where is_active and 'self.manage' = any (permissions) and not 'application.own' = any (permissions) order by name`,
  );
  return {
    roles: roles.map((role) => ({
      ...role,
      isDeciding: role.permissions.some((permission) => DECIDING_PERMISSIONS.includes(permission)),
      isAuditing: role.permissions.includes('audit.read'),
    })),
    branches: await em.execute<PeopleChoices['branches']>(
      'select id, code, name from branch where closed_at is null and id = coalesce(?::uuid, id) order by name, code',
      [actor.onlyBranch],
    ),
    onlyBranch: actor.onlyBranch,
  };
}
