import type { QueueCounts } from '@ostiary/domain/review';
import type { Deps, StaffContext } from '../../context.ts';
import { COUNT_LIMIT } from './queue-sql.ts';

type Counted = Omit<QueueCounts, 'more'>;

const NOTHING: Counted = {
  waiting: 0,
  mine: 0,
  inReview: 0,
  secondApproval: 0,
  actionRequired: 0,
  decided: 0,
  late: 0,
};

const kept = (tab: string) => `coalesce(sum(n) filter (where tab = '${tab}'), 0)::integer`;

const LIMIT = COUNT_LIMIT + 1;
const of = (tab: string, condition: string) => `(select count(*)::integer from (select 1 from kyc_application a
  where a.branch_id = b.id and a.submitted_at is not null and a.tab = '${tab}' and ${condition} limit ${LIMIT}) rows)`;

/** The same for somebody who sees one branch alone: counted along its index, up to one more than is told. */
const OF_BRANCH = `
  select ${of('waiting', 'true')} as waiting, ${of('in_review', 'true')} as "inReview",
    ${of('second_approval', 'true')} as "secondApproval", ${of('action_required', 'true')} as "actionRequired",
    ${of('decided', 'true')} as decided, ${of('in_review', 'a.claimed_by = ?')} as mine,
    (select count(*)::integer from (select 1 from kyc_application a where a.branch_id = b.id and a.submitted_at is not null
      and a.status in ('SUBMITTED', 'IN_REVIEW', 'PENDING_SECOND_APPROVAL') and a.due_at < bank_now() limit ${LIMIT}) rows) as late
  from branch b where b.id = ?::uuid`;

type Name = QueueCounts['more'][number];
const EACH: readonly Name[] = ['waiting', 'mine', 'inReview', 'secondApproval', 'actionRequired', 'decided', 'late'];

/** One more than is told stands for any number beyond. */
function toldOf(counted: Counted, names: readonly Name[]): QueueCounts {
  const more = names.filter((name) => counted[name] > COUNT_LIMIT);
  return { ...counted, ...Object.fromEntries(more.map((name) => [name, COUNT_LIMIT])), more };
}

/** What each tab holds: kept, so that the size of the bank does not matter; `mine` and `late` are counted. */
export async function countQueue(ctx: StaffContext): Promise<QueueCounts> {
  const beyond = LIMIT;
  const { id, onlyBranch } = ctx.actor;
  if (onlyBranch !== null) {
    const [own = NOTHING] = await ctx.em.execute<Counted[]>(OF_BRANCH, [id, onlyBranch]);
    return toldOf(own, EACH);
  }
  const [row = NOTHING] = await ctx.em.execute<Counted[]>(
    `select ${kept('waiting')} as waiting, ${kept('in_review')} as "inReview", ${kept('second_approval')} as "secondApproval",
       ${kept('action_required')} as "actionRequired", ${kept('decided')} as decided,
       (select count(*)::integer from (select 1 from kyc_application a
         where a.status = 'IN_REVIEW' and a.claimed_by = ? limit ${beyond}) rows) as mine,
       (select count(*)::integer from (select r.* from
         unnest('{SUBMITTED,IN_REVIEW,PENDING_SECOND_APPROVAL}'::text[]) s (status)
         cross join lateral (select 1 from kyc_application a
           where a.submitted_at is not null and a.status = s.status and a.due_at < bank_now()
           order by a.due_at limit ${beyond}) r limit ${beyond}) rows) as late
     from (select tab, n from queue_count union all select tab, n from queue_change) counted`,
    [id],
  );
  return toldOf(row, ['mine', 'late']);
}

/** Once a minute: what changed since goes into the kept counts, in one statement, so that no reader sees it twice. */
export async function foldCounts({ orm }: Pick<Deps, 'orm'>): Promise<void> {
  await orm.em.fork().execute(
    `with gone as (delete from queue_change returning tab, n)
     insert into queue_count as kept (tab, n) select tab, sum(n) from gone group by tab order by tab
     on conflict (tab) do update set n = kept.n + excluded.n`,
  );
}
