import { TRANSITIONS } from '@ostiary/domain/application';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank } from '../../testing.ts';
import { insertCase, type QueuedCase } from '../../testing/queue-rows.ts';
import { foldCounts } from './queue-counts.service.ts';

let bank: TestBank;
let reviewer: SignedInStaff;
const cases: QueuedCase[] = [];
afterAll(() => bank.close());
beforeAll(async () => {
  bank = await createTestBank();
  reviewer = await bank.staff('reviewer');
  for (let at = 0; at < 30; at++) cases.push(await insertCase(bank, { dueInHours: at % 3 === 0 ? -1 : 5 }));
}, 60_000);

/** What a count of every row says. */
async function recount() {
  const rows = await bank.owner<{ tab: string; n: number }>(
    'select tab, count(*)::integer as n from kyc_application group by tab',
  );
  const of = (tab: string) => rows.find((row) => row.tab === tab)?.n ?? 0;
  return {
    waiting: of('waiting'),
    inReview: of('in_review'),
    secondApproval: of('second_approval'),
    actionRequired: of('action_required'),
    decided: of('decided'),
  };
}

const isHeld = (status: string) => status === 'IN_REVIEW';

/** One edge of the table at random, taken by SQL, so that only the trigger can have counted it. */
async function move({ id }: QueuedCase): Promise<void> {
  const [row] = await bank.owner<{ status: string }>('select status from kyc_application where id = ?', [id]);
  // An approval needs its decisions, which nobody makes here.
  const edges = TRANSITIONS.filter(({ from, to }) => from === row?.status && to !== 'APPROVED');
  const to = edges[Math.floor(Math.random() * edges.length)]?.to;
  if (row === undefined || to === undefined) return;
  const holder = isHeld(to) ? reviewer.id : null;
  await bank.owner(
    `update kyc_application set status = ?, claimed_by = ?::uuid, claimed_at = case when ?::uuid is null then null else bank_now() end,
       lease_expires_at = case when ?::uuid is null then null else bank_now() + interval '1 hour' end
     where id = ? and status = ?`,
    [to, holder, holder, holder, id, row.status],
  );
}

describe('the counts of the tabs', () => {
  it('equal a recount after every step of random ways, with cases that come, go and are folded meanwhile', async () => {
    for (let round = 0; round < 6; round++) {
      const fold = () => foldCounts(bank.deps);
      await Promise.all([
        fold(),
        ...cases.map(move),
        fold(),
        ...cases.slice(0, 10).map(move),
        insertCase(bank),
        fold(),
      ]);
      if (round === 3) await bank.owner('delete from kyc_application where id = ?', [cases[0]?.id]);
      expect(await reviewer.api.review.counts()).toMatchObject(await recount());
    }
    await foldCounts(bank.deps);
    expect(await bank.owner('select from queue_change')).toEqual([]);
    expect(await reviewer.api.review.counts()).toMatchObject(await recount());
  });

  it('are never seen twice or half while they are folded', async () => {
    const before = await reviewer.api.review.counts();
    for (let at = 0; at < 20; at++) {
      await insertCase(bank, { status: 'INCOMPLETE' });
      const [counts] = await Promise.all([reviewer.api.review.counts(), foldCounts(bank.deps), foldCounts(bank.deps)]);
      expect(counts).toMatchObject({ waiting: before.waiting, inReview: before.inReview, decided: before.decided });
    }
  });

  it('tell what one holds oneself, and what is late', async () => {
    const other = await bank.newStaff('reviewer');
    await insertCase(bank, { status: 'IN_REVIEW', claimedBy: other.id, dueInHours: -3 });
    const [late] = await bank.owner<{ n: number }>(
      `select count(*)::integer as n from kyc_application where due_at < bank_now() and status in ('SUBMITTED', 'IN_REVIEW', 'PENDING_SECOND_APPROVAL')`,
    );
    expect(await other.api.review.counts()).toMatchObject({ mine: 1, late: late?.n });
  });

  it('are folded once a minute with the other chores', async () => {
    await insertCase(bank);
    await bank.deps.jobs.send(bank.deps.orm.em.fork(), 'maintain', { id: '' });
    await bank.runJobs();
    expect(await bank.owner('select from queue_change')).toEqual([]);
  });
});

const KEYS = 'code, status, due_at, submitted_at, risk_rank';

describe('the table of signals', () => {
  it('holds what the cases say after every step of random ways', async () => {
    for (const signals of [['VELOCITY'], ['VELOCITY', 'SSN_SHARED'], []])
      for (let at = 0; at < 5; at++) cases.push(await insertCase(bank, { signals }));
    for (let round = 0; round < 6; round++) {
      await Promise.all(cases.map(move));
      for (const change of [
        `due_at = due_at + random() * interval '1 day'`,
        `risk_score = floor(random() * 100), risk_band = 'LOW', risk_assessed_at = now()`,
        `signal_codes = (array['{}', '{VELOCITY}', '{SSN_SHARED,SSN_SHARED,VELOCITY}', '{DUPLICATE_PERSON}'])[1 + floor(random() * 4)::integer]::text[]`,
      ])
        await bank.owner(`update kyc_application set ${change} where random() < 0.3`);
      if (round === 3) await bank.owner('delete from kyc_application where id = ?', [cases.at(-1)?.id]);
      const said = `select distinct id, ${KEYS} from kyc_application cross join unnest(signal_codes) code where submitted_at is not null`;
      const kept = `select application_id, ${KEYS} from application_signal`;
      expect(await bank.owner(`(${said} except ${kept}) union all (${kept} except ${said})`)).toEqual([]);
    }
    expect(await bank.owner('select from application_signal')).not.toEqual([]);
  });
});

describe('the count of a list', () => {
  it('is exact to a thousand, then says that there is more', async () => {
    await bank.owner(
      `insert into branch (id, code, name, country, created_at) values (gen_random_uuid(), 'BULK', 'Bulk', 'US', now())`,
    );
    await bank.owner('alter table kyc_application disable trigger kyc_application_edge');
    const add = async (n: number) => {
      await bank.owner(
        `with person as (insert into app_user (id, username, email, created_at, updated_at)
           select gen_random_uuid(), 'm' || ? || '_' || i, 'm' || ? || '_' || i || '@example.com', now(), now() from generate_series(1, ?::integer) i returning id),
         customer as (insert into customer (id, customer_number, country, created_at, updated_at)
           select id, 'CUST9' || lpad((row_number() over () + ?::integer * 2000)::text, 9, '0'), 'US', now(), now() from person returning id)
         insert into kyc_application (id, customer_id, policy_version_id, status, submitted_at, due_at, signal_codes, branch_id, created_at, updated_at)
           select gen_random_uuid(), c.id, (select id from policy_version limit 1), 'REJECTED', now(), now(), '{PAN_SHARED}', b.id, now(), now() from customer c cross join branch b`,
        [n, n, n, n],
      );
    };
    await add(1_000);
    for (const filter of [{ branch: 'BULK' }, { signal: 'PAN_SHARED' }] as const)
      expect(await reviewer.api.review.queue({ tab: 'decided', ...filter })).toMatchObject({
        count: 1_000,
        more: false,
      });
    await add(1);
    for (const filter of [{ branch: 'BULK' }, { signal: 'PAN_SHARED' }] as const)
      expect(await reviewer.api.review.queue({ tab: 'decided', ...filter })).toMatchObject({ count: null, more: true });
    // Kept counts are exact however many there are; those of one branch are counted.
    expect(await reviewer.api.review.counts()).toMatchObject({ more: [] });
    const there = await bank.newStaff('reviewer');
    await bank.owner(
      `update app_user set only_own_branch = true, branch_id = (select id from branch where code = 'BULK') where id = ?`,
      [there.id],
    );
    expect(await there.api.review.counts()).toMatchObject({ waiting: 0, decided: 1_000, more: ['decided'] });
  });
});
