import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank } from '../../testing.ts';
import { EVIDENCE_CHANGES } from '../../testing/evidence-changes.ts';
import { applicantOf, waitingCases, type WaitingCase } from '../../testing/many-cases.ts';

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
  cases = await waitingCases(bank, 19);
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
  const { version, status } = await by.api.review.approve({ id: mine.id, version: mine.version, escalate: true });
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
    expect(secondApproval).toEqual({ needed: true, because: 'POLICY', first: null });
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
    expect(again).toMatchObject({ round: 2, decisions: [], secondApproval: { first: null } });
    expect(again.notes).toMatchObject([{ body: 'the photo is of somebody else', author: 'Test admin' }]);
    await expect(other.api.review.approve({ id, version: again.version })).resolves.toMatchObject({
      status: 'APPROVED',
    });
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
