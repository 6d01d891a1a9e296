import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank } from '../../testing.ts';
import { EVIDENCE_CHANGES } from '../../testing/evidence-changes.ts';
import { applicantOf, waitingCases, type WaitingCase } from '../../testing/many-cases.ts';
import { TEST_PASSWORD } from '../../testing/people.ts';

let bank: TestBank;
let reviewer: SignedInStaff;
let admin: SignedInStaff;
let other: SignedInStaff;
let cases: WaitingCase[];
beforeAll(async () => {
  bank = await createTestBank();
  reviewer = await bank.staff('reviewer');
  admin = await bank.staff('admin');
  other = await bank.newStaff('admin');
  cases = await waitingCases(bank, 24);
}, 60_000);
afterAll(() => bank.close());

const refusedWith = (code: string, details: object = {}) => ({ cause: { code, details } });
const bare = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });

/** A fresh case under review by somebody. */
async function claimed(by: SignedInStaff = reviewer): Promise<WaitingCase & { version: number }> {
  const next = cases.pop();
  if (!next) throw new Error('no case is left');
  const { case: shown } = await by.api.review.claim({ id: next.id });
  return { ...next, version: shown.version };
}

/** The same, approved once and waiting for the second approval. */
async function pending(by: SignedInStaff = reviewer): Promise<WaitingCase & { version: number }> {
  const mine = await claimed(by);
  const { version, status } = await by.api.review.approve({
    id: mine.id,
    version: mine.version,
    escalate: true,
    note: 'look at the seal',
  });
  expect(status).toBe('PENDING_SECOND_APPROVAL');
  return { ...mine, version };
}

const noticesOf = (id: string, kind: string) =>
  bank.owner<{ user_id: string; facts: object }>(
    'select user_id, facts from notification where application_id = ? and kind = ?',
    [id, kind],
  );
const decisionsOf = (id: string) =>
  bank.owner(
    'select stage, kind, voided_at is not null as voided from kyc_decision where application_id = ? order by decided_at, stage',
    [id],
  );
const mailsOf = (id: string) =>
  bank.owner(
    `select template from outbox_message where template <> 'application_received' and user_id = (select customer_id from kyc_application where id = ?)`,
    [id],
  );

describe('an approval that takes two', () => {
  it('waits for a second person where the risk is high, and tells the applicant nothing', async () => {
    const { id, version, username, customerId } = await claimed();
    await bank.owner(`update kyc_application set risk_band = 'HIGH' where id = ?`, [id]);
    const { secondApproval } = await reviewer.api.review.case({ id });
    expect(secondApproval).toEqual({ needed: true, because: 'POLICY', first: null, hasJudged: false });
    await expect(reviewer.api.review.approve({ id, version })).resolves.toMatchObject({
      status: 'PENDING_SECOND_APPROVAL',
    });
    expect(await decisionsOf(id)).toEqual([{ stage: 1, kind: 'APPROVE', voided: false }]);
    expect((await noticesOf(id, 'SECOND_APPROVAL_WAITING')).map((row) => row.user_id)).toEqual(
      expect.arrayContaining([admin.id, other.id]),
    );
    const customer = await applicantOf(bank, { id, customerId, username });
    const told = await customer.application.overview();
    expect(told).toMatchObject({ status: 'IN_REVIEW', kycStatus: 'PENDING', canTransact: false, decidedAt: null });
    expect(told.timeline.map(({ kind }) => kind)).not.toContain('approved');
    expect(await mailsOf(id)).toEqual([]);
    expect((await admin.api.review.case({ id })).secondApproval).toMatchObject({
      needed: true,
      because: 'POLICY',
      first: { by: 'Test reviewer', isMe: false },
    });
  });

  it('takes two while a grave fraud alert is open, which the case shows', async () => {
    const { id, version } = await claimed();
    await bank.owner(
      `insert into fraud_alert (id, alert_number, application_id, customer_id, alert_type, severity, risk_score, signals, created_at, updated_at)
       select gen_random_uuid(), 'ALERT7HXQ2MWA9K', id, customer_id, 'SHARED_IDENTITY', 'HIGH', 40, '[]', now(), now()
       from kyc_application where id = ?`,
      [id],
    );
    expect(await reviewer.api.review.case({ id })).toMatchObject({
      alerts: [
        { alertId: 'ALERT7HXQ2MWA9K', type: 'SHARED_IDENTITY', severity: 'HIGH', status: 'OPEN', resolution: null },
      ],
      secondApproval: { because: 'ALERT' },
    });
    await expect(reviewer.api.review.approve({ id, version })).resolves.toMatchObject({
      status: 'PENDING_SECOND_APPROVAL',
    });
  });

  it('takes the proof of who it is, of each of the two, where the risk is high', async () => {
    const { id, version } = await claimed();
    await bank.owner(`update kyc_application set risk_band = 'HIGH' where id = ?`, [id]);
    await bank.owner('update session set stepped_up_at = null where user_id in (?, ?)', [reviewer.id, admin.id]);
    await expect(reviewer.api.review.approve({ id, version })).rejects.toEqual(bare('STEP_UP_REQUIRED'));
    await reviewer.api.auth.stepUp({ password: TEST_PASSWORD });
    const { version: now } = await reviewer.api.review.approve({ id, version });
    await expect(admin.api.review.secondApprove({ id, version: now })).rejects.toEqual(bare('STEP_UP_REQUIRED'));
    await admin.api.auth.stepUp({ password: TEST_PASSWORD });
    await expect(admin.api.review.secondApprove({ id, version: now })).resolves.toMatchObject({ status: 'APPROVED' });
  });

  it('takes one person in a band that the policy does not name', async () => {
    const { id, version } = await claimed();
    await bank.owner(`update kyc_application set risk_band = 'LOW' where id = ?`, [id]);
    await expect(reviewer.api.review.approve({ id, version })).resolves.toMatchObject({ status: 'APPROVED' });
  });

  it('is given by another person, who makes it final', async () => {
    const { id, version } = await pending();
    await expect(admin.api.review.secondApprove({ id, version })).resolves.toMatchObject({ status: 'APPROVED' });
    expect(await decisionsOf(id)).toEqual([
      { stage: 1, kind: 'APPROVE', voided: false },
      { stage: 2, kind: 'APPROVE', voided: false },
    ]);
    expect(await mailsOf(id)).toEqual([{ template: 'approved' }]);
    await expect(other.api.review.secondApprove({ id, version })).rejects.toMatchObject(
      refusedWith('ALREADY_REVIEWED', { status: 'APPROVED', decidedBy: 'Test admin' }),
    );
    await expect(other.api.review.disagree({ id, version, note: 'too late' })).rejects.toEqual(
      bare('ALREADY_REVIEWED'),
    );
  });

  it('is given through the approval of outside systems, too', async () => {
    const { id, version } = await pending();
    await expect(reviewer.api.review.approve({ id, version })).rejects.toMatchObject(
      refusedWith('ALREADY_REVIEWED', { status: 'PENDING_SECOND_APPROVAL', decidedBy: 'Test reviewer' }),
    );
    await expect(admin.api.review.approve({ id, version: version - 1 })).rejects.toEqual(bare('RECORD_CHANGED'));
    await expect(admin.api.review.approve({ id, version })).resolves.toMatchObject({ status: 'APPROVED' });
  });

  it('is refused to who gave the first one, and to everybody without the permission', async () => {
    const { id, version } = await pending(admin);
    await expect(admin.api.review.approve({ id, version: version - 1 })).rejects.toEqual(bare('ALREADY_REVIEWED'));
    await expect(admin.api.review.secondApprove({ id, version })).rejects.toEqual(bare('SECOND_APPROVER_MUST_DIFFER'));
    await expect(admin.api.review.approve({ id, version })).rejects.toEqual(bare('SECOND_APPROVER_MUST_DIFFER'));
    await expect(admin.api.review.disagree({ id, version, note: 'no' })).rejects.toEqual(
      bare('SECOND_APPROVER_MUST_DIFFER'),
    );
    await expect(reviewer.api.review.secondApprove({ id, version })).rejects.toEqual(bare('FORBIDDEN'));
    await expect(other.api.review.secondApprove({ id, version: version - 1 })).rejects.toEqual(bare('RECORD_CHANGED'));
    expect((await noticesOf(id, 'SECOND_APPROVAL_WAITING')).map((row) => row.user_id)).not.toContain(admin.id);
  });

  it('says that a case which was never approved is in no state for it', async () => {
    const { id, version } = await claimed();
    await expect(admin.api.review.secondApprove({ id, version })).rejects.toEqual(bare('CASE_HELD'));
    const waiting = cases.at(-1);
    await expect(admin.api.review.secondApprove({ id: waiting?.id ?? id, version: 2 })).rejects.toMatchObject(
      refusedWith('INVALID_TRANSITION', { status: 'SUBMITTED' }),
    );
  });

  it('is given once by ten people at a time', async () => {
    const { id, version } = await pending();
    const people = [admin, other, ...(await Promise.all(Array.from({ length: 3 }, () => bank.newStaff('admin'))))];
    const answers = await Promise.allSettled(
      [...people, ...people].map(({ api }) => api.review.secondApprove({ id, version })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toEqual(bare('ALREADY_REVIEWED'));
    expect(await decisionsOf(id)).toHaveLength(2);
  });
});

describe('a first approval', () => {
  it('ends with a disagreement, whose note only staff read', async () => {
    const { id, version } = await pending();
    await expect(admin.api.review.disagree({ id, version, note: '' })).rejects.toThrow();
    await expect(
      admin.api.review.disagree({ id, version, note: 'the photo is of somebody else' }),
    ).resolves.toMatchObject({ status: 'SUBMITTED' });
    expect(await decisionsOf(id)).toEqual([{ stage: 1, kind: 'APPROVE', voided: true }]);
    expect(await noticesOf(id, 'SECOND_APPROVAL_VOIDED')).toEqual([
      { user_id: reviewer.id, facts: expect.objectContaining({ because: 'DISAGREED', by: 'Test admin' }) },
    ]);
    const { case: again } = await other.api.review.claim({ id });
    expect(again).toMatchObject({ round: 2, secondApproval: { first: null } });
    expect(again.decisions).toMatchObject([
      { stage: 1, note: 'look at the seal', voided: { because: 'DISAGREED', by: 'Test admin' } },
    ]);
    expect(again.timeline).toContainEqual(expect.objectContaining({ kind: 'approval_voided', by: 'Test admin' }));
    expect(again.notes).toMatchObject([{ body: 'the photo is of somebody else', author: 'Test admin' }]);
  });

  it('that a colleague doubted is never again enough alone, not even of who gave it', async () => {
    const { id, version } = await pending();
    await admin.api.review.disagree({ id, version, note: 'the photo is of somebody else' });
    const { case: again } = await reviewer.api.review.claim({ id });
    expect(again.secondApproval).toMatchObject({ needed: true, because: 'DOUBTED' });
    await expect(reviewer.api.review.approve({ id, version: again.version })).resolves.toMatchObject({
      status: 'PENDING_SECOND_APPROVAL',
    });
  });

  it('is asked for with a word of why', async () => {
    const { id, version } = await claimed();
    await expect(reviewer.api.review.approve({ id, version, escalate: true })).rejects.toThrow('note');
  });

  it('is followed by another person than who judged the rows for it', async () => {
    const { id, version } = await claimed(admin);
    const { version: judged } = await admin.api.review.judge({
      id,
      version,
      requirement: 'photo_id',
      verdict: 'accept',
    });
    await admin.api.desk.give({ id, to: reviewer.id });
    const { case: given } = await reviewer.api.review.claim({ id });
    expect(given.version).toBeGreaterThan(judged);
    const first = { id, version: given.version, escalate: true, note: 'look at the seal' };
    const { version: now } = await reviewer.api.review.approve(first);
    expect((await admin.api.review.case({ id })).secondApproval).toMatchObject({ hasJudged: true });
    await expect(admin.api.review.secondApprove({ id, version: now })).rejects.toEqual(
      bare('SECOND_APPROVER_MUST_DIFFER'),
    );
    await expect(other.api.review.secondApprove({ id, version: now })).resolves.toMatchObject({ status: 'APPROVED' });
  });

  it('ends when a document fails afterwards', async () => {
    const { id, version } = await pending();
    await bank.owner(
      `update kyc_document set status = 'REJECTED', rejection_reason = 'DOCUMENT_CORRUPT'
       where id = (select id from kyc_document where application_id = ? limit 1)`,
      [id],
    );
    await expect(admin.api.review.secondApprove({ id, version })).rejects.toEqual(bare('RECORD_CHANGED'));
    expect(await decisionsOf(id)).toEqual([{ stage: 1, kind: 'APPROVE', voided: true }]);
    expect(await noticesOf(id, 'SECOND_APPROVAL_VOIDED')).toEqual([
      { user_id: reviewer.id, facts: expect.objectContaining({ because: 'EVIDENCE_CHANGED' }) },
    ]);
    const { case: again } = await other.api.review.claim({ id });
    expect(again.requirements.filter((row) => row.judgedBy !== null)).toEqual([]);
    await expect(other.api.review.approve({ id, version: again.version })).rejects.toEqual(bare('REQUIREMENTS_OPEN'));
  });

  it('ends when what was typed changes', async () => {
    const { id, version } = await pending();
    await bank.owner(
      `update customer set first_name = 'Other' where id = (select customer_id from kyc_application where id = ?)`,
      [id],
    );
    await expect(admin.api.review.approve({ id, version })).rejects.toEqual(bare('RECORD_CHANGED'));
    expect(await bank.owner('select status from kyc_application where id = ?', [id])).toEqual([
      { status: 'SUBMITTED' },
    ]);
  });

  it.each(EVIDENCE_CHANGES)('ends at once when %s', async (_, change) => {
    const mine = await pending();
    await change(bank, mine);
    expect(await bank.owner('select status from kyc_application where id = ?', [mine.id])).toEqual([
      { status: 'SUBMITTED' },
    ]);
    expect(await decisionsOf(mine.id)).toEqual([{ stage: 1, kind: 'APPROVE', voided: true }]);
    expect(await noticesOf(mine.id, 'SECOND_APPROVAL_VOIDED')).toHaveLength(1);
  });

  it('is refused by the database as a second one of the same person', async () => {
    const { id } = await pending();
    const second = bank.owner(
      `insert into kyc_decision (id, application_id, round, stage, kind, decided_by, decided_at, reasons, application_version, evidence_hash, audit_id)
       select gen_random_uuid(), application_id, round, 2, kind, decided_by, decided_at, reasons, application_version, evidence_hash, audit_id
       from kyc_decision where application_id = ?`,
      [id],
    );
    await expect(second).rejects.toMatchObject({ constraint: 'kyc_decision_four_eyes' });
    await expect(bank.owner(`update kyc_application set status = 'REJECTED' where id = ?`, [id])).rejects.toMatchObject(
      { constraint: 'kyc_application_edge' },
    );
  });
});
