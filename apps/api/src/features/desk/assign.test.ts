import type { ApplicationId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, staffCaller, type TestBank, wholeSignIn } from '../../testing.ts';
import { heldCase, waitingCase } from '../../testing/waiting-case.ts';

let bank: TestBank;
let admin: SignedInStaff;
let reviewer: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  admin = await bank.staff('admin');
  reviewer = await bank.staff('reviewer');
});
afterAll(() => bank.close());

const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const badField = (field: string) =>
  expect.objectContaining({
    cause: expect.objectContaining({ code: 'INVALID_INPUT', fields: { [field]: expect.anything() } }),
  });
const caseOf = async (id: string) => (await bank.owner('select * from kyc_application where id = ?', [id]))[0];
const recordsOf = async (id: string) =>
  (
    await bank.owner<{ action: string }>(
      `select action from audit_event where target_id = ? and action in
         ('case.assigned', 'case.unassigned', 'case.handed-over', 'case.returned') order by id`,
      [id],
    )
  ).map(({ action }) => action);
const told = async (person: SignedInStaff) =>
  bank.owner('select kind, application_id, facts from notification where user_id = ? order by id desc limit 1', [
    person.id,
  ]);

describe('assigning', () => {
  it('gives each case that can be given, says why of the others, and tells the person once', async () => {
    const [first, second, decided] = [await waitingCase(bank), await waitingCase(bank), await heldCase(bank, reviewer)];
    await reviewer.api.review.reject({
      id: decided.id,
      version: decided.version,
      reasons: [{ code: 'FRAUD_SUSPECTED' }],
    });
    const open = await bank.customer();
    const { id: unfinished } = await open.api.application.overview();
    const nothing = uuidv7() as ApplicationId; // a fresh id is where the brand begins
    const ids = [second.id, nothing, decided.id, first.id, unfinished, first.id];
    const result = await admin.api.desk.assign({ ids, to: reviewer.id });
    expect(result.assigned.toSorted()).toEqual([first.id, second.id].toSorted());
    expect(Object.fromEntries(result.refused.map(({ id, code }) => [id, code]))).toEqual({
      [nothing]: 'NOT_FOUND',
      [decided.id]: 'ALREADY_REVIEWED',
      [unfinished]: 'INVALID_TRANSITION',
    });
    for (const { id } of [first, second]) {
      expect(await caseOf(id)).toMatchObject({ assigned_to: reviewer.id, assigned_by: admin.id, status: 'SUBMITTED' });
      expect(await recordsOf(id)).toEqual(['case.assigned']);
    }
    expect(await told(reviewer)).toMatchObject([{ kind: 'CASE_ASSIGNED', facts: { count: '2', by: 'Test admin' } }]);
  });

  it('takes a case back from whoever holds it, and tells them', async () => {
    const [holder, next] = [await bank.newStaff('reviewer'), await bank.newStaff('reviewer')];
    const { id, version } = await heldCase(bank, holder);
    expect(await admin.api.desk.assign({ ids: [id], to: next.id })).toMatchObject({ assigned: [id], refused: [] });
    expect(await caseOf(id)).toMatchObject({ status: 'SUBMITTED', claimed_by: null, assigned_to: next.id });
    await expect(holder.api.review.approve({ id, version })).rejects.toEqual(refusedWith('CASE_NOT_CLAIMED'));
    expect(await told(holder)).toMatchObject([{ kind: 'CASE_TAKEN_BACK', application_id: id }]);
    expect(await told(next)).toMatchObject([{ kind: 'CASE_ASSIGNED', application_id: id, facts: { count: '1' } }]);
    expect(await recordsOf(id)).toEqual(['case.assigned']);
  });

  it('leaves the lease to a holder who gets the case assigned, and takes a wish back', async () => {
    const { id } = await heldCase(bank, reviewer);
    await admin.api.desk.assign({ ids: [id], to: reviewer.id });
    expect(await caseOf(id)).toMatchObject({ status: 'IN_REVIEW', assigned_to: reviewer.id });
    await admin.api.desk.assign({ ids: [id], to: null });
    await admin.api.desk.assign({ ids: [id], to: null });
    expect(await caseOf(id)).toMatchObject({ status: 'IN_REVIEW', assigned_to: null, assigned_at: null });
    expect(await recordsOf(id)).toEqual(['case.assigned', 'case.unassigned']);
  });

  it('is refused for people who may not take cases, for too many, and to reviewers', async () => {
    const { id } = await waitingCase(bank);
    const auditor = await bank.staff('auditor');
    const blocked = await bank.newStaff('reviewer');
    await bank.owner('update app_user set is_blocked = true where id = ?', [blocked.id]);
    const nobody = await bank.customer();
    for (const to of [auditor.id, blocked.id, nobody.id])
      await expect(admin.api.desk.assign({ ids: [id], to })).rejects.toEqual(badField('to'));
    const ids = Array.from({ length: 101 }, () => id);
    await expect(admin.api.desk.assign({ ids, to: reviewer.id })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(reviewer.api.desk.assign({ ids: [id], to: reviewer.id })).rejects.toEqual(refusedWith('FORBIDDEN'));
    expect(await caseOf(id)).toMatchObject({ assigned_to: null });
  });

  it('gives nobody their own application, and lets nobody choose who decides theirs', async () => {
    const { id, customer } = await waitingCase(bank);
    await bank.owner(
      `insert into user_role (id, user_id, role_id, assigned_at) select gen_random_uuid(), ?, id, now() from role where name = 'BANK_ADMIN'`,
      [customer.id],
    );
    const { username, password } = customer;
    const { access } = wholeSignIn(await bank.anonymous.staff.auth.login({ username, password }));
    const own = staffCaller(bank.deps, { access }).desk;
    const results = [
      await admin.api.desk.assign({ ids: [id], to: customer.id }),
      await own.assign({ ids: [id], to: admin.id }),
    ];
    for (const { refused } of results) expect(refused).toMatchObject([{ id, code: 'SELF_REVIEW_FORBIDDEN' }]);
    expect(await caseOf(id)).toMatchObject({ assigned_to: null });
  });

  it('gives a second approval to somebody else who may give one', async () => {
    const [first, second] = [await bank.newStaff('admin'), await bank.newStaff('admin')];
    const { id, version } = await bank.claimedApplication(first);
    await first.api.review.approve({ id, version, escalate: true, note: 'look again' });
    const codes: string[][] = [];
    for (const { id: to } of [first, reviewer, second]) {
      const { refused } = await admin.api.desk.assign({ ids: [id], to });
      codes.push(refused.map(({ code }) => code));
    }
    expect(codes).toEqual([['SECOND_APPROVER_MUST_DIFFER'], ['SECOND_APPROVER_NEEDED'], []]);
    expect(await caseOf(id)).toMatchObject({ status: 'PENDING_SECOND_APPROVAL', assigned_to: second.id });
  }, 60_000);

  it('waits for a decision that may still be undone, as giving away and returning do', async () => {
    const [holder, next] = [await bank.newStaff('reviewer'), await bank.newStaff('reviewer')];
    const { id, version } = await heldCase(bank, holder);
    await holder.api.review.reject({ id, version, reasons: [{ code: 'FRAUD_SUSPECTED' }], hold: 10 });
    const { refused } = await admin.api.desk.assign({ ids: [id], to: next.id });
    expect(refused).toMatchObject([{ id, code: 'DECISION_HELD' }]);
    await expect(holder.api.desk.give({ id, to: next.id })).rejects.toEqual(refusedWith('DECISION_HELD'));
    await expect(holder.api.review.release({ id })).rejects.toEqual(refusedWith('DECISION_HELD'));
    expect(await caseOf(id)).toMatchObject({ status: 'IN_REVIEW', claimed_by: holder.id });
  });

  it('ends with the decision', async () => {
    const { id, version } = await heldCase(bank, reviewer);
    await admin.api.desk.assign({ ids: [id], to: reviewer.id });
    await reviewer.api.review.reject({ id, version, reasons: [{ code: 'FRAUD_SUSPECTED' }] });
    expect(await caseOf(id)).toMatchObject({ status: 'REJECTED', assigned_to: null, assigned_by: null });
  });

  it('holds no two givers up for ever, in whatever order they name the cases', async () => {
    const ids: ApplicationId[] = [];
    for (let made = 0; made < 4; made += 1) ids.push((await waitingCase(bank)).id);
    const [one, two] = [await bank.newStaff('reviewer'), await bank.newStaff('admin')];
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, turn) =>
        admin.api.desk.assign({ ids: turn % 2 === 0 ? ids : ids.toReversed(), to: turn % 2 === 0 ? one.id : two.id }),
      ),
    );
    for (const { assigned } of results) expect(assigned).toHaveLength(4);
    const owners = await bank.owner('select distinct assigned_to from kyc_application where id in (?, ?, ?, ?)', ids);
    expect(owners).toHaveLength(1);
  });
});

describe('giving a case away', () => {
  it('returns it assigned to the colleague, who is told', async () => {
    const [from, to] = [await bank.newStaff('reviewer'), await bank.newStaff('reviewer')];
    const { id, version } = await heldCase(bank, from);
    const judged = await from.api.review.judge({ id, version, requirement: 'ssn', verdict: 'accept' });
    await from.api.desk.give({ id, to: to.id });
    expect(await caseOf(id)).toMatchObject({ status: 'SUBMITTED', assigned_to: to.id, assigned_by: from.id });
    expect(await told(to)).toMatchObject([
      { kind: 'CASE_HANDED_OVER', application_id: id, facts: { by: 'Test reviewer' } },
    ]);
    expect(await recordsOf(id)).toEqual(['case.handed-over']);
    const taken = await to.api.review.claim({ id });
    const ssn = ({ requirements }: typeof judged) => requirements.find(({ code }) => code === 'ssn')?.state;
    expect(ssn(taken.case)).toBe(ssn(judged));
  });

  it('is for the lease holder, and for a colleague who may take cases', async () => {
    const [from, other] = [await bank.newStaff('reviewer'), await bank.newStaff('reviewer')];
    const auditor = await bank.staff('auditor');
    const { id } = await heldCase(bank, from);
    await expect(other.api.desk.give({ id, to: other.id })).rejects.toEqual(badField('to'));
    await expect(other.api.desk.give({ id, to: from.id })).rejects.toEqual(refusedWith('CASE_HELD'));
    await expect(from.api.desk.give({ id, to: auditor.id })).rejects.toEqual(badField('to'));
    await expect(from.api.desk.give({ id, to: from.id })).rejects.toEqual(badField('to'));
    expect(await caseOf(id)).toMatchObject({ status: 'IN_REVIEW', claimed_by: from.id, assigned_to: null });
  });
});
