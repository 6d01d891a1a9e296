import type { SqlEntityManager } from '@ostiary/db';
import type { SealedRecord } from './verify-record.ts';

/** Records in memory at once, and a second page that is read meanwhile. */
export const PAGE = 5_000;

interface Stranger {
  readonly id: string;
  /** Tree index of the sealed record that it was put in front of. */
  readonly index: number;
}

export interface Page {
  readonly records: readonly SealedRecord[];
  readonly strangers: readonly Stranger[];
}

/** One look-up per record, by `lateral … offset 0`: a planner that reads the whole table for a page would do so for each. */
const RECORDS = `
  select s.index::float8 as index, s.event_id as "eventId", s.xid::text::float8 as xid, s.leaf as sealed,
    e.id, e.xid::text::float8 as "eventXid", (extract(epoch from e.at) * 1000000)::float8 as at,
    e.actor_id as "actorId", e.actor_role as "actorRole", e.action, e.target_type as "targetType",
    e.target_id as "targetId", e.request_id as "requestId", host(e.ip) as ip, e.user_agent as "userAgent",
    e.canonical, e.leaf = s.leaf as "hasLeaf"
  from (select * from audit_seal where index >= ? and index < ? order by index limit ?) s
  left join lateral (select * from audit_event where id = s.event_id offset 0) e on true order by s.index`;

const BETWEEN = '(e.xid, e.id) > (?::text::xid8, ?::uuid) and (e.xid, e.id) <= (?::text::xid8, ?::uuid)';

/** Records that were never sealed though later ones were: nobody can write such a one but by force. */
const STRANGERS = `
  select e.id, (select min(s.index) from audit_seal s where (s.xid, s.event_id) > (e.xid, e.id) and s.index >= ?)::float8 as index
  from audit_event e where ${BETWEEN} and not exists (select from audit_seal s where s.event_id = e.id)
  order by e.xid, e.id limit 20`;

const BEFORE_ALL = { xid: 0, eventId: '00000000-0000-0000-0000-000000000000' };
type Bound = Pick<SealedRecord, 'xid' | 'eventId'>;

/** Sealed places from `from` on, below `size`, and what was slipped in between since `last`, the record before them. */
export async function readPage(
  em: SqlEntityManager,
  { from, size, last = BEFORE_ALL }: { from: number; size: number; last?: Bound | undefined },
): Promise<Page> {
  const records = await em.execute<SealedRecord[]>(RECORDS, [from, size, PAGE]);
  const end = records.at(-1);
  if (end === undefined) return { records, strangers: [] };
  const bounds = [last.xid, last.eventId, end.xid, end.eventId];
  const [row] = await em.execute<{ count: number }[]>(
    `select count(*)::int as count from audit_event e where ${BETWEEN}`,
    bounds,
  );
  // As many as there should be: nobody needs to be looked for.
  const known = records.filter(({ eventXid, xid }) => eventXid === xid).length;
  const strangers = row?.count === known ? [] : await em.execute<Stranger[]>(STRANGERS, [from, ...bounds]);
  return { records, strangers };
}
