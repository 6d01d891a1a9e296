import type { SqlEntityManager } from '@ostiary/db';
import { type Pending, PENDING_BANDS } from '@ostiary/domain/reports';

const within = (hours: number | null) => (hours === null ? 'null' : `bank_now() - interval '${hours} hours'`);

const BANDS = PENDING_BANDS.map(({ band, untilHours }, at) => {
  const youngest = PENDING_BANDS[at - 1]?.untilHours ?? null;
  return `count(*) filter (where coalesce(submitted_at > ${within(untilHours)}, true)
    and coalesce(submitted_at <= ${within(youngest)}, true))::integer as "${band}"`;
}).join(', ');

/** What waits for the bank now, by how long it has waited; of one branch where one is named. */
export async function readPending(em: SqlEntityManager, branch: string | null): Promise<Pending> {
  const here = branch === null ? '' : 'and branch_id = ?::uuid';
  const [row = {}] = await em.execute<Record<string, number>[]>(
    `select count(*)::integer as total, count(*) filter (where due_at < bank_now())::integer as late, ${BANDS},
       (select count(*)::integer from kyc_application where submitted_at is not null and status = 'ACTION_REQUIRED' ${here}) as customer
     from kyc_application where submitted_at is not null and status in ('SUBMITTED', 'IN_REVIEW', 'PENDING_SECOND_APPROVAL') ${here}`,
    branch === null ? [] : [branch, branch],
  );
  return {
    total: row.total ?? 0,
    late: row.late ?? 0,
    withCustomer: row.customer ?? 0,
    bands: PENDING_BANDS.map(({ band }) => ({ band, cases: row[band] ?? 0 })),
  };
}
