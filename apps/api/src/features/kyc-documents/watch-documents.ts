import type { SecurityEventType } from '@ostiary/domain/security-events';
import type { Deps } from '../../context.ts';
import { asSystem, recordSecurityEvent } from '../audit/audit.service.ts';

const QUIET_MS = 3_600_000;
const STALLED_MS = 5 * 60_000;

interface Alarm {
  readonly eventType: Extract<SecurityEventType, 'STORE_UNREACHABLE' | 'CHECKS_STALLED'>;
  readonly severity: 'HIGH' | 'CRITICAL';
  readonly description: string;
  readonly metadata: Record<string, unknown>;
}

/** At most once an hour of each kind. */
async function alarm(deps: Deps, { eventType, severity, description, metadata }: Alarm): Promise<void> {
  const [em, now] = [deps.orm.em.fork(), deps.clock()];
  const told = await em.execute<unknown[]>(
    'select from security_event where event_type = ? and created_at > ? limit 1',
    [eventType, new Date(now.getTime() - QUIET_MS)],
  );
  if (told.length > 0) return;
  deps.log.error({ eventType, ...metadata }, description);
  recordSecurityEvent(asSystem(em, now), { eventType, severity, userId: null, description, metadata });
  await em.flush();
}

/** Says so when the store of documents is away, or has lost more than single files. */
export function tellUnreachable(deps: Deps, metadata: Record<string, unknown>): Promise<void> {
  const description = 'Stored documents cannot be reached';
  return alarm(deps, { eventType: 'STORE_UNREACHABLE', severity: 'CRITICAL', description, metadata });
}

/** Says so when documents have waited for their check for more than five minutes: the scanner is down, or no worker runs. */
export async function tellStalled(deps: Deps): Promise<void> {
  const [row] = await deps.orm.em.fork().execute<{ waiting: number; oldestAt: string | null }[]>(
    `select count(*)::int as waiting, min(uploaded_at) as "oldestAt" from kyc_document
       where status = 'QUARANTINED' and file_removed_at is null and uploaded_at < ?`,
    [new Date(deps.clock().getTime() - STALLED_MS)],
  );
  if (!row?.oldestAt) return;
  const metadata = {
    waiting: row.waiting,
    oldestAt: new Date(row.oldestAt).toISOString(),
    scanner: deps.ports.scanner.name,
  };
  const description = 'Documents have waited for their check for more than five minutes';
  await alarm(deps, { eventType: 'CHECKS_STALLED', severity: 'HIGH', description, metadata });
}
