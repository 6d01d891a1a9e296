import type { SqlEntityManager } from '@ostiary/db';
import { v7 as uuidv7 } from 'uuid';
import { asSystem, recordSecurityEvent } from '../audit/audit.service.ts';
import type { Refusal } from './consistency.ts';

interface Refused {
  readonly reason: Refusal;
  readonly size: number;
  readonly outsideSize: number | null;
  readonly now: Date;
}

/** One row and one alarm for as long as the sealer refuses for the same reason, though it looks every second. */
const NEW_REFUSAL = `
  insert into audit_seal_refusal (id, at, reason, size, outside_size)
  select ?, ?::timestamptz, ?, ?, ?::bigint
  where not exists (
    select from (select reason, at from audit_seal_refusal order by at desc, id desc limit 1) last
    where last.reason = ? and last.at >= coalesce((select max(signed_at) from audit_checkpoint), '-infinity'))
  returning id`;

/** Notes that the record was tampered with, and tells the administrators. */
export async function refuseSeal(tx: SqlEntityManager, { reason, size, outsideSize, now }: Refused): Promise<void> {
  const rows = await tx.execute<{ id: string }[]>(NEW_REFUSAL, [uuidv7(), now, reason, size, outsideSize, reason]);
  if (rows.length === 0) return;
  recordSecurityEvent(asSystem(tx, now), {
    eventType: 'AUDIT_TAMPERED',
    severity: 'CRITICAL',
    userId: null,
    description: `The audit record is not signed any more: ${reason}`,
    metadata: { reason, size, outsideSize },
  });
}
