import type { AuditEventRef, AuditEventView } from '@ostiary/domain/audit';
import { DomainError } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { recordLook } from '../audit/look.service.ts';
import { COLUMNS, type EventRow, SEALED } from './event-rows.ts';
import { presentRows } from './present.ts';

/** One record whole, with the text that its leaf hash is of. Throws `NOT_FOUND`. */
export async function getEvent(ctx: StaffContext, { id }: AuditEventRef): Promise<AuditEventView> {
  const rows = await ctx.em.execute<EventRow[]>(`select ${COLUMNS} from audit_event e ${SEALED} where e.id = ?`, [id]);
  const [item] = await presentRows(ctx.em, rows);
  const [row] = rows;
  if (!item || !row) throw new DomainError('NOT_FOUND');
  await recordLook(ctx, { action: 'audit.viewed', target: { type: 'audit_event', id }, of: { id } });
  return { ...item, canonical: row.canonical, leaf: row.leaf };
}
