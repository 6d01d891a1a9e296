import type { PersonRef, PersonView, Portal } from '@ostiary/domain/access';
import { DomainError, type Language, Permission, type UserId } from '@ostiary/domain/shared';
import { z } from 'zod';
import type { StaffContext } from '../../context.ts';
import { isSecondFactorRequired } from '../../security-profile.ts';
import { listChanges } from '../access/access-change.service.ts';
import { isLastAdministrator } from '../access/administration.service.ts';
import { sessionsOf } from '../access/session-views.service.ts';
import { recordLook } from '../audit/look.service.ts';
import { itemOf, PEOPLE, type PersonRow } from './people-rows.ts';

interface Account {
  readonly language: Language;
  readonly created_at: string;
  readonly requires_second_factor: boolean;
  readonly must_reset_password: boolean;
  readonly session_hours: number | null;
  readonly closed_portals: Portal[];
  readonly access_version: number;
  readonly claimed_cases: number;
  readonly permissions: string[];
}

const ACCOUNT = `
  select u.language, u.created_at, u.requires_second_factor, u.must_reset_password, u.session_hours, u.closed_portals,
    u.access_version,
    (select count(*)::int from kyc_application a where a.claimed_by = u.id) as claimed_cases,
    array(select distinct permission from user_role ur join role r on r.id = ur.role_id and r.is_active
      cross join unnest(r.effective) permission where ur.user_id = u.id and ur.is_active) as permissions
  from app_user u where u.id = ?`;

interface HeldRow {
  readonly role: string;
  readonly description: string;
  readonly by: string | null;
  readonly at: string;
  readonly why: string | null;
}

/** Why a role was given stands with the newest change that gave it. */
const HELD = `
  select r.name as role, r.description, coalesce(d.display_name, d.username) as by, ur.assigned_at as at,
    (select x.why from access_change x where x.user_id = ur.user_id and x.role_id = ur.role_id
       and x.kind in ('ROLE_ASSIGNED', 'INVITED') order by x.done_at desc, x.id desc limit 1) as why
  from user_role ur join role r on r.id = ur.role_id left join app_user d on d.id = ur.assigned_by
  where ur.user_id = ? and ur.is_active order by r.name`;

const PORTALS = ['customer', 'staff'] as const satisfies readonly Portal[];

async function accountOf({ em }: StaffContext, id: UserId): Promise<Account> {
  const [account] = await em.execute<Account[]>(ACCOUNT, [id]);
  if (!account) throw new DomainError('NOT_FOUND');
  return account;
}

async function rolesOf({ em }: StaffContext, id: UserId): Promise<PersonView['roleList']> {
  const rows = await em.execute<HeldRow[]>(HELD, [id]);
  return rows.map(({ role, description, by, at, why }) => ({
    role,
    description,
    assignedBy: by,
    assignedAt: new Date(at).toISOString(),
    why,
  }));
}

const securityOf = (account: Account): PersonView['security'] => ({
  requiresSecondFactor: account.requires_second_factor,
  mustChangePassword: account.must_reset_password,
  sessionHours: account.session_hours,
  portals: PORTALS.filter((portal) => !account.closed_portals.includes(portal)),
});

/** A member of staff as an administrator or auditor sees them. Throws `NOT_FOUND`, also for a customer. */
export async function readPerson(ctx: StaffContext, id: UserId): Promise<PersonView> {
  const [row] = await ctx.em.execute<PersonRow[]>(`select * from (${PEOPLE}) p where p.id = ?`, [id]);
  if (!row) throw new DomainError('NOT_FOUND');
  const account = await accountOf(ctx, id);
  return {
    ...itemOf(row),
    id,
    username: row.username ?? '',
    language: account.language,
    createdAt: new Date(account.created_at).toISOString(),
    isSelf: id === ctx.actor.id,
    isLastAdministrator: await isLastAdministrator(ctx, id),
    version: account.access_version,
    roleList: await rolesOf(ctx, id),
    history: await listChanges(ctx, id),
    permissions: z.array(Permission).parse(account.permissions),
    sessions: await sessionsOf(ctx, { id, seesAddress: ctx.actor.permissions.has('staff.manage') }),
    claimedCases: account.claimed_cases,
    security: securityOf(account),
    isFactorRequiredByBank: isSecondFactorRequired(ctx.deps.env, 'staff'),
  };
}

/** The same, and the look is on record, once for what the screen asks anew after a change or on coming back. */
export async function getPerson(ctx: StaffContext, { id }: PersonRef): Promise<PersonView> {
  const view = await readPerson(ctx, id);
  await recordLook(ctx, { action: 'person.viewed', target: { type: 'app_user', id }, of: { id } });
  return view;
}
