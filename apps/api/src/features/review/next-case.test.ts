import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type TestBank, testContext } from '../../testing.ts';
import { insertCase } from '../../testing/queue-rows.ts';
import { recordTest } from '../../testing/test-record.ts';
import { createVault } from '../../vault.ts';
import { authenticate } from '../auth/authenticate.service.ts';
import { takeNext } from './lease.service.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

async function insertOpenable(row: Parameters<typeof insertCase>[1]) {
  const made = await insertCase(bank, row);
  const em = bank.deps.orm.em.fork();
  createVault({ deps: bank.deps, em, now: bank.now() }, made.customerId);
  recordTest(em, bank.now());
  await em.flush();
  return made.id;
}

describe('the next case', () => {
  it('is the one due first, then the oldest, and leaves out what is given to somebody else unless it is late', async () => {
    const [me, other] = [await bank.staff('reviewer'), await bank.newStaff('reviewer')];
    const theirs = await insertOpenable({ dueInHours: 1, assignedTo: other.id });
    const young = await insertOpenable({ dueInHours: 3, submittedHoursAgo: 1 });
    const old = await insertOpenable({ dueInHours: 3, submittedHoursAgo: 9 });
    const mine = await insertOpenable({ dueInHours: 2, assignedTo: me.id });
    const late = await insertOpenable({ dueInHours: -1, assignedTo: other.id });
    const order: (string | undefined)[] = [];
    for (let at = 0; at < 5; at++) order.push((await me.api.review.next()).case?.id);
    expect(order).toEqual([late, mine, old, young, undefined]);
    expect((await other.api.review.next()).case?.id).toBe(theirs);
  });

  it('is another for each of those who ask at once', async () => {
    for (let at = 0; at < 6; at++) await insertOpenable({ dueInHours: 5 });
    const people = await Promise.all(Array.from({ length: 6 }, () => bank.newStaff('reviewer')));
    const answers = await Promise.all(people.map(({ api }) => api.review.next()));
    expect(new Set(answers.map((answer) => answer.case?.id)).size).toBe(6);
  });

  it('is not given to somebody whose role ended after they were let in', async () => {
    const leaving = await bank.newStaff('reviewer');
    const ctx = testContext(bank.deps, 'staff', { access: leaving.access });
    const actor = await authenticate(ctx);
    const waiting = await insertOpenable({ dueInHours: 1 });
    await bank.owner(`update user_role set is_active = false where user_id = ?`, [leaving.id]);
    await expect(takeNext({ ...ctx, actor: { ...actor, door: 'staff' } })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await bank.owner(`select status from kyc_application where id = ?`, [waiting])).toEqual([
      { status: 'SUBMITTED' },
    ]);
    expect((await (await bank.newStaff('reviewer')).api.review.next()).case?.id).toBe(waiting);
  });

  it('is a second approval where nothing waits, for who may give it, and nobody else is offered the same', async () => {
    const [one, two, first] = [
      await bank.newStaff('admin'),
      await bank.newStaff('admin'),
      await bank.newStaff('admin'),
    ];
    const later = await insertOpenable({ status: 'PENDING_SECOND_APPROVAL', dueInHours: 9 });
    const sooner = await insertOpenable({ status: 'PENDING_SECOND_APPROVAL', dueInHours: 8 });
    for (const id of [later, sooner])
      await bank.owner(
        `insert into kyc_decision (id, application_id, kind, stage, round, application_version, evidence_hash, decided_by,
           decided_at, reasons, audit_id)
         select gen_random_uuid(), id, 'APPROVE', 1, round, version, decode(repeat('00', 32), 'hex'), ?, bank_now(), '[]',
           (select id from audit_event limit 1) from kyc_application where id = ?`,
        [first.id, id],
      );
    expect((await (await bank.staff('reviewer')).api.review.next()).case).toBeNull();
    expect((await first.api.review.next()).case).toBeNull();
    expect((await one.api.review.next()).case).toMatchObject({ id: sooner, assignee: { id: one.id } });
    const waiting = await insertOpenable({ dueInHours: 20 });
    expect((await two.api.review.next()).case?.id).toBe(waiting);
    expect((await two.api.review.next()).case?.id).toBe(later);
    for (const { api } of [one, two]) expect((await api.review.next()).case).toBeNull();
    expect((await one.api.desk.day()).assigned.map(({ id }) => id)).toEqual([sooner]);
  });
});
