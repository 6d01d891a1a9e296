import type { TestDeps } from './test-deps.ts';

/** What a bank full of decided cases has of each kind; of a whole bank each number is that of its decisions. */
interface Decided {
  readonly decisions: number;
  readonly audits: number;
  readonly messages: number;
  readonly lines: number;
  /** Cases that have another number of decisions than one. */
  readonly notOne: number;
  /** Cases that wait, or are somebody's, or whose decision is on its way. */
  readonly open: number;
}

/** Counts decisions and what must come with each of them. */
export async function countDecided(bank: Pick<TestDeps, 'owner'>): Promise<Decided> {
  const [row] = await bank.owner<Decided>(`
    select (select count(*)::int from kyc_decision) as decisions,
      (select count(*)::int from audit_event a join kyc_decision d on d.audit_id = a.id
        where a.action in ('application.approved', 'application.rejected', 'application.more-requested')
          and a.target_id = d.application_id::text) as audits,
      (select count(*)::int from outbox_message where template in ('approved', 'rejected', 'action_required')) as messages,
      (select count(*)::int from application_event where kind in ('approved', 'rejected', 'more_requested')) as lines,
      (select count(*)::int from kyc_application a
        where (select count(*) from kyc_decision d where d.application_id = a.id) <> 1) as "notOne",
      (select count(*)::int from kyc_application where status in ('SUBMITTED', 'IN_REVIEW'))
        + (select count(*)::int from held_decision) as open`);
  if (!row) throw new Error('no counts');
  return row;
}

/** Each of so many cases decided once, with one record, one message and one line in the timeline. */
export const eachOnce = (cases: number): Decided => ({
  decisions: cases,
  audits: cases,
  messages: cases,
  lines: cases,
  notOne: 0,
  open: 0,
});
