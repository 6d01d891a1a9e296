import {
  assertDutiesSeparated,
  assertNotOwnRoles,
  isStaffRole,
  type PersonView,
  type RoleInput,
  type SetRolesInput,
} from '@ostiary/domain/access';
import { DomainError, type FieldCode, invalidField, type Permission, type UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordChange } from '../access/access-change.service.ts';
import { assertNotLast, lockAdministration, lockedStaff } from '../access/administration.service.ts';
import { endSessions } from '../auth/end-sessions.service.ts';
import { returnEventsOf } from '../security-events/event-work.service.ts';
import { readPerson } from './person.service.ts';

export interface StaffRole {
  readonly id: string;
  readonly name: string;
  readonly permissions: Permission[];
}

const ROLE_UNKNOWN: FieldCode = 'ROLE_UNKNOWN';

/** A role that staff may hold. Throws `INVALID_INPUT` on `field`. */
export async function findStaffRole(
  { em }: Pick<StaffContext, 'em'>,
  name: string,
  field = 'role',
): Promise<StaffRole> {
  const [role] = await em.execute<StaffRole[]>('select id, name, permissions from role where name = ? and is_active', [
    name,
  ]);
  if (!role || !isStaffRole(role.permissions)) throw invalidField(field, ROLE_UNKNOWN);
  return role;
}

const heldBy = ({ em }: Pick<StaffContext, 'em'>, id: UserId) =>
  em.execute<StaffRole[]>(
    `select r.id, r.name, r.permissions from user_role ur join role r on r.id = ur.role_id
     where ur.user_id = ? and ur.is_active and r.is_active order by r.name`,
    [id],
  );

interface Given {
  readonly id: UserId;
  readonly role: StaffRole;
  readonly why: string;
}

async function give(tx: StaffContext, { id, role, why }: Given): Promise<void> {
  const held = await heldBy(tx, id);
  if (held.some((one) => one.id === role.id)) throw new DomainError('ROLE_HELD');
  assertDutiesSeparated([...held, role].flatMap(({ permissions }) => permissions));
  await tx.em.execute(
    `insert into user_role (id, user_id, role_id, assigned_by, assigned_at) values (?, ?, ?, ?, ?)
     on conflict (user_id, role_id) do update
       set is_active = true, assigned_by = excluded.assigned_by, assigned_at = excluded.assigned_at`,
    [uuidv7(), id, role.id, tx.actor.id, tx.now],
  );
  const record = { action: 'role.assigned', after: { role: role.name } } as const;
  await recordChange(tx, { userId: id, kind: 'ROLE_ASSIGNED', by: tx.actor.id, why, roleId: role.id, record });
}

/** Cases of somebody who may no longer claim go back by the trigger `user_role_leaves_desk`. */
async function take(tx: StaffContext, { id, role, why }: Given): Promise<void> {
  if (!(await heldBy(tx, id)).some((one) => one.id === role.id)) throw new DomainError('ROLE_NOT_HELD');
  if (role.permissions.includes('roles.assign')) await assertNotLast(tx, id);
  await tx.em.execute('update user_role set is_active = false where user_id = ? and role_id = ?', [id, role.id]);
  const left = await heldBy(tx, id);
  if (!left.some(({ permissions }) => permissions.includes('security.resolve'))) await returnEventsOf(tx, id);
  if (!left.some(({ permissions }) => permissions.includes('self.manage')))
    await endSessions(tx, { userId: id, reason: 'REVOKED', kind: 'STAFF' });
  const record = { action: 'role.revoked', before: { role: role.name } } as const;
  await recordChange(tx, { userId: id, kind: 'ROLE_REVOKED', by: tx.actor.id, why, roleId: role.id, record });
}

async function reach(tx: StaffContext, id: UserId): Promise<void> {
  assertNotOwnRoles({ by: tx.actor.id, person: id });
  await lockAdministration(tx, 'roles.assign');
  await lockedStaff(tx, id);
}

async function change(ctx: StaffContext, { id, role, why }: RoleInput, act: typeof give): Promise<PersonView> {
  return inTransaction(ctx, async (tx) => {
    await reach(tx, id);
    await act(tx, { id, role: await findStaffRole(tx, role), why });
    await tx.em.execute('update app_user set access_version = access_version + 1 where id = ?', [id]);
    await tx.em.flush();
    return readPerson(tx, id);
  });
}

/** Throws `OWN_ROLES_FORBIDDEN`, `NOT_FOUND`, `INVALID_INPUT` on `role`, `ROLE_HELD`, `DUTIES_SEPARATED`. */
export const assignRole = (ctx: StaffContext, input: RoleInput): Promise<PersonView> => change(ctx, input, give);

/**
 * In force with the person's next request; their cases go back where they may no longer claim. Throws
 * `OWN_ROLES_FORBIDDEN`, `NOT_FOUND`, `INVALID_INPUT` on `role`, `ROLE_NOT_HELD`, `LAST_ADMINISTRATOR`.
 */
export const revokeRole = (ctx: StaffContext, input: RoleInput): Promise<PersonView> => change(ctx, input, take);

/** PUT /api/users/{id}/roles/: exactly these, or nothing is changed. What goes, goes first: roles may be exchanged. */
export async function setRoles(ctx: StaffContext, { id, roles, why }: SetRolesInput): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await reach(tx, id);
    const wanted: StaffRole[] = [];
    for (const name of new Set(roles)) wanted.push(await findStaffRole(tx, name, 'roles'));
    const held = (await heldBy(tx, id)).filter(({ permissions }) => isStaffRole(permissions));
    const gone = held.filter((role) => !wanted.some((one) => one.id === role.id));
    for (const role of gone) await take(tx, { id, role, why });
    const fresh = wanted.filter((role) => !held.some((one) => one.id === role.id));
    for (const role of fresh) await give(tx, { id, role, why });
    if (gone.length + fresh.length > 0)
      await tx.em.execute('update app_user set access_version = access_version + 1 where id = ?', [id]);
  });
}
