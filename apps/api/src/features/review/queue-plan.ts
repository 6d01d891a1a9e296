import type { ApplicationStatus } from '@ostiary/domain/application';
import type { QueueFilter } from '@ostiary/domain/review';
import { type Condition, listOf } from '../../condition.ts';
import type { StaffContext } from '../../context.ts';
import { readSearch } from './queue-search.ts';

const OPEN = ['SUBMITTED', 'IN_REVIEW', 'PENDING_SECOND_APPROVAL'] as const satisfies readonly ApplicationStatus[];
const DECIDED = ['APPROVED', 'REJECTED', 'EXPIRED', 'WITHDRAWN'] as const satisfies readonly ApplicationStatus[];

export const TAB_STATUSES: Record<QueueFilter['tab'], readonly ApplicationStatus[]> = {
  waiting: ['SUBMITTED'],
  mine: ['IN_REVIEW'],
  in_review: ['IN_REVIEW'],
  second_approval: ['PENDING_SECOND_APPROVAL'],
  action_required: ['ACTION_REQUIRED'],
  decided: DECIDED,
  all: [...OPEN, 'ACTION_REQUIRED', ...DECIDED],
};

/** What the rows of one stretch of an index have in common, beside the status; cases by signal are a table of their own. */
export interface Lanes {
  readonly column: 'risk_band' | 'policy_version_id' | 'branch_id' | 'code';
  readonly cast: 'text' | 'uuid';
  readonly values: readonly string[];
}

/** A filter in the terms of the tables. */
export interface QueuePlan {
  readonly statuses: readonly ApplicationStatus[];
  /** An index of its own leads to what is asked for; null where none is. */
  readonly lanes: Lanes | null;
  /** Every filter beyond the statuses. */
  readonly rest: readonly Condition[];
  /** What the index of facets knows of it; each has to be there. */
  readonly facets: readonly string[];
  readonly search: Condition | null;
  /** What no order of an index knows: rows are passed over, or gathered and sorted. */
  readonly isLoose: boolean;
}

const DUE: Record<NonNullable<QueueFilter['due']>, string> = {
  late: 'a.due_at < bank_now()',
  today: `a.due_at >= bank_now() and a.due_at < bank_now() + interval '1 day'`,
  week: `a.due_at >= bank_now() and a.due_at < bank_now() + interval '7 days'`,
};

const plain = (sql: string, ...params: unknown[]): Condition => ({ sql, params });

/** Ids of the versions that country, kind and code leave; null where none of the three is asked for. */
async function versionsOf({ em }: StaffContext, { policy, country, kind }: QueueFilter): Promise<string[] | null> {
  if (policy === undefined && country === undefined && kind === undefined) return null;
  const rows = await em.execute<{ id: string }[]>(
    `select id from policy_version where code = coalesce(?::text, code) and country = coalesce(?::text, country)
       and applicant_kind = coalesce(?::text, applicant_kind) order by id`,
    [policy ?? null, country ?? null, kind ?? null],
  );
  return rows.map(({ id }) => id);
}

/** Ids of the branch of that code: one or none; null where no branch is asked for. Whoever sees one alone asks for that. */
async function branchesOf({ em, actor }: StaffContext, { branch }: QueueFilter): Promise<string[] | null> {
  const { onlyBranch } = actor;
  if (branch === undefined) return onlyBranch === null ? null : [onlyBranch];
  const rows = await em.execute<{ id: string }[]>('select id from branch where code = ?', [branch]);
  return rows.map(({ id }) => id).filter((id) => onlyBranch === null || id === onlyBranch);
}

interface Sets {
  readonly versions: readonly string[] | null;
  readonly branches: readonly string[] | null;
  readonly bands: readonly string[] | null;
}

function lanesOf({ versions, branches, bands }: Sets): Lanes | null {
  if (branches) return { column: 'branch_id', cast: 'uuid', values: branches };
  if (versions) return { column: 'policy_version_id', cast: 'uuid', values: versions };
  return bands && { column: 'risk_band', cast: 'text', values: bands };
}

function assigneeOf(ctx: StaffContext, { assignee }: QueueFilter): string | null {
  if (assignee === undefined || assignee === 'nobody') return null;
  return assignee === 'me' ? ctx.actor.id : assignee;
}

function conditions(ctx: StaffContext, filter: QueueFilter, { versions, branches, bands }: Sets): Condition[] {
  const assignee = assigneeOf(ctx, filter);
  const set = (values: readonly string[] | null, sql: string) => (values === null ? [] : [plain(sql, listOf(values))]);
  return [
    ...set(versions, 'a.policy_version_id = any (?::uuid[])'),
    ...set(branches, 'a.branch_id = any (?::uuid[])'),
    ...set(bands, 'a.risk_band = any (?::text[])'),
    ...(filter.signal === undefined ? [] : [plain('a.signal_codes @> ?::text[]', listOf([filter.signal]))]),
    ...(filter.tab === 'mine' ? [plain('a.claimed_by = ?', ctx.actor.id)] : []),
    ...(assignee === null ? [] : [plain('a.assigned_to = ?', assignee)]),
    ...(filter.assignee === 'nobody' ? [plain('a.assigned_to is null')] : []),
    ...(filter.due === undefined ? [] : [plain(DUE[filter.due])]),
    ...(filter.olderThanHours === undefined
      ? []
      : [plain(`a.submitted_at <= bank_now() - ?::integer * interval '1 hour'`, filter.olderThanHours)]),
  ];
}

function statusesOf({ tab, status, due }: QueueFilter): ApplicationStatus[] {
  return TAB_STATUSES[tab].filter(
    (one) =>
      (status === undefined || one === status) &&
      // Whoever has an answer waits for nothing.
      (due === undefined || OPEN.some((open) => open === one)),
  );
}

/** Who is a customer too does not read of their own case; of others nothing has to be asked. */
async function notOwn({ em, actor }: StaffContext): Promise<Condition[]> {
  const rows = await em.execute<unknown[]>('select from customer where id = ?', [actor.id]);
  return rows.length === 0 ? [] : [plain('a.customer_id <> ?', actor.id)];
}

/** How a filter is read. Throws `INVALID_INPUT` on `search` for a search that fits too much. */
export async function planQueue(ctx: StaffContext, filter: QueueFilter): Promise<QueuePlan> {
  const statuses = statusesOf(filter);
  const sets: Sets = {
    versions: await versionsOf(ctx, filter),
    branches: await branchesOf(ctx, filter),
    bands: filter.risk === undefined ? null : [filter.risk],
  };
  const assignee = assigneeOf(ctx, filter);
  const search = filter.search === undefined || filter.search === '' ? null : await readSearch(ctx, filter.search);
  const own = await notOwn(ctx);
  const single = (values: readonly string[] | null) => (values?.length === 1 ? values : []);
  const sides = Object.values(sets).filter((values) => values !== null).length;
  const isLoose = search !== null || sides > 1 || assignee !== null || filter.tab === 'mine';
  const bySignal = isLoose || sides + own.length > 0 || filter.assignee !== undefined ? undefined : filter.signal;
  return {
    statuses,
    lanes: bySignal === undefined ? lanesOf(sets) : { column: 'code', cast: 'text', values: [bySignal] },
    rest: [...conditions(ctx, bySignal === undefined ? filter : { ...filter, signal: undefined }, sets), ...own],
    facets: [
      ...single(statuses),
      ...Object.values(sets).flatMap(single),
      ...(assignee === null ? [] : [assignee]),
      ...(filter.signal === undefined ? [] : [filter.signal]),
    ],
    search,
    isLoose: isLoose || (filter.signal !== undefined && bySignal === undefined),
  };
}
