import { AuditExport, LockMode, type SqlEntityManager } from '@ostiary/db';
import { AUDIT_EXPORT_RULES, type AuditExportFailure } from '@ostiary/domain/audit';
import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../../context.ts';
import { asSystem, recordAudit } from '../audit/audit.service.ts';

/** What writing a file needs of a process. */
export type ExportDeps = Pick<Deps, 'orm' | 'keys' | 'env' | 'clock'> & {
  readonly ports: Pick<Deps['ports'], 'exports'>;
};

/** A run that said nothing for so long was killed. */
export const DEAD_AFTER_MS = 60_000;

/** One run of one export: whoever has a higher number has taken its place. */
export interface Run extends Pick<AuditExport, 'id' | 'format' | 'filter' | 'requestedAt' | 'run'> {
  readonly storageKey: string;
}

export const targetOf = (id: string) => ({ type: 'audit_export', id });

export function fail(
  em: SqlEntityManager,
  row: AuditExport,
  { now, reason }: { now: Date; reason: AuditExportFailure },
) {
  Object.assign(row, { state: 'FAILED', failedBecause: reason, finishedAt: now });
  recordAudit(asSystem(em, now), { action: 'audit.export-failed', target: targetOf(row.id), after: { reason } });
}

const isAlive = ({ state, progressedAt }: AuditExport, now: Date) =>
  state === 'RUNNING' && progressedAt != null && now.getTime() - progressedAt.getTime() < DEAD_AFTER_MS;

/**
 * Begins an export, or begins it anew after a run that was killed, whose file is removed.
 * @returns null where nothing is to be done: over, cancelled, at work elsewhere, or killed too often
 */
export async function claimRun({ orm, ports, clock }: ExportDeps, id: string): Promise<Run | null> {
  const left: string[] = [];
  const run = await orm.em.fork().transactional(async (em): Promise<Run | null> => {
    const now = clock();
    const row = await em.findOne(AuditExport, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!row || (row.state !== 'WAITING' && row.state !== 'RUNNING') || isAlive(row, now)) return null;
    if (row.storageKey != null) left.push(row.storageKey);
    if (row.run >= AUDIT_EXPORT_RULES.attempts) {
      fail(em, row, { now, reason: 'INTERRUPTED' });
      row.storageKey = null;
      return null;
    }
    const storageKey = uuidv7();
    Object.assign(row, {
      state: 'RUNNING',
      run: row.run + 1,
      storageKey,
      rows: 0,
      read: 0,
      total: null,
      progressedAt: now,
    });
    const { format, filter, requestedAt, run: own } = row;
    return { id, format, filter, requestedAt, run: own, storageKey };
  });
  for (const key of left) await ports.exports.remove(key);
  return run;
}
