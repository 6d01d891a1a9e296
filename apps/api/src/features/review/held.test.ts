import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, testContext, type TestBank } from '../../testing.ts';
import { applicantOf, waitingCases, type WaitingCase } from '../../testing/many-cases.ts';
import { recordTest } from '../../testing/test-record.ts';
import { inTransaction } from '../../transaction.ts';
import { maintain } from '../../worker.ts';
import { endSessions } from '../auth/end-sessions.service.ts';
import { commitOverdue } from './held.service.ts';

let bank: TestBank;
let reviewer: SignedInStaff;
let admin: SignedInStaff;
let cases: WaitingCase[];
beforeAll(async () => {
  bank = await createTestBank();
  reviewer = await bank.staff('reviewer');
  admin = await bank.staff('admin');
  cases = await waitingCases(bank, 26);
}, 60_000);
afterAll(() => bank.close());

const bare = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const later = (seconds: number) => bank.setNow(new Date(bank.now().getTime() + seconds * 1_000));

async function claimed(by: SignedInStaff = reviewer): Promise<WaitingCase & { version: number }> {
  const next = cases.pop();
  if (!next) throw new Error('no case is left');
  const { case: shown } = await by.api.review.claim({ id: next.id });
  return { ...next, version: shown.version };
}

/** An approval that may still be undone. */
async function held(by: SignedInStaff = reviewer): Promise<WaitingCase & { version: number }> {
  const mine = await claimed(by);
  await by.api.review.approve({ id: mine.id, version: mine.version, hold: 10, note: 'a held note' });
  return mine;
}

async function factsOf(id: string) {
  const count = async (sql: string) => (await bank.owner(sql, [id])).length;
  const [application] = await bank.owner<{ status: string }>('select status from kyc_application where id = ?', [id]);
  return {
    status: application?.status,
    held: await count('select 1 from held_decision where application_id = ?'),
    decisions: await count('select 1 from kyc_decision where application_id = ?'),
    audits: await count(`select 1 from audit_event where target_id = ? and action = 'application.approved'`),
    messages: await count(
      `select 1 from outbox_message where template = 'approved' and user_id = (select customer_id from kyc_application where id = ?)`,
    ),
  };
}
const OPEN = { status: 'IN_REVIEW', held: 1, decisions: 0, audits: 0, messages: 0 };
const UNDONE = { ...OPEN, held: 0 };
const MADE = { status: 'APPROVED', held: 0, decisions: 1, audits: 1, messages: 1 };

const noticesOf = (id: string) =>
  bank.owner(
    `select user_id, facts ->> 'because' as because from notification where application_id = ? and kind = 'DECISION_NOT_MADE'`,
    [id],
  );

describe('a decision that may still be undone', () => {
  it('is kept with its lease, sealed, and told to nobody but the desk', async () => {
    const mine = await claimed();
    const { id, version } = mine;
    const answer = await reviewer.api.review.approve({ id, version, hold: 10, note: 'a held note' });
    expect(answer).toEqual({
      id,
      version,
      status: 'IN_REVIEW',
      heldUntil: new Date(bank.now().getTime() + 10_000).toISOString(),
    });
    expect(await factsOf(id)).toEqual(OPEN);
    const view = { kind: 'APPROVE', by: 'Test reviewer', commitsAt: answer.heldUntil };
    expect((await reviewer.api.review.case({ id })).held).toEqual({ ...view, isMine: true });
    expect((await admin.api.review.case({ id })).held).toEqual({ ...view, isMine: false });
    expect(JSON.stringify(await bank.owner('select * from held_decision'))).not.toContain('held note');
    const overview = await (await applicantOf(bank, mine)).application.overview();
    expect(overview).toMatchObject({ status: 'IN_REVIEW', decidedAt: null });
    await expect(reviewer.api.review.undo({ id })).resolves.toMatchObject({ case: { held: null, isMine: true } });
    expect(await factsOf(id)).toEqual(UNDONE);
    await expect(reviewer.api.review.undo({ id })).resolves.toMatchObject({ case: { held: null } });
    await expect(reviewer.api.review.approve({ id, version })).resolves.toMatchObject({ status: 'APPROVED' });
  });

  it('is refused at once for what would refuse it later', async () => {
    const { id, version } = await claimed();
    await expect(reviewer.api.review.approve({ id, version, hold: 10, acceptRemaining: false })).rejects.toEqual(
      bare('REQUIREMENTS_OPEN'),
    );
    await expect(reviewer.api.review.requestMore({ id, version, hold: 10 })).rejects.toEqual(bare('REQUIREMENTS_OPEN'));
    await expect(reviewer.api.review.approve({ id, version: version - 1, hold: 10 })).rejects.toEqual(
      bare('RECORD_CHANGED'),
    );
    expect(await factsOf(id)).toEqual(UNDONE);
  });

  it('keeps every other act on the case out', async () => {
    const { id, version } = await held();
    const judge = { id, version, requirement: 'ssn', verdict: 'accept' } as const;
    const again = { reasons: [{ code: 'UNDER_AGE' as const }], hold: 10 as const };
    for (const attempt of [
      () => reviewer.api.review.approve({ id, version }),
      () => reviewer.api.review.reject({ id, version, ...again }),
      () => reviewer.api.review.judge(judge),
      () => reviewer.api.review.release({ id }),
    ])
      await expect(attempt()).rejects.toMatchObject({
        cause: { code: 'DECISION_HELD', details: { heldBy: 'Test reviewer', until: expect.any(String) } },
      });
    await expect(admin.api.review.undo({ id })).rejects.toEqual(bare('DECISION_HELD'));
    await expect(admin.api.review.approve({ id, version })).rejects.toEqual(bare('CASE_HELD'));
    expect(await factsOf(id)).toEqual(OPEN);
  });

  it('has its case for as long as it may be undone, even if the lease was about to end', async () => {
    const { id, version } = await claimed();
    const soon = new Date(bank.now().getTime() + 2_000);
    await bank.owner('update kyc_application set lease_expires_at = ? where id = ?', [soon, id]);
    await reviewer.api.review.approve({ id, version, hold: 10 });
    await later(5);
    await expect(admin.api.review.claim({ id })).rejects.toEqual(bare('CASE_HELD'));
    await expect(reviewer.api.review.undo({ id })).resolves.toMatchObject({ case: { isMine: true, held: null } });
  });

  it.each([
    ['its job', (id: string) => commitOverdue(bank.deps, id as never)],
    ['the minute’s round', () => maintain(bank.deps)],
    ['whoever opens the case next', (id: string) => admin.api.review.case({ id: id as never })],
    ['whoever takes the next case', () => admin.api.review.next()],
  ] as const)('is made, once, by %s when its time is up', async (_, wake) => {
    const { id, version } = await held();
    await commitOverdue(bank.deps);
    expect(await factsOf(id)).toEqual(OPEN);
    await later(10);
    await Promise.all([wake(id), wake(id)]);
    expect(await factsOf(id)).toEqual(MADE);
    const [audit] = await bank.owner(
      `select actor_id, actor_role, user_agent from audit_event where target_id = ? and action = 'application.approved'`,
      [id],
    );
    expect(audit).toEqual({ actor_id: reviewer.id, actor_role: 'KYC_REVIEWER', user_agent: 'ostiary-tests' });
    await expect(reviewer.api.review.undo({ id })).rejects.toMatchObject({
      cause: { code: 'ALREADY_REVIEWED', details: { status: 'APPROVED', decidedBy: 'Test reviewer' } },
    });
    await expect(reviewer.api.review.approve({ id, version, hold: 10 })).rejects.toEqual(bare('ALREADY_REVIEWED'));
  });

  it('outlives a lease that would have ended meanwhile, and every process', async () => {
    const { id } = await held();
    await later(3_600);
    await maintain(bank.deps);
    expect(await factsOf(id)).toEqual(MADE);
    reviewer = await bank.newStaff('reviewer');
    admin = await bank.newStaff('admin');
  });

  it('is left alone where it was undone and sent again while its wake-up waited', async () => {
    const { id } = await held();
    await later(10);
    const { waking } = await bank.deps.orm.em.fork().transactional(async (em) => {
      await em.execute('select 1 from kyc_application where id = ? for update', [id]);
      const commit = commitOverdue(bank.deps, id);
      await wait(500);
      recordTest(em, bank.now());
      await em.execute(
        `update held_decision set commits_at = commits_at + interval '10 seconds' where application_id = ?`,
        [id],
      );
      return { waking: commit };
    });
    await waking;
    expect(await factsOf(id)).toEqual(OPEN);
  });

  it('leaves a job that wakes up after its time', async () => {
    const { id } = await held();
    const jobs = await bank.owner(
      `select extract(epoch from start_after - ?::timestamptz)::float as seconds from jobs.job
       where name = 'commit-decision' and data ->> 'id' = ?`,
      [bank.now(), id],
    );
    expect(jobs).toEqual([{ seconds: 10.5 }]);
    await later(11);
    await bank.runJobs();
    expect(await factsOf(id)).toMatchObject({ status: 'APPROVED', held: 0, decisions: 1 });
  });

  it('repeats the same answer for the same key', async () => {
    const { id, version } = await claimed();
    reviewer.visitor.idempotencyKey = `held-${id}`;
    const input = { id, version, hold: 10 } as const;
    const first = await reviewer.api.review.approve(input);
    await expect(reviewer.api.review.approve(input)).resolves.toEqual(first);
    reviewer.visitor.idempotencyKey = undefined;
    await later(10);
    await commitOverdue(bank.deps);
    expect(await factsOf(id)).toEqual(MADE);
  });
});

describe('a held decision', () => {
  it('gives way to the applicant who withdraws, and its author hears of it', async () => {
    const mine = await held();
    await (await applicantOf(bank, mine)).application.withdraw();
    expect(await factsOf(mine.id)).toEqual({ ...UNDONE, status: 'WITHDRAWN' });
    expect(await noticesOf(mine.id)).toEqual([{ user_id: reviewer.id, because: 'WITHDRAWN' }]);
    await later(11);
    await maintain(bank.deps);
    expect(await factsOf(mine.id)).toEqual({ ...UNDONE, status: 'WITHDRAWN' });
    await expect(reviewer.api.review.undo({ id: mine.id })).rejects.toMatchObject({
      cause: { code: 'INVALID_TRANSITION', details: { status: 'WITHDRAWN' } },
    });
  });

  it('is forgotten with its applicant', async () => {
    const { id, customerId } = await held();
    const [row] = await bank.owner<{ number: string }>('select customer_number as number from customer where id = ?', [
      customerId,
    ]);
    const fresh = await bank.newStaff('admin');
    await fresh.api.customers.erase({
      id: customerId,
      customerNumber: row?.number ?? '',
      reason: 'CUSTOMER_REQUEST',
    });
    expect(await factsOf(id)).toEqual({ ...UNDONE, status: 'WITHDRAWN' });
    expect(await noticesOf(id)).toEqual([{ user_id: reviewer.id, because: 'ERASED' }]);
  });

  it('is made at once when its author signs out', async () => {
    const leaving = await bank.newStaff('reviewer');
    const { id } = await held(leaving);
    await leaving.api.auth.logout({});
    expect(await factsOf(id)).toEqual(MADE);
  });

  it.each([
    ['is blocked', 'update app_user set is_blocked = true where id = ?'],
    ['loses the role', 'update user_role set is_active = false where user_id = ?'],
  ])('is dropped when its author %s, and the case goes back', async (_, sql) => {
    const leaving = await bank.newStaff('reviewer');
    const { id } = await held(leaving);
    await bank.owner(sql, [leaving.id]);
    const ctx = testContext(bank.deps, 'staff');
    await inTransaction(ctx, (tx) => endSessions(tx, { userId: leaving.id, reason: 'BLOCKED' }));
    expect(await factsOf(id)).toEqual({ ...UNDONE, status: 'SUBMITTED' });
    expect(await noticesOf(id)).toEqual([{ user_id: leaving.id, because: 'AUTHOR_LEFT' }]);
  });

  it('is dropped at its time where its author may not decide any more', async () => {
    const leaving = await bank.newStaff('reviewer');
    const { id } = await held(leaving);
    await bank.owner('update user_role set is_active = false where user_id = ?', [leaving.id]);
    await later(10);
    await commitOverdue(bank.deps);
    expect(await factsOf(id)).toEqual({ ...UNDONE, status: 'SUBMITTED' });
  });

  it('is dropped where the record is not what it was made on', async () => {
    const { id } = await held();
    await bank.owner('update kyc_application set version = version + 1 where id = ?', [id]);
    await later(10);
    await commitOverdue(bank.deps);
    expect(await factsOf(id)).toEqual(UNDONE);
    expect(await noticesOf(id)).toEqual([{ user_id: reviewer.id, because: 'CHANGED' }]);
  });

  it('is kept at the second stage, too, without a lease', async () => {
    const { id, version } = await claimed();
    const first = await reviewer.api.review.approve({ id, version, escalate: true, note: 'look again', hold: 10 });
    expect(first).toMatchObject({ status: 'IN_REVIEW' });
    await later(10);
    const waiting = await admin.api.review.case({ id });
    expect(waiting.status).toBe('PENDING_SECOND_APPROVAL');
    const second = { id, version: waiting.version };
    await expect(admin.api.review.secondApprove({ ...second, hold: 10 })).resolves.toMatchObject({
      status: 'PENDING_SECOND_APPROVAL',
    });
    const other = await bank.newStaff('admin');
    await expect(other.api.review.secondApprove(second)).rejects.toEqual(bare('DECISION_HELD'));
    await expect(other.api.review.disagree({ ...second, note: 'no' })).rejects.toEqual(bare('DECISION_HELD'));
    await expect(admin.api.review.undo({ id })).resolves.toMatchObject({ case: { held: null } });
    await admin.api.review.secondApprove({ ...second, hold: 10 });
    await later(10);
    await commitOverdue(bank.deps);
    expect(await factsOf(id)).toEqual({ ...MADE, decisions: 2 });
  });
});
