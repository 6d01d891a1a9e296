import { setTimeout as wait } from 'node:timers/promises';
import type { SqlEntityManager } from '@ostiary/db';
import { type SealDeps, sealAudit } from '../features/audit-seal/seal.service.ts';
import { readBacklog } from '../features/audit-seal/watch.service.ts';

/**
 * Records as `recordAudit` writes them, made by the database itself, so that a million of them takes seconds. Of one
 * transaction, unless called again; `at` counts up by a millisecond.
 */
export const INSERT_RECORDS = `
  insert into audit_event (id, at, actor_id, actor_role, action, target_type, target_id, request_id, ip, user_agent, canonical, leaf)
  select id, at, null, 'SYSTEM', 'document.viewed', 'document', target, 'request-' || n, '127.0.0.1', 'a portal', canonical,
    sha256('\\x00'::bytea || convert_to(canonical, 'UTF8'))
  from (
    select n, uuidv7() as id, date_trunc('milliseconds', ?::timestamptz) + n * interval '1 millisecond' as at, md5(n::text) as target
    from generate_series(1, ?::int) n
  ) made cross join lateral (
    select format(
      '{"action":"document.viewed","actor":{"id":null,"role":"SYSTEM"},"after":{"page":%s},"at":"%s","before":null,"id":"%s","request":{"agent":"a portal","id":"request-%s","ip":"127.0.0.1"},"target":{"id":"%s","type":"document"}}',
      n, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), id, n, target) as canonical
  ) text`;

/** Writes so many records in one transaction. */
export async function writeRecords(em: SqlEntityManager, count: number, now: Date): Promise<void> {
  await em.execute(INSERT_RECORDS, [now, count]);
}

/**
 * Seals until nothing waits. Transaction numbers are the cluster's: one that is open in the database of another test
 * holds the sealer up here too. @returns how many records were sealed
 */
export async function sealAll(deps: SealDeps): Promise<number> {
  for (let [sealed, tries] = [0, 0]; tries < 1_000; tries++) {
    sealed += await sealAudit(deps);
    if ((await readBacklog(deps.orm.em.fork())).records === 0) return sealed;
    await wait(10);
  }
  throw new Error('Records wait to be sealed, though nothing is open');
}
