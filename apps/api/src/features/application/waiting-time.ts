import type { SqlEntityManager } from '@ostiary/db';
import type { WaitingTime } from '@ostiary/domain/application';

const DAYS = 30;
/** Fewer decided cases than this say nothing honest about the next one. */
const ENOUGH = 20;

/** From the first time it was sent: what the bank asked again for took time too. Only of later rounds the timeline is asked. */
const FIRST_SENT = `case when a.round = 1 then a.submitted_at else coalesce((select min(e.at) from application_event e
  where e.application_id = a.id and e.kind = 'submitted'), a.submitted_at) end`;
const TOOK = `extract(epoch from decided_at - ${FIRST_SENT})`;

/** Half and nine in ten of the last month's applications like this one were decided within…; null with too little history. */
export async function waitingTime(em: SqlEntityManager, policyVersionId: string): Promise<WaitingTime | null> {
  const [row] = await em.execute<{ decisions: number; half: number | null; nine: number | null; kind: string }[]>(
    `select count(*)::int as decisions, max(p.body ->> 'title') as kind,
       percentile_cont(0.5) within group (order by ${TOOK}) / 60 as half,
       percentile_cont(0.9) within group (order by ${TOOK}) / 60 as nine
     from kyc_application a join policy_version p on p.id = a.policy_version_id
     where a.status in ('APPROVED', 'REJECTED') and a.decided_at > bank_now() - interval '${DAYS} days'
       and p.code = (select code from policy_version where id = ?)`,
    [policyVersionId],
  );
  if (!row || row.decisions < ENOUGH || row.half === null || row.nine === null) return null;
  return {
    halfWithinMinutes: Math.ceil(row.half),
    nineInTenWithinMinutes: Math.ceil(row.nine),
    decisions: row.decisions,
    days: DAYS,
    kind: row.kind,
  };
}
