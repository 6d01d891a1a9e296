import type { SqlEntityManager } from '@ostiary/db';
import { OVERDUE_MS } from '@ostiary/domain/audit';
import type { Deps } from '../../context.ts';
import { asSystem, recordSecurityEvent } from '../audit/audit.service.ts';
import type { Refusal } from './consistency.ts';
import { listCheckpoints, readHead } from './tree-store.ts';
import { lastVerdictAt } from './verification.service.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const LATE_MS = MINUTE_MS;
const UNCOPIED_MS = 10 * MINUTE_MS;

/** After a night of refusal millions wait: nobody needs them counted every second. */
const COUNTED = 10_000;

export interface Backlog {
  /** Records that are written and not sealed yet; one more than are counted where there are more. */
  readonly records: number;
  /** When the oldest of them was written. */
  readonly oldestAt: Date | null;
}

export async function readBacklog(em: SqlEntityManager, counted = COUNTED): Promise<Backlog> {
  const { xid, id } = await readHead(em);
  const [row] = await em.execute<{ records: number; oldestAt: string | null }[]>(
    `select count(*)::int as records, min(at) as "oldestAt" from (
       select at from audit_event where (xid, id) > (?::xid8, ?::uuid) order by xid, id limit ?) waiting`,
    [xid, id, counted + 1],
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

interface Watching {
  readonly em: SqlEntityManager;
  readonly now: Date;
}
interface Alarm {
  readonly eventType: 'AUDIT_BACKLOG' | 'AUDIT_UNVERIFIED';
  readonly description: string;
  readonly metadata: Record<string, unknown>;
  /** For how long one alarm is enough. */
  readonly quietMs: number;
}

async function unsealed({ em, now }: Watching): Promise<Alarm | null> {
  const since = new Date(now.getTime() - LATE_MS);
  const { records, oldestAt } = await readBacklog(em);
  const [newest] = await listCheckpoints(em, { limit: 1 });
  if (oldestAt === null || oldestAt > since || (newest && newest.signedAt > since)) return null;
  return {
    eventType: 'AUDIT_BACKLOG',
    description: 'Audit records have waited for more than a minute to be sealed',
    metadata: { records, oldestAt: oldestAt.toISOString() },
    quietMs: HOUR_MS,
  };
}

const OLDEST_UNCOPIED = `
  select signed_at as "signedAt" from audit_checkpoint
  where size > coalesce((select max(size) from audit_checkpoint_copy), 0) order by size limit 1`;

async function uncopied({ em, now }: Watching): Promise<Alarm | null> {
  const [row] = await em.execute<{ signedAt: string }[]>(OLDEST_UNCOPIED);
  const signedAt = row && new Date(row.signedAt);
  if (!signedAt || now.getTime() - signedAt.getTime() < UNCOPIED_MS) return null;
  return {
    eventType: 'AUDIT_BACKLOG',
    description: 'No checkpoint has reached the folder outside for more than ten minutes',
    metadata: { uncopiedSince: signedAt.toISOString() },
    quietMs: HOUR_MS,
  };
}

async function unverified({ em, now }: Watching): Promise<Alarm | null> {
  const [first] = await em.execute<{ at: string }[]>(
    'select signed_at as at from audit_checkpoint order by size limit 1',
  );
  const last = await lastVerdictAt(em);
  const since = last ?? (first && new Date(first.at));
  if (!since || now.getTime() - since.getTime() < OVERDUE_MS) return null;
  return {
    eventType: 'AUDIT_UNVERIFIED',
    description: 'The audit record has not been verified to the end for more than a day',
    metadata: { lastVerdictAt: last?.toISOString() ?? null },
    quietMs: 24 * HOUR_MS,
  };
}

async function raise(deps: Deps, { em, now }: Watching, { quietMs, ...alarm }: Alarm): Promise<void> {
  const told = await em.execute(
    `select from security_event where event_type = ? and description = ? and created_at > ? limit 1`,
    [alarm.eventType, alarm.description, new Date(now.getTime() - quietMs)],
  );
  if (told.length > 0) return;
  deps.log.error(alarm.metadata, alarm.description);
  recordSecurityEvent(asSystem(em, now), { ...alarm, userId: null });
  await em.flush();
}

/** Once a minute: says so when records wait to be sealed, checkpoints to be copied outside, or the record to be verified. */
export async function watchAudit(deps: Deps): Promise<void> {
  const watching = { em: deps.orm.em.fork(), now: deps.clock() };
  for (const look of [unsealed, uncopied, unverified]) {
    const alarm = await look(watching);
    if (alarm) await raise(deps, watching, alarm);
  }
}
