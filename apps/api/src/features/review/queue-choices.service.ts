import type { QueueChoices } from '@ostiary/domain/review';
import type { StaffContext } from '../../context.ts';

type Choices<Key extends keyof QueueChoices> = QueueChoices[Key];

/** Each policy under the title of its newest version. */
const POLICIES = `select distinct on (code) code, body ->> 'title' as title, country from policy_version order by code, version desc`;
const BRANCHES = `select code, name from branch where id = coalesce(?::uuid, id)
  and (closed_at is null or exists (select from kyc_application a where a.branch_id = branch.id)) order by name, code`;
/** Whoever may claim a case now. The limit tells the planner that few do, where a million customers have a role, too. */
const REVIEWERS = `
  select distinct u.id, coalesce(u.display_name, u.username) as name from role r
  cross join lateral (
    select ur.user_id from user_role ur where ur.role_id = r.id and ur.is_active order by ur.user_id limit 1000) holder
  join app_user u on u.id = holder.user_id
  where r.is_active and 'review.claim' = any (r.effective) and not u.is_blocked and u.erased_at is null
  order by name, u.id`;

/** What the filters of the queue offer. */
export async function listChoices({ em, actor }: StaffContext): Promise<QueueChoices> {
  return {
    policies: await em.execute<Choices<'policies'>>(POLICIES),
    branches: await em.execute<Choices<'branches'>>(BRANCHES, [actor.onlyBranch]),
    reviewers: await em.execute<Choices<'reviewers'>>(REVIEWERS),
  };
}
