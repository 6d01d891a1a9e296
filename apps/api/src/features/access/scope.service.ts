import { DomainError } from '@ostiary/domain/shared';
import { type Condition, listOf } from '../../condition.ts';
import type { Actor, StaffContext } from '../../context.ts';

const EVERY: Condition = { sql: 'true', params: [] };

type Scoped = { readonly actor: Pick<Actor, 'onlyBranch'> };

/** What a list of cases leaves out for somebody who sees one branch alone; `a` is `kyc_application`. */
export const casesInScope = ({ actor }: Scoped): Condition[] =>
  actor.onlyBranch === null ? [] : [{ sql: 'a.branch_id = ?::uuid', params: [actor.onlyBranch] }];

/** The state of a customer's newest application, of those that this person may see; a value to select. */
export function newestStatus(ctx: Scoped, customer: 'c.id' | 'u.id'): Condition {
  const [{ sql, params } = EVERY] = casesInScope(ctx);
  return {
    sql: `(select a.status from kyc_application a where a.customer_id = ${customer} and ${sql}
      order by a.created_at desc, a.id desc limit 1)`,
    params,
  };
}

/** The same for lists of people: customers who have handed in something at that branch; `c` is `customer`. */
export const customersInScope = ({ actor }: Scoped): Condition[] =>
  actor.onlyBranch === null
    ? []
    : [
        {
          sql: 'exists (select from kyc_application own where own.customer_id = c.id and own.branch_id = ?::uuid)',
          params: [actor.onlyBranch],
        },
      ];

/** Hands in nothing at a branch, and is no colleague either; `who` is `customer`. */
const foreignTo = (branch: '?::uuid' | 'u.branch_id') =>
  `not exists (select from kyc_application own where own.customer_id = who.id and own.branch_id = ${branch})
  and not exists (select from user_role ur join role r on r.id = ur.role_id
    where ur.user_id = who.id and 'self.manage' = any (r.permissions))`;
const FOREIGN = foreignTo('?::uuid');

/** What a list of whoever it may be leaves out: customers of other branches; `person` is the id of an `app_user`, or null. */
export const peopleInScope = ({ actor }: Scoped, person: 'u.id' | 'a.user_id' | 'e.user_id'): Condition[] =>
  actor.onlyBranch === null
    ? []
    : [
        {
          sql: `not exists (select from customer who where who.id = ${person} and ${FOREIGN})`,
          params: [actor.onlyBranch],
        },
      ];

/** Who may hear of a person: of a customer elsewhere nobody who sees one branch alone; `u` is `app_user`. */
export const mayHearOf = (person: '?' | 'e.user_id') =>
  `not (u.only_own_branch and exists (select from customer who where who.id = ${person} and ${foreignTo('u.branch_id')}))`;

/** For what concerns every branch. Throws `FORBIDDEN` for somebody who sees one alone. */
export function assertSeesAll({ actor }: Scoped): void {
  if (actor.onlyBranch !== null) throw new DomainError('FORBIDDEN');
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ALERT = /^ALERT[0-9A-Z]{10}$/;

/** Deeper than any request of ours; a tower of brackets would exhaust the stack. */
const MAX_DEPTH = 20;

/** Whatever a request may name a row by. */
function namesIn(value: unknown, depth = 0): string[] {
  if (depth > MAX_DEPTH) throw new DomainError('MALFORMED_REQUEST');
  if (typeof value === 'string') return UUID.test(value) || ALERT.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((inner) => namesIn(inner, depth + 1));
}

/** Each kind of row that belongs to a case; the last `?` of each line is the person's own branch. */
const ELSEWHERE = `
  select exists (select from kyc_application a where a.id = any (?::uuid[]) and a.branch_id is distinct from ?::uuid)
    or exists (select from kyc_document d join kyc_application a on a.id = d.application_id
      where d.id = any (?::uuid[]) and a.branch_id is distinct from ?::uuid)
    or exists (select from fraud_alert f left join kyc_application a on a.id = f.application_id
      where f.alert_number = any (?::text[]) and a.branch_id is distinct from ?::uuid)
    or exists (select from customer who where who.id = any (?::uuid[]) and ${FOREIGN})
    or exists (select from security_event e join customer who on who.id = e.user_id where e.id = any (?::uuid[]) and ${FOREIGN})
    as is_elsewhere`;

/**
 * For somebody who sees one branch alone, whatever a request names that belongs to a case of another is not found: asked
 * of every procedure for staff before it runs, so that none can forget it. Throws `NOT_FOUND`, `MALFORMED_REQUEST`.
 */
export async function assertInScope({ em, actor }: StaffContext, input: unknown): Promise<void> {
  const branch = actor.onlyBranch;
  const names = branch === null ? [] : [...new Set(namesIn(input))];
  if (names.length === 0) return;
  const ids = listOf(names.filter((name) => UUID.test(name)));
  const alerts = listOf(names.filter((name) => ALERT.test(name)));
  const [row] = await em.execute<{ is_elsewhere: boolean }[]>(ELSEWHERE, [
    ids,
    branch,
    ids,
    branch,
    alerts,
    branch,
    ids,
    branch,
    ids,
    branch,
  ]);
  if (row?.is_elsewhere !== false) throw new DomainError('NOT_FOUND', { isOnRecord: true });
}
