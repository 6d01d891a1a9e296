import type { SecurityEventRef, SecurityEventView } from '@ostiary/domain/security-events';
import { DomainError } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { MARK, markOf } from '../access/access-change.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { type EventRow, itemOf, ROWS } from './event-rows.ts';
import { reopeningsOf } from './reopening.service.ts';

const isoOf = (moment: string | null) => (moment === null ? null : new Date(moment).toISOString());

/** What else there was within a day before and after, up to 1 000 of each. */
const NEAR = `
  select (select count(*) from (select 1 from security_event o where o.user_id = e.user_id and o.id <> e.id
      and o.created_at between e.created_at - interval '1 day' and e.created_at + interval '1 day' limit 1000) p)::int as "ofPerson",
    (select count(*) from (select 1 from security_event o where o.ip_address = e.ip_address and o.id <> e.id
      and o.created_at between e.created_at - interval '1 day' and e.created_at + interval '1 day' limit 1000) a)::int as "fromAddress"
  from security_event e where e.id = ?`;

/** Of the record that closed it; null where that is from before it held a commitment. */
async function isAsRecorded(ctx: StaffContext, { id, note }: { id: string; note: string }): Promise<boolean | null> {
  const [row] = await ctx.em.execute<{ mark: string | null }[]>(
    `select ${MARK} as mark from audit_event e
     where e.target_type = 'security_event' and e.target_id = ? and e.action = 'security-event.resolved'
     order by e.at desc, e.id desc limit 1`,
    [id],
  );
  return row?.mark == null ? null : row.mark === markOf(ctx, { id, why: note });
}

/** The event with all that is known of it. Throws `NOT_FOUND`. */
export async function presentEvent(ctx: StaffContext, { id }: SecurityEventRef): Promise<SecurityEventView> {
  const { em, actor } = ctx;
  const [row] = await em.execute<EventRow[]>(`${ROWS} where e.id = ?`, [id]);
  const [near] = await em.execute<SecurityEventView['near'][]>(NEAR, [id]);
  if (!row || !near) throw new DomainError('NOT_FOUND');
  const { ownerId, resolvedBy, resolverName, metadata, note } = row;
  return {
    ...itemOf(row),
    isMine: ownerId === actor.id,
    metadata,
    ownedAt: isoOf(row.ownedAt),
    resolvedBy: resolvedBy === null ? null : { id: resolvedBy, name: resolverName ?? '' },
    resolvedAt: isoOf(row.resolvedAt),
    note,
    isNoteAsRecorded: note === null ? null : await isAsRecorded(ctx, { id, note }),
    reopenings: await reopeningsOf(ctx, id),
    near,
  };
}

/** One event; looking at it is on record. Throws `NOT_FOUND`. */
export async function getEvent(ctx: StaffContext, ref: SecurityEventRef): Promise<SecurityEventView> {
  const view = await presentEvent(ctx, ref);
  const em = ctx.deps.orm.em.fork();
  recordAudit({ ...ctx, em }, { action: 'security-event.viewed', target: { type: 'security_event', id: ref.id } });
  await em.flush();
  return view;
}
