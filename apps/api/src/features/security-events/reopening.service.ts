import type { SecurityEvent } from '@ostiary/db';
import type { SecurityEventReopening } from '@ostiary/domain/security-events';
import { v7 as uuidv7 } from 'uuid';
import type { StaffContext } from '../../context.ts';
import { MARK, markOf } from '../access/access-change.service.ts';

interface Words {
  readonly id: string;
  readonly why: string | null;
  readonly note: string | null;
}

/** One commitment to both: the reason, and the finding that it takes back. */
const bothOf = (ctx: StaffContext, { id, why, note }: Words) => markOf(ctx, { id, why: `${why}\n${note ?? ''}` });

/** Keeps what the event was closed with, before that is taken back. @returns what the record says of the words */
export async function keepFinding(tx: StaffContext, event: SecurityEvent, why: string): Promise<string> {
  const words = { id: uuidv7(), why, note: event.resolutionNote ?? null };
  await tx.em.execute(
    `insert into security_event_reopening
       (id, security_event_id, resolution, note, resolved_by, resolved_at, why, reopened_by, reopened_at)
     select ?::uuid, id, resolution, resolution_note, resolved_by, resolved_at, ?, ?::uuid, ?::timestamptz
     from security_event where id = ?`,
    [words.id, why, tx.actor.id, tx.now, event.id],
  );
  return bothOf(tx, words);
}

interface Row extends Words, Pick<SecurityEventReopening, 'by' | 'resolution' | 'resolvedBy'> {
  readonly at: string;
  readonly resolvedAt: string;
}

/** Each time the event was opened again, newest first. */
export async function reopeningsOf(ctx: StaffContext, id: string): Promise<SecurityEventReopening[]> {
  const rows = await ctx.em.execute<Row[]>(
    `select r.id, r.why, r.note, r.resolution, r.reopened_at as at, r.resolved_at as "resolvedAt",
       coalesce(o.display_name, o.username) as by, coalesce(f.display_name, f.username) as "resolvedBy"
     from security_event_reopening r join app_user o on o.id = r.reopened_by join app_user f on f.id = r.resolved_by
     where r.security_event_id = ? order by r.reopened_at desc, r.id desc`,
    [id],
  );
  if (rows.length === 0) return [];
  const records = await ctx.em.execute<{ mark: string | null }[]>(
    `select ${MARK} as mark from audit_event e
     where e.target_type = 'security_event' and e.target_id = ? and e.action = 'security-event.reopened'`,
    [id],
  );
  const marks = new Set(records.map(({ mark }) => mark));
  return rows.map(({ id: row, at, resolvedAt, ...rest }) => ({
    ...rest,
    at: new Date(at).toISOString(),
    resolvedAt: new Date(resolvedAt).toISOString(),
    isAsRecorded: rest.why === null ? null : marks.has(bothOf(ctx, { id: row, ...rest })),
  }));
}
