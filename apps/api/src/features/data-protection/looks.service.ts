import type { SqlEntityManager } from '@ostiary/db';
import { DataLook, type DataLooks, viewerOf } from '@ostiary/domain/data-protection';
import type { UserId } from '@ostiary/domain/shared';

const SHOWN = 200;

interface LookRow {
  readonly id: string;
  readonly at: string;
  readonly what: string;
  readonly purpose: string | null;
  readonly actor_role: string;
}

/** Reveals, and documents that staff opened; both stand in the audit record as well. */
const LOOKS = `
  select r.id, r.revealed_at as at, r.field as what, r.purpose, a.actor_role
  from pii_reveal r join audit_event a on a.id = r.audit_id where r.customer_id = ?
  union all
  select a.id, a.at, 'document', null, a.actor_role
  from kyc_document d join audit_event a on a.target_type = 'kyc_document' and a.target_id = d.id::text
  where d.customer_id = ? and a.action = 'document.viewed'
  order by at desc, id desc limit ?`;

async function readLooks(em: SqlEntityManager, customerId: UserId, most: number | null): Promise<DataLook[]> {
  const rows = await em.execute<LookRow[]>(LOOKS, [customerId, customerId, most]);
  return rows.map(({ id, at, what, purpose, actor_role: roles }) =>
    // What was stored was one of these words.
    DataLook.parse({ id, at: new Date(at).toISOString(), what, purpose, by: viewerOf(roles) }),
  );
}

/** Who looked at a person's data, newest first: when, what, why and in which role, never by name. */
export async function listLooks(em: SqlEntityManager, customerId: UserId): Promise<DataLooks> {
  const looks = await readLooks(em, customerId, SHOWN + 1);
  return { items: looks.slice(0, SHOWN), isWhole: looks.length <= SHOWN };
}

/** The same without an end, for the person's own copy. */
export const listAllLooks = (em: SqlEntityManager, customerId: UserId): Promise<DataLook[]> =>
  readLooks(em, customerId, null);
