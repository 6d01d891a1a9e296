import { AppUser, FraudAlertNote } from '@ostiary/db';
import type { AlertRef, AlertView } from '@ostiary/domain/fraud-alerts';
import { saySignal } from '@ostiary/domain/risk';
import { DomainError, type UserId } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { openVault } from '../../vault.ts';
import { veilOf } from '../access/veil.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { type AlertRow, itemOf, ROWS } from './alert-rows.ts';

export const notePlace = (rowId: string) => ({ table: 'fraud_alert_note', column: 'body_encrypted', rowId });

interface StoredRow extends AlertRow {
  readonly subjectId: UserId;
}

/** Throws `NOT_FOUND`, also where it is about the one who asks. */
async function rowOf({ em, actor }: StaffContext, { alertId }: AlertRef): Promise<StoredRow> {
  const [row] = await em.execute<StoredRow[]>(
    `${ROWS.replace('select', 'select a.customer_id as "subjectId",')} where a.alert_number = ? and a.customer_id <> ?`,
    [alertId, actor.id],
  );
  if (!row) throw new DomainError('NOT_FOUND');
  return row;
}

async function notesOf(ctx: StaffContext, { id, subjectId }: StoredRow): Promise<AlertView['notes']> {
  const notes = await ctx.em.find(FraudAlertNote, { alertId: id }, { orderBy: { createdAt: 'asc', id: 'asc' } });
  if (notes.length === 0) return [];
  const authors = await ctx.em.find(AppUser, { id: { $in: notes.map(({ authorId }) => authorId) } });
  const names = new Map(authors.map((person) => [person.id, person.displayName ?? person.username]));
  const vault = await openVault(ctx, subjectId);
  return notes.map((note) => ({
    author: names.get(note.authorId) ?? '',
    at: note.createdAt.toISOString(),
    body: vault.read(notePlace(note.id), note.bodyEncrypted),
  }));
}

async function viewOf(ctx: StaffContext, row: StoredRow): Promise<AlertView> {
  return {
    ...itemOf(row, veilOf(ctx)),
    version: row.version,
    isMine: row.ownerId === ctx.actor.id,
    signals: row.signals.map((signal) => saySignal(signal, ctx.request.language)),
    notes: await notesOf(ctx, row),
    resolvedBy: row.resolvedBy,
    resolvedAt: row.resolvedAt === null ? null : new Date(row.resolvedAt).toISOString(),
  };
}

/** The alert with all that is known of it. Throws `NOT_FOUND`. */
export async function presentAlert(ctx: StaffContext, ref: AlertRef): Promise<AlertView> {
  return viewOf(ctx, await rowOf(ctx, ref));
}

/** One alert; looking at it is on record. Throws `NOT_FOUND`. */
export async function getAlert(ctx: StaffContext, ref: AlertRef): Promise<AlertView> {
  const row = await rowOf(ctx, ref);
  const view = await viewOf(ctx, row);
  const em = ctx.deps.orm.em.fork();
  recordAudit({ ...ctx, em }, { action: 'fraud-alert.viewed', target: { type: 'fraud_alert', id: row.id } });
  await em.flush();
  return view;
}
