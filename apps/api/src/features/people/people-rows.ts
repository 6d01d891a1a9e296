import type { PersonItem } from '@ostiary/domain/access';

/** One line of the list of staff. */
export interface PersonRow {
  readonly id: string;
  readonly state: PersonItem['state'];
  readonly username: string | null;
  readonly name: string;
  readonly email: string;
  readonly roles: string[];
  readonly branch_id: string | null;
  readonly branch_code: string | null;
  readonly branch_name: string | null;
  readonly only_own_branch: boolean;
  readonly has_second_factor: boolean;
  readonly last_login: string | null;
  readonly invited_at: string | null;
  readonly expires_at: string | null;
}

const BRANCH = 'b.id as branch_id, b.code as branch_code, b.name as branch_name';

/** Whoever holds or held a role for staff. The two halves are read along an index each: a million customers hold roles, too. */
const STAFF = `
  select ur.user_id as id from role r join user_role ur on ur.role_id = r.id and ur.is_active
  where 'self.manage' = any (r.permissions)
  union select ur.user_id from role r join user_role ur on ur.role_id = r.id and not ur.is_active
  where 'self.manage' = any (r.permissions)`;

export const PEOPLE = `
  select u.id, case when u.is_blocked then 'BLOCKED' else 'ACTIVE' end as state, u.username,
    coalesce(u.display_name, u.username) as name, u.email,
    array(select r.name from user_role ur join role r on r.id = ur.role_id
      where ur.user_id = u.id and ur.is_active and r.is_active order by r.name) as roles,
    ${BRANCH}, u.only_own_branch,
    exists (select from second_factor f where f.user_id = u.id and f.confirmed_at is not null) as has_second_factor,
    u.last_login, null::timestamptz as invited_at, null::timestamptz as expires_at
  from (${STAFF}) staff join app_user u using (id) left join branch b on b.id = u.branch_id where u.erased_at is null`;

export const INVITED = `
  select i.id, 'INVITED' as state, null as username, i.display_name as name, i.email, array[r.name] as roles,
    ${BRANCH}, i.only_own_branch, false as has_second_factor, null::timestamptz as last_login, i.sent_at as invited_at,
    i.expires_at
  from staff_invitation i join role r on r.id = i.role_id left join branch b on b.id = i.branch_id
  where i.email is not null`;

const moment = (text: string | null) => (text === null ? null : new Date(text).toISOString());

export function itemOf(row: PersonRow): PersonItem {
  const { branch_id: id, branch_code: code, branch_name: name } = row;
  return {
    id: row.id,
    state: row.state,
    username: row.username,
    displayName: row.name,
    email: row.email,
    roles: row.roles,
    branch: id === null || code === null || name === null ? null : { id, code, name },
    onlyOwnBranch: row.only_own_branch,
    hasSecondFactor: row.has_second_factor,
    lastSignInAt: moment(row.last_login),
    invitedAt: moment(row.invited_at),
    expiresAt: moment(row.expires_at),
  };
}
