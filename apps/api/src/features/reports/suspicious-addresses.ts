import type { SqlEntityManager } from '@ostiary/db';
import { daysOn, type ReportSpan, type SuspiciousAddress } from '@ostiary/domain/reports';

const MOST = 20;

interface Row {
  readonly address: string;
  readonly events: number;
  readonly failed: number;
  readonly last: string;
}

// Its first and last address, for no index knows `<<=` of a value that differs by row.
const FIRST = 'network(seen.address)::inet';
const LAST = 'set_masklen(broadcast(seen.address), case family(seen.address) when 4 then 32 else 128 end)';

/** Networks that many accounts were tried from (IPv6 by /64), with their failures of the period. */
export async function readAddresses(em: SqlEntityManager, { from, to }: ReportSpan): Promise<SuspiciousAddress[]> {
  const period = [`${from}T00:00:00Z`, `${daysOn(to, 1)}T00:00:00Z`];
  const rows = await em.execute<Row[]>(
    `with seen as (
       select (metadata ->> 'subject')::inet as address, count(*)::integer as events, max(created_at) as last from security_event
       where event_type = 'SUSPICIOUS_ACTIVITY' and metadata ->> 'subject' is not null and metadata ->> 'signal' = 'MANY_ACCOUNTS'
         and created_at >= ? and created_at < ?
       group by 1 order by events desc, last desc limit ${MOST})
     select abbrev(address) as address, events, last, (select count(*)::integer from login_activity l
         where l.ip between ${FIRST} and ${LAST} and l.at >= ? and l.at < ?
           and l.outcome in ('FAILED', 'SECOND_FACTOR_FAILED', 'LOCKED', 'THROTTLED')) as failed
     from seen order by events desc, last desc`,
    [...period, ...period],
  );
  return rows.map(({ address, events, failed, last }) => ({
    address,
    events,
    failedSignIns: failed,
    lastSeenAt: new Date(last).toISOString(),
  }));
}
