import type { ApplicationId, UserId } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';
import { type CaseToTell, tellCounted } from './due.service.ts';
import { tellStaff } from './tell.service.ts';

type Em = Deps['orm']['em'];

/** So many cases in one transaction; more wait for the next minute. */
const BATCH = 1_000;

interface NewCase extends CaseToTell {
  readonly id: ApplicationId;
  readonly customer_number: string;
  readonly submitted_at: string;
  /** Who asked for it again, if it was handed in before. */
  readonly asked_by: UserId | null;
}

const MARK = `
  update kyc_application a set new_told_at = bank_now() from customer c where c.id = a.customer_id and a.id in (
    select id from kyc_application where status = 'SUBMITTED' and (new_told_at is null or new_told_at < submitted_at)
    order by submitted_at, id limit ${BATCH} for update skip locked)
  returning a.id, a.customer_id, a.status, a.branch_id, coalesce(a.claimed_by, a.assigned_to) as keeper,
    null::uuid as approved_by, c.customer_number, a.submitted_at,
    (select d.decided_by from kyc_decision d join app_user u on u.id = d.decided_by and not u.is_blocked
     where d.application_id = a.id and d.kind = 'REQUEST_MORE' and d.voided_at is null
     order by d.decided_at desc limit 1) as asked_by`;

async function tell(em: Em, now: Date): Promise<number> {
  const cases = await em.execute<NewCase[]>(MARK);
  const again = cases.filter(({ asked_by }) => asked_by !== null);
  for (const { id, customer_number: customer, submitted_at, asked_by } of again)
    await tellStaff(
      { em, now },
      {
        users: asked_by === null ? [] : [asked_by],
        kind: 'CASE_RESUBMITTED',
        applicationId: id,
        facts: { customer },
        event: `resubmitted:${id}:${submitted_at}`,
      },
    );
  const first = cases.filter(({ asked_by }) => asked_by === null);
  await tellCounted(em, { kind: 'NEW_CASE', cases: first, now });
  return cases.length;
}

/** New cases, counted up within the hour for everybody who may take them; what came back, to who had asked for it. */
export function tellOfNewCases({ orm, clock }: Deps): Promise<number> {
  return orm.em.fork().transactional((em) => tell(em, clock()));
}
