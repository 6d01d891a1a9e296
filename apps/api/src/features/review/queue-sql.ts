import type { QueueSort } from '@ostiary/domain/review';
import { allOf, type Condition, listOf } from '../../condition.ts';
import { type KeyValues, ORDERS } from './queue-cursor.ts';
import type { QueuePlan } from './queue-plan.ts';

export const COUNT_LIMIT = 1_000;
/**
 * How a page is looked for where no order of an index knows the filter: what fits is gathered and sorted while it is
 * little; where it is much, it soon turns up among the next rows of the order, unless all of it lies further on.
 */
export const STAGES = [{ gather: COUNT_LIMIT }, { pass: 5_000 }, { gather: 4_000 }, { pass: 200_000 }] as const;

export interface PageRequest {
  readonly sort: QueueSort;
  readonly after: KeyValues | null;
  readonly limit: number;
}

const keysOf = (sort: QueueSort, alias: string) => ORDERS[sort].keys.map((key) => `${alias}.${key}`).join(', ');

function after({ sort, after: values }: PageRequest, alias: string): Condition[] {
  if (values === null) return [];
  const casts = ORDERS[sort].casts.map((cast) => `?::${cast}`).join(', ');
  return [{ sql: `(${keysOf(sort, alias)}) > (${casts})`, params: values }];
}

/** Lines of the ids in `page`, each with `total.n`; one without an id where there is none. */
function lines(total: Condition, page: Condition, sort: QueueSort): Condition {
  return {
    sql: `with total as materialized (${total.sql}), page as materialized (${page.sql})
      select t.n, a.id, a.status, a.risk_band, a.risk_score, a.round, a.claimed_by, a.assigned_to,
        a.submitted_at, a.due_at, a.lease_expires_at, a.submitted_at::text as submitted_key, a.due_at::text as due_key,
        a.risk_rank, c.customer_number, c.business_name, c.first_name, c.last_name, c.country, v.code as policy, v.applicant_kind,
        b.name as branch, coalesce(assignee.display_name, assignee.username) as assignee,
        coalesce(holder.display_name, holder.username) as holder
      from total t
      left join (page join kyc_application a using (id) join customer c on c.id = a.customer_id
        join policy_version v on v.id = a.policy_version_id) on true
      left join branch b on b.id = a.branch_id
      left join app_user assignee on assignee.id = a.assigned_to
      left join app_user holder on holder.id = a.claimed_by
      order by ${keysOf(sort, 'a')}`,
    params: [...total.params, ...page.params],
  };
}

interface Walk {
  readonly columns: string;
  readonly where: readonly Condition[];
  readonly order: QueueSort;
  readonly limit: number;
}

/** Cases by signal: their orders, and nothing else of them. */
const SIGNALS = '(select *, application_id as id from application_signal)';

/**
 * The first rows of each lane (one status and one band, policy version, branch or signal), each read along its own index and no
 * further than asked: what one list of several statuses would have to sort.
 */
function walkLanes({ statuses, lanes }: QueuePlan, { columns, where, order, limit }: Walk): Condition {
  const { sql, params } = allOf(where);
  const values = lanes ? `cross join unnest(?::${lanes.cast}[]) l (value)` : '';
  const lane = lanes ? `and a.${lanes.column} = l.value` : '';
  const table = lanes?.column === 'code' ? SIGNALS : 'kyc_application';
  return {
    sql: `select r.* from unnest(?::text[]) s (status) ${values} cross join lateral (
        select ${columns} from ${table} a
        where a.submitted_at is not null and a.status = s.status ${lane} and ${sql}
        order by ${keysOf(order, 'a')} limit ${limit}) r`,
    params: [listOf(statuses), ...(lanes ? [listOf(lanes.values)] : []), ...params],
  };
}

/** One page where an index leads to what is asked for, and how many there are, to one beyond the limit. */
export function alongLanes(plan: QueuePlan, page: PageRequest): Condition {
  const { sort, limit } = page;
  const rest = plan.rest.filter(({ sql }) => plan.lanes === null || !sql.startsWith(`a.${plan.lanes.column} `));
  const found = walkLanes(plan, {
    columns: keysOf(sort, 'a'),
    where: [...rest, ...after(page, 'a')],
    order: sort,
    limit: limit + 1,
  });
  const counted = walkLanes(plan, { columns: '1', where: rest, order: sort, limit: COUNT_LIMIT + 1 });
  return lines(
    {
      sql: `select count(*)::integer as n from (${counted.sql} limit ${COUNT_LIMIT + 1}) counted`,
      params: counted.params,
    },
    { sql: `select r.id from (${found.sql}) r order by ${keysOf(sort, 'r')} limit ${limit + 1}`, params: found.params },
    sort,
  );
}

const ASKED = 'a.risk_band, a.policy_version_id, a.branch_id, a.assigned_to, a.signal_codes';

/** The next rows in order, of all statuses together, whether they fit or not; read from the index alone, but for names. */
function stream({ statuses, search, rest }: QueuePlan, page: PageRequest, rows: number): Condition {
  const { sql, params } = allOf(after(page, 'a'));
  const asked = [
    ASKED,
    ...(page.sort === 'risk' ? ['a.risk_rank'] : []),
    ...(search ? ['a.applicant_key'] : []),
    ...(rest.some((one) => one.sql.startsWith('a.claimed_by ')) ? ['a.claimed_by'] : []),
  ].join(', ');
  // Each status ends for itself, too: that is what makes the planner merge their indexes, row by row.
  const each = statuses.map(
    (status) => `(select a.id, a.due_at, a.submitted_at, ${asked} from kyc_application a
      where a.submitted_at is not null and a.status = '${status}' and ${sql}
      order by ${keysOf(page.sort, 'a')} limit ${rows})`,
  );
  return {
    sql: `select m.* from (${each.join(' union all ')}) m order by ${keysOf(page.sort, 'm')} limit ${rows}`,
    params: statuses.flatMap(() => params),
  };
}

/** One page of what fits among so many next rows; for filters that leave more than are counted. */
export function passingOver(plan: QueuePlan, page: PageRequest, rows: number): Condition {
  const next = stream(plan, page, rows);
  const { sql, params } = allOf([...plan.rest, ...(plan.search ? [plan.search] : [])]);
  return lines(
    { sql: `select ${COUNT_LIMIT + 1} as n`, params: [] },
    {
      sql: `select a.id from (${next.sql}) a where ${sql} limit ${page.limit + 1}`,
      params: [...next.params, ...params],
    },
    page.sort,
  );
}

const FACETS = 'queue_facets(a.status, a.risk_band, a.policy_version_id, a.branch_id, a.assigned_to, a.signal_codes)';

/** Whatever fits, in no order, up to a number. */
function hits({ statuses, facets, search, rest }: QueuePlan, most: number | null): Condition {
  const { sql, params } = allOf([
    { sql: 'a.status = any (?::text[])', params: [listOf(statuses)] },
    ...(search ? [search] : []),
    ...(facets.length === 0 ? [] : [{ sql: `${FACETS} @> ?::text[]`, params: [listOf(facets)] }]),
    ...rest,
  ]);
  return {
    sql: `select a.id, a.due_at, a.submitted_at, a.risk_rank from kyc_application a
      where a.submitted_at is not null and ${sql} ${most === null ? '' : `limit ${most}`}`,
    params,
  };
}

/** One page of what fits, gathered up to `most` and one, or all of it; `n` tells how many those are. */
export function gathered(plan: QueuePlan, page: PageRequest, most: number | null): Condition {
  const found = hits(plan, most === null ? null : most + 1);
  const more = allOf(after(page, 'h'));
  const { sql, params } = lines(
    { sql: 'select count(*)::integer as n from hits', params: [] },
    {
      sql: `select h.id from hits h where ${more.sql} order by ${keysOf(page.sort, 'h')} limit ${page.limit + 1}`,
      params: more.params,
    },
    page.sort,
  );
  return {
    sql: sql.replace('with total', `with hits as materialized (${found.sql}), total`),
    params: [...found.params, ...params],
  };
}
