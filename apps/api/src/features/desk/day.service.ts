import type { MyDay } from '@ostiary/domain/review';
import type { ApplicationId } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';

const MOST = 100;
/** A median of fewer would tell of one case. */
const FEWEST_FOR_A_MEDIAN = 3;
const DAY_MS = 24 * 60 * 60_000;

interface OwnCase {
  readonly id: ApplicationId;
  readonly name: string;
  readonly due_at: string;
  /** Set where the person holds the case now. */
  readonly until: string | null;
}

/** Held or assigned, most urgent first. What waits for the applicant is nobody's to do. */
const OWN = `
  select a.id, trim(coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '')) as name, a.due_at,
    case when a.claimed_by = ? then a.lease_expires_at end as until
  from kyc_application a join customer c on c.id = a.customer_id
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

/** One person's day at the desk: what is theirs now, and what they decided since midnight (UTC). */
export async function myDay({ em, actor, now }: StaffContext): Promise<MyDay> {
  const me = actor.id;
  const midnight = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
  const tomorrow = new Date(midnight.getTime() + DAY_MS);
  const own = (await em.execute<OwnCase[]>(OWN, [me, actor.onlyBranch, me, now, me])).map(
    ({ id, name, due_at, until }) => {
      const due = new Date(due_at);
      return { id, name, dueAt: due.toISOString(), due, isLate: due < now, until };
    },
  );
  const [done] = await em.execute<Done[]>(DONE, [me, midnight]);
  return {
    claimed: own.flatMap(({ id, name, until }) =>
      until === null ? [] : [{ id, name, until: new Date(until).toISOString() }],
    ),
    assigned: own.flatMap(({ id, name, dueAt, isLate, until }) =>
      until === null ? [{ id, name, dueAt, isLate }] : [],
    ),
    dueToday: own.filter(({ due }) => due >= midnight && due < tomorrow).length,
    late: own.filter(({ isLate }) => isLate).length,
    done: { approved: done?.approved ?? 0, rejected: done?.rejected ?? 0, moreRequested: done?.more ?? 0 },
    medianSeconds: (done?.timed ?? 0) < FEWEST_FOR_A_MEDIAN ? null : (done?.median ?? null),
  };
}
