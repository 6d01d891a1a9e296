import type { SqlEntityManager } from '@ostiary/db';
import type { Deps } from '../../context.ts';
import { asSystem, recordSecurityEvent } from '../audit/audit.service.ts';
import type { Refusal } from './consistency.ts';
import { listCheckpoints, readHead } from './tree-store.ts';

const LATE_MS = 60_000;
const QUIET_MS = 3_600_000;

export interface Backlog {
  /** Records that are written and not sealed yet. */
  readonly records: number;
  /** When the oldest of them was written. */
  readonly oldestAt: Date | null;
}

export async function readBacklog(em: SqlEntityManager): Promise<Backlog> {
  const { xid, id } = await readHead(em);
  const [row] = await em.execute<{ records: number; oldestAt: string | null }[]>(
    `select count(*)::int as records, min(at) as "oldestAt" from audit_event where (xid, id) > (?::xid8, ?::uuid)`,
    [xid, id],
  );
  return { records: row?.records ?? 0, oldestAt: row?.oldestAt ? new Date(row.oldestAt) : null };
}

/** Since when and why the sealer refuses; null while it signs. */
export async function readRefusal(em: SqlEntityManager) {
  const [row] = await em.execute<{ at: string; reason: Refusal; size: number }[]>(
    `select at, reason, size::float8 as size from audit_seal_refusal
     where at >= coalesce((select max(signed_at) from audit_checkpoint), '-infinity') order by at desc, id desc limit 1`,
  );
  return row ? { ...row, at: new Date(row.at) } : null;
}

/** Once a minute: says so, once an hour, when records wait for more than a minute and nothing was signed meanwhile. */
export async function watchBacklog(deps: Deps): Promise<void> {
  const [em, now] = [deps.orm.em.fork(), deps.clock()];
  const since = new Date(now.getTime() - LATE_MS);
  const { records, oldestAt } = await readBacklog(em);
  const [newest] = await listCheckpoints(em, { limit: 1 });
  if (oldestAt === null || oldestAt > since || (newest && newest.signedAt > since)) return;
  const told = await em.execute(
    `select from security_event where event_type = 'AUDIT_BACKLOG' and created_at > ? limit 1`,
    [new Date(now.getTime() - QUIET_MS)],
  );
  if (told.length > 0) return;
  deps.log.error({ records, oldestAt }, 'audit records wait to be sealed');
  recordSecurityEvent(asSystem(em, now), {
    eventType: 'AUDIT_BACKLOG',
    severity: 'HIGH',
    userId: null,
    description: 'Audit records have waited for more than a minute to be sealed',
    metadata: { records, oldestAt: oldestAt.toISOString() },
  });
  await em.flush();
}
