import type { AuditPage, AuditSearch } from '@ostiary/domain/audit';
import { type Condition, literal } from '../../condition.ts';
import type { StaffContext } from '../../context.ts';
import { recordLook } from '../audit/look.service.ts';
import { type Page, readPage } from './event-rows.ts';
import { conditionsOf, factsOfFilter, narrow } from './narrowing.ts';
import { presentRows } from './present.ts';

/** The record's own text is JSON: a quote or a line break that was typed stands escaped in it. */
function textOf(text: string): Condition {
  return { sql: 'e.canonical ilike ?', params: [`%${literal(JSON.stringify(text).slice(1, -1))}%`] };
}

export async function presentPage({ em }: StaffContext, { rows, next, previous, readUntil }: Page): Promise<AuditPage> {
  return { items: await presentRows(em, rows), next, previous, readUntil };
}

/**
 * The audit log, searched: by person, action, target, period, address and text. Text is looked for in a bounded number of
 * records a page; `readUntil` says how far. The search itself goes on record. Throws `INVALID_INPUT` on `cursor`, `actor`.
 */
export async function searchAudit(ctx: StaffContext, input: AuditSearch): Promise<AuditPage> {
  const { text, cursor, order, limit, ...filter } = input;
  const narrowed = await narrow(ctx.em, filter);
  const page = await readPage(ctx.em, {
    parts: conditionsOf(narrowed),
    text: text ? textOf(text) : undefined,
    cursor,
    order,
    limit,
  });
  await recordLook(ctx, {
    action: 'audit.searched',
    target: { type: 'audit_log', id: null },
    after: factsOfFilter({ ...filter, text }, narrowed),
    of: JSON.parse(JSON.stringify({ ...filter, text })) as object, // a copy without what is undefined
  });
  return presentPage(ctx, page);
}
