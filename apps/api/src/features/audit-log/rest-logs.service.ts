import {
  actionWords,
  type AuditItem,
  type LogEntry,
  logKindOf,
  type LogFilter,
  type LogPage,
  type UserLogFilter,
} from '@ostiary/domain/audit';
import { allOf } from '../../condition.ts';
import type { StaffContext } from '../../context.ts';
import { recordLook } from '../audit/look.service.ts';
import { readPage } from './event-rows.ts';
import { conditionsOf, factsOfFilter, narrow } from './narrowing.ts';
import { presentRows } from './present.ts';

const COUNT_LIMIT = 1_000;

function entryOf({ id, at, actor, action, target, ip, agent, index }: AuditItem): LogEntry {
  return {
    logId: id,
    actionType: logKindOf(action),
    user: actor.id === null ? null : { username: actor.name ?? '', customerId: actor.customerNumber },
    targetModel: target.type,
    description: actionWords(action),
    ipAddress: ip,
    timestamp: at,
    action,
    targetId: target.id,
    userAgent: agent,
    role: actor.role,
    index,
  };
}

/** GET /api/audit-logs/: newest first, exact count to 1 000. On record like the search. Throws `INVALID_INPUT` on `cursor`, `user`. */
export async function listLogs(
  ctx: StaffContext,
  { user, action, from, to, cursor, limit }: LogFilter,
): Promise<LogPage> {
  const filter = { actor: user, action: action && [action], from, to };
  const narrowed = await narrow(ctx.em, filter);
  const parts = conditionsOf(narrowed);
  const { rows, next } = await readPage(ctx.em, { parts, cursor, order: 'newest', limit });
  const { sql, params } = allOf(parts);
  const [counted] = await ctx.em.execute<{ n: number }[]>(
    `select count(*)::int as n from (select 1 from audit_event e where ${sql} limit ${COUNT_LIMIT + 1}) rows`,
    [...params],
  );
  const count = counted?.n ?? 0;
  await recordLook(ctx, {
    action: 'audit.searched',
    target: { type: 'audit_log', id: null },
    after: factsOfFilter(filter, narrowed),
    of: JSON.parse(JSON.stringify(filter)) as object, // a copy without what is undefined
  });
  return {
    count: count > COUNT_LIMIT ? null : count,
    more: count > COUNT_LIMIT,
    next,
    results: (await presentRows(ctx.em, rows)).map(entryOf),
  };
}

/** GET /api/audit-logs/users/{user_id}/: what one person did. Throws as `listLogs` does. */
export function listLogsOfUser(ctx: StaffContext, { id, ...paged }: UserLogFilter): Promise<LogPage> {
  return listLogs(ctx, { user: id, ...paged });
}
