import type { AlertFilter, AlertPage } from '@ostiary/domain/fraud-alerts';
import { allOf, type Condition } from '../../condition.ts';
import type { StaffContext } from '../../context.ts';
import { veilOf } from '../access/veil.service.ts';
import { readCursor, writeCursor } from './alert-cursor.ts';
import { type AlertRow, FROM, itemOf, ROWS } from './alert-rows.ts';

const COUNT_LIMIT = 1_000;

const STATUS: Record<AlertFilter['status'], string> = {
  open: `a.status <> 'RESOLVED'`,
  mine: `a.status <> 'RESOLVED' and a.owner_id = ?`,
  resolved: `a.status = 'RESOLVED'`,
  all: 'true',
};

/** Somebody who sees one branch alone reads of its cases alone. */
const alertsInScope = ({ onlyBranch }: StaffContext['actor']): Condition[] =>
  onlyBranch === null
    ? []
    : [
        {
          sql: 'exists (select from kyc_application k where k.id = a.application_id and k.branch_id = ?::uuid)',
          params: [onlyBranch],
        },
      ];

function conditions({ actor }: StaffContext, { status, severity, type }: AlertFilter): Condition[] {
  return [
    // Who is suspected must not read of it.
    { sql: 'a.customer_id <> ?', params: [actor.id] },
    ...alertsInScope(actor),
    { sql: STATUS[status], params: status === 'mine' ? [actor.id] : [] },
    ...(severity === undefined ? [] : [{ sql: 'a.severity = ?', params: [severity] }]),
    ...(type === undefined ? [] : [{ sql: 'a.alert_type = ?', params: [type] }]),
  ];
}

async function countRows({ em }: StaffContext, parts: readonly Condition[]): Promise<number> {
  const { sql, params } = allOf(parts);
  const [row] = await em.execute<{ n: number }[]>(
    `select count(*)::int as n from (select 1 ${FROM} where ${sql} limit ${COUNT_LIMIT + 1}) rows`,
    params,
  );
  return row?.n ?? 0;
}

/** GET /api/fraud-alerts/: one page, the gravest first and among them the oldest; the count is exact to 1 000. */
export async function listAlerts(ctx: StaffContext, filter: AlertFilter): Promise<AlertPage> {
  const parts = conditions(ctx, filter);
  const after =
    filter.cursor === undefined
      ? []
      : [
          {
            sql: '(a.severity_rank, a.created_at, a.id) > (?::smallint, ?::timestamptz, ?::uuid)',
            params: readCursor(filter.cursor),
          },
        ];
  const { sql, params } = allOf([...parts, ...after]);
  const rows = await ctx.em.execute<AlertRow[]>(
    `${ROWS} where ${sql} order by a.severity_rank, a.created_at, a.id limit ?`,
    [...params, filter.limit + 1],
  );
  const page = rows.slice(0, filter.limit);
  const last = rows.length > filter.limit ? page.at(-1) : undefined;
  const count = await countRows(ctx, parts);
  const veil = veilOf(ctx);
  return {
    count: count > COUNT_LIMIT ? null : count,
    more: count > COUNT_LIMIT,
    next: last ? writeCursor([last.rank, last.moment, last.id]) : null,
    results: page.map((row) => itemOf(row, veil)),
  };
}
