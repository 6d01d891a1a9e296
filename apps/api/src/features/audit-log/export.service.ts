import { AppUser, AuditExport, LockMode } from '@ostiary/db';
import {
  AUDIT_EXPORT_RULES,
  type AuditExportList,
  type AuditExportRef,
  type AuditExportView,
  type StartAuditExport,
} from '@ostiary/domain/audit';
import { DomainError } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { factsOfFilter, narrow } from './narrowing.ts';
import { assertTrail } from './trail.service.ts';

const LISTED = 50;
const OPEN = ['WAITING', 'RUNNING'] as const;

const targetOf = ({ id }: Pick<AuditExport, 'id'>) => ({ type: 'audit_export', id });

/** A record that came while the file was written can make it read more than was counted. */
function progressOf({ state, read, total }: AuditExport): number {
  if (state === 'READY' || state === 'REMOVED') return 1;
  return total ? Math.min(read / total, 1) : 0;
}

function present({ actor }: StaffContext, row: AuditExport, name: string): AuditExportView {
  return {
    id: row.id,
    format: row.format,
    state: row.state,
    requestedBy: { id: row.requestedBy, name },
    isMine: row.requestedBy === actor.id,
    requestedAt: row.requestedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    filter: row.filter,
    rows: row.rows,
    progress: progressOf(row),
    sizeBytes: row.sizeBytes ?? null,
    sha256: row.sha256 ?? null,
    failedBecause: row.failedBecause ?? null,
    download: row.state === 'READY' ? `/audit-exports/${row.id}` : null,
  };
}

async function presentAll(ctx: StaffContext, rows: readonly AuditExport[]): Promise<AuditExportView[]> {
  const people = await ctx.em.find(AppUser, { id: { $in: rows.map(({ requestedBy }) => requestedBy) } });
  const names = new Map(people.map(({ id, displayName, username }) => [id, displayName ?? username]));
  return rows.map((row) => present(ctx, row, names.get(row.requestedBy) ?? ''));
}

/**
 * Asks for a file of the log. Each person waits for three at most: `RATE_LIMITED` for the fourth. Throws `INVALID_INPUT`
 * on `actor`, `NOT_FOUND` for a trail of no case.
 */
export async function startExport(ctx: StaffContext, { format, filter }: StartAuditExport): Promise<AuditExportView> {
  if (filter.trail) await assertTrail(ctx, filter.trail);
  const narrowed = await narrow(ctx.em, filter);
  return inTransaction(ctx, async (tx) => {
    // Two requests at once would both find two others waiting.
    await tx.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`audit-export/${tx.actor.id}`]);
    const waiting = await tx.em.count(AuditExport, { requestedBy: tx.actor.id, state: { $in: [...OPEN] } });
    if (waiting >= AUDIT_EXPORT_RULES.openAtOnce) throw new DomainError('RATE_LIMITED', { retryAfterSeconds: 30 });
    const row = tx.em.create(AuditExport, {
      id: uuidv7(),
      requestedBy: tx.actor.id,
      requestedAt: tx.now,
      format,
      filter: narrowed,
    });
    tx.em.persist(row);
    const after = { format, ...factsOfFilter(filter, narrowed) };
    recordAudit(tx, { action: 'audit.export-started', target: targetOf(row), after });
    await tx.deps.jobs.send(tx.em, 'export-audit', { id: row.id });
    await tx.em.flush();
    return present(tx, row, tx.actor.name);
  });
}

/** The newest fifty, of everybody who may export: a colleague's file is no secret among auditors. */
export async function listExports(ctx: StaffContext): Promise<AuditExportList> {
  const rows = await ctx.em.find(AuditExport, {}, { orderBy: { requestedAt: 'desc', id: 'desc' }, limit: LISTED });
  return { items: await presentAll(ctx, rows) };
}

/** One export with its progress. Throws `NOT_FOUND`. */
export async function getExport(ctx: StaffContext, { id }: AuditExportRef): Promise<AuditExportView> {
  const row = await ctx.em.findOne(AuditExport, { id });
  const [view] = row ? await presentAll(ctx, [row]) : [];
  if (!view) throw new DomainError('NOT_FOUND');
  return view;
}

/** Stops one's own export that is not done; nothing happens to one that is over. Throws `NOT_FOUND` for somebody else's. */
export async function cancelExport(ctx: StaffContext, { id }: AuditExportRef): Promise<AuditExportView> {
  return inTransaction(ctx, async (tx) => {
    const row = await tx.em.findOne(
      AuditExport,
      { id, requestedBy: tx.actor.id },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (!row) throw new DomainError('NOT_FOUND');
    if (row.state === 'WAITING' || row.state === 'RUNNING') {
      // The run notices at its next step and takes its file away itself.
      Object.assign(row, { state: 'CANCELLED', finishedAt: tx.now });
      recordAudit(tx, { action: 'audit.export-cancelled', target: targetOf(row), after: { rows: row.rows } });
      await tx.em.flush();
    }
    return present(tx, row, tx.actor.name);
  });
}
