import type { ApplicantKind } from '@ostiary/domain/policy';
import type { DayInput, MyDay } from '@ostiary/domain/review';
import type { ApplicationId } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';

const MOST = 100;
/** A median of fewer would tell of one case. */
const FEWEST_FOR_A_MEDIAN = 3;

interface OwnCase {
  readonly id: ApplicationId;
  readonly name: string;
  readonly kind: ApplicantKind;
  readonly due_at: string;
  /** Set where the person holds the case now. */
  readonly until: string | null;
}

/** Held or assigned, most urgent first. What waits for the applicant is nobody's to do. */
const OWN = `
  select a.id, c.full_name as name, v.applicant_kind as kind, a.due_at,
    case when a.claimed_by = ? then a.lease_expires_at end as until
  from kyc_application a join customer c on c.id = a.customer_id join policy_version v on v.id = a.policy_version_id
  where a.status in ('SUBMITTED', 'IN_REVIEW', 'PENDING_SECOND_APPROVAL')
    and a.branch_id is not distinct from coalesce(?::uuid, a.branch_id) and ((a.claimed_by = ? and a.lease_expires_at > ?) or a.assigned_to = ?)
  order by a.due_at, a.id limit ${MOST}`;

interface Done {
  readonly approved: number;
  readonly rejected: number;
  readonly more: number;
  readonly timed: number;
  readonly median: number | null;
}

/** A second approval is claimed by nobody and takes no time here. */
const DONE = `
  with done as (
    select d.kind, extract(epoch from d.decided_at - (
      select max(e.at) from application_event e
      where e.application_id = d.application_id and e.kind = 'review_started' and e.actor_id = d.decided_by
        and e.at <= d.decided_at and d.stage = 1)) as seconds
    from kyc_decision d where d.decided_by = ? and d.decided_at >= ? and d.voided_at is null)
  select count(*) filter (where kind = 'APPROVE')::int as approved, count(*) filter (where kind = 'REJECT')::int as rejected,
    count(*) filter (where kind = 'REQUEST_MORE')::int as more, count(seconds)::int as timed,
    round(percentile_cont(0.5) within group (order by seconds))::int as median
  from done`;

/** Midnight before and after a moment, as the clocks of that zone show it. */
const DAY = `
  select day at time zone zone as midnight, (day + interval '1 day') at time zone zone as tomorrow
  from (select date_trunc('day', ?::timestamptz at time zone zone) as day, zone from (select ?::text as zone) z) d`;

interface Day {
  readonly midnight: string;
  readonly tomorrow: string;
}

/** One person's day at the desk: what is theirs now, and what they decided since midnight where they are. */
export async function myDay({ em, actor, now }: StaffContext, { zone }: DayInput): Promise<MyDay> {
  const me = actor.id;
  const [day] = await em.execute<Day[]>(DAY, [now, zone]);
  const [midnight, tomorrow] = [new Date(day?.midnight ?? now), new Date(day?.tomorrow ?? now)];
  const own = (await em.execute<OwnCase[]>(OWN, [me, actor.onlyBranch, me, now, me])).map(
    ({ id, name, kind, due_at, until }) => {
      const due = new Date(due_at);
      return { line: { id, name, kind }, dueAt: due.toISOString(), due, isLate: due < now, until };
    },
  );
  const [done] = await em.execute<Done[]>(DONE, [me, midnight]);
  return {
    claimed: own.flatMap(({ line, until }) =>
      until === null ? [] : [{ ...line, until: new Date(until).toISOString() }],
    ),
    assigned: own.flatMap(({ line, dueAt, isLate, until }) => (until === null ? [{ ...line, dueAt, isLate }] : [])),
    dueToday: own.filter(({ due }) => due >= midnight && due < tomorrow).length,
    late: own.filter(({ isLate }) => isLate).length,
    done: { approved: done?.approved ?? 0, rejected: done?.rejected ?? 0, moreRequested: done?.more ?? 0 },
    medianSeconds: (done?.timed ?? 0) < FEWEST_FOR_A_MEDIAN ? null : (done?.median ?? null),
  };
}
