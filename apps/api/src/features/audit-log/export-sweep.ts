import { AuditExport, LockMode } from '@ostiary/db';
import type { Deps } from '../../context.ts';
import { asSystem, recordAudit } from '../audit/audit.service.ts';
import { DEAD_AFTER_MS, targetOf } from './export-claim.ts';

const AT_ONCE = 100;

/** Runs that were killed, and exports whose job was lost. */
async function wakeDead({ orm, jobs, clock }: Deps): Promise<void> {
  const since = new Date(clock().getTime() - DEAD_AFTER_MS);
  await orm.em.fork().transactional(async (em) => {
    const dead = await em.find(
      AuditExport,
      {
        $or: [
          { state: 'WAITING', requestedAt: { $lt: since } },
          { state: 'RUNNING', $or: [{ progressedAt: null }, { progressedAt: { $lt: since } }] },
        ],
      },
      { limit: AT_ONCE },
    );
    for (const { id } of dead) await jobs.send(em, 'export-audit', { id });
  });
}

/** Takes one file away; what was ready is so no more, and on record. */
async function removeOne({ orm, ports, clock }: Deps, id: string): Promise<void> {
  const key = await orm.em.fork().transactional(async (em) => {
    const row = await em.findOne(AuditExport, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (row?.storageKey == null) return null;
    const { storageKey } = row;
    row.storageKey = null;
    if (row.state === 'READY') {
      row.state = 'REMOVED';
      recordAudit(asSystem(em, clock()), { action: 'audit.export-removed', target: targetOf(id) });
    }
    return storageKey;
  });
  if (key !== null) await ports.exports.remove(key);
}

/** Files that no row knows: of a process killed between the commit of its row and the removal. */
async function removeStrays({ orm, ports, clock }: Deps): Promise<void> {
  const old = clock().getTime() - DEAD_AFTER_MS;
  for await (const { key, modifiedAt } of ports.exports.list()) {
    if (modifiedAt.getTime() > old) continue;
    const known = await orm.em.fork().count(AuditExport, { storageKey: key });
    if (known === 0) await ports.exports.remove(key);
  }
}

/** Once a minute: wakes what was killed, removes files of a week ago, of what was cancelled, and of nobody. */
export async function sweepExports(deps: Deps): Promise<void> {
  await wakeDead(deps);
  const over = await deps.orm.em.fork().find(
    AuditExport,
    {
      storageKey: { $ne: null },
      $or: [{ state: 'READY', expiresAt: { $lte: deps.clock() } }, { state: { $in: ['CANCELLED', 'FAILED'] } }],
    },
    { limit: AT_ONCE },
  );
  for (const { id } of over) await removeOne(deps, id);
  await removeStrays(deps);
}
