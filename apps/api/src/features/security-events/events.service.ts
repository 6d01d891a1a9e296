import { isCustomerNumber } from '@ostiary/domain/identifiers';
import type {
  SecurityEventCounts,
  SecurityEventFilter,
  SecurityEventPage,
  SecuritySeverity,
} from '@ostiary/domain/security-events';
import { allOf, type Condition } from '../../condition.ts';
import type { StaffContext } from '../../context.ts';
import { pageOf, readCursor } from '../../moment-cursor.ts';
import { peopleInScope } from '../access/scope.service.ts';
import { type EventRow, itemOf, ROWS } from './event-rows.ts';

const COUNT_LIMIT = 1_000;

const STATE: Record<SecurityEventFilter['state'], string> = {
  open: 'not e.resolved',
  mine: 'not e.resolved and e.assigned_to = ?',
  resolved: 'e.resolved',
  all: 'true',
};

/** By an exact name: whoever searches half of the people must do so where that is its own permission. */
function about(text: string): Condition {
  const compact = text.replaceAll(/\s/g, '').toUpperCase();
  if (isCustomerNumber(compact))
    return { sql: 'e.user_id in (select id from customer where customer_number = ?)', params: [compact] };
  const sql = `e.user_id in (select id from app_user
    where lower(username) = lower(?) or lower(email) = lower(?) or lower(display_name) = lower(?))`;
  return { sql, params: [text, text, text] };
}

function conditions(ctx: StaffContext, filter: SecurityEventFilter): Condition[] {
  const { state } = filter;
  const found: (Condition | false)[] = [
    { sql: STATE[state], params: state === 'mine' ? [ctx.actor.id] : [] },
    filter.type !== undefined && { sql: 'e.event_type = ?', params: [filter.type] },
    filter.severity !== undefined && { sql: 'e.severity = ?', params: [filter.severity] },
    filter.owner !== undefined && { sql: 'e.assigned_to = ?', params: [filter.owner] },
    filter.address !== undefined && { sql: 'e.ip_address = ?::inet', params: [filter.address] },
    // As dates: PostgreSQL's own reader knows no year 0.
    filter.from !== undefined && { sql: 'e.created_at >= ?', params: [new Date(filter.from)] },
    filter.to !== undefined && { sql: 'e.created_at < ?', params: [new Date(filter.to)] },
    filter.person ? about(filter.person) : false,
  ];
  return [...peopleInScope(ctx, 'e.user_id'), ...found.filter((part) => part !== false)];
}

async function countRows({ em }: StaffContext, parts: readonly Condition[]): Promise<number> {
  const { sql, params } = allOf(parts);
  const [row] = await em.execute<{ n: number }[]>(
    `select count(*)::int as n from (select 1 from security_event e where ${sql} limit ${COUNT_LIMIT + 1}) rows`,
    params,
  );
  return row?.n ?? 0;
}

/** GET /api/security-events/: one page, the newest first; the count is exact to 1 000. */
export async function listEvents(ctx: StaffContext, filter: SecurityEventFilter): Promise<SecurityEventPage> {
  const parts = conditions(ctx, filter);
  const after: Condition[] =
    filter.cursor === undefined
      ? []
      : [{ sql: '(e.created_at, e.id) < (?::timestamptz, ?::uuid)', params: readCursor(filter.cursor) }];
  const { sql, params } = allOf([...parts, ...after]);
  const rows = await ctx.em.execute<EventRow[]>(`${ROWS} where ${sql} order by e.created_at desc, e.id desc limit ?`, [
    ...params,
    filter.limit + 1,
  ]);
  const { page, nextCursor } = pageOf(rows, filter.limit);
  const count = await countRows(ctx, parts);
  const more = count > COUNT_LIMIT;
  return { count: more ? null : count, more, next: nextCursor, results: page.map(itemOf) };
}

/** What waits, by severity, and what the asking person took. */
export async function countEvents(ctx: StaffContext): Promise<SecurityEventCounts> {
  const { sql, params } = allOf([{ sql: 'not e.resolved', params: [] }, ...peopleInScope(ctx, 'e.user_id')]);
  const rows = await ctx.em.execute<{ severity: SecuritySeverity; n: number; mine: number }[]>(
    `select severity, count(*)::int as n, (count(*) filter (where assigned_to = ?))::int as mine
     from security_event e where ${sql} group by severity`,
    [ctx.actor.id, ...params],
  );
  const open = { LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 };
  for (const { severity, n } of rows) open[severity] = n;
  return { open, mine: rows.reduce((sum, { mine }) => sum + mine, 0) };
}
