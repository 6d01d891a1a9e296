import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, giveDocuments, type SignedInStaff, type TestBank, wholeSignIn } from '../../testing.ts';

let bank: TestBank;
let reviewer: SignedInStaff;
let other: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  reviewer = await bank.staff('reviewer');
  other = await bank.newStaff('reviewer');
});
afterAll(() => bank.close());

const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });

describe('judging requirements', () => {
  it('accepts, refuses with a reason that fits, and takes back', async () => {
    const { id, version } = await bank.claimedApplication(reviewer);
    const judge = reviewer.api.review.judge;
    const accepted = await judge({ id, version, requirement: 'ssn', verdict: 'accept' });
    const refused = await judge({
      id,
      version: accepted.version,
      requirement: 'photo_id',
      verdict: 'refuse',
      reason: 'DOCUMENT_UNREADABLE',
      note: 'glare on the left',
    });
    const row = (code: string) => refused.requirements.find((candidate) => candidate.code === code);
    expect(row('ssn')).toMatchObject({ state: 'accepted', judgedBy: 'Test reviewer' });
    expect(row('photo_id')).toMatchObject({
      state: 'refused',
      reason: { code: 'DOCUMENT_UNREADABLE', note: 'glare on the left' },
    });
    const cleared = await judge({ id, version: refused.version, requirement: 'photo_id', verdict: 'clear' });
    expect(cleared.requirements.find((candidate) => candidate.code === 'photo_id')).toMatchObject({
      state: 'submitted',
      reason: null,
      judgedBy: null,
    });
  });

  it('refuses a verdict without a fitting reason, or on a screen that is out of date', async () => {
    const { id, version } = await bank.claimedApplication(reviewer);
    const judge = reviewer.api.review.judge;
    await expect(judge({ id, version, requirement: 'ssn', verdict: 'refuse' })).rejects.toMatchObject({
      cause: { fields: { reason: [{ code: 'REASON_NEEDED' }] } },
    });
    await expect(
      judge({ id, version, requirement: 'ssn', verdict: 'refuse', reason: 'DOCUMENT_CROPPED' }),
    ).rejects.toMatchObject({ cause: { fields: { reason: [{ code: 'REASON_NOT_FOR_REQUIREMENT' }] } } });
    await judge({ id, version, requirement: 'ssn', verdict: 'accept' });
    await expect(judge({ id, version, requirement: 'address', verdict: 'accept' })).rejects.toMatchObject({
      cause: { code: 'RECORD_CHANGED', details: { changed: ['ssn'] } },
    });
  });
});

describe('a decision', () => {
  it('approves once: fifty at a time, one wins and the others learn who did', async () => {
    const { id, version } = await bank.claimedApplication(reviewer);
    const answers = await Promise.allSettled(
      Array.from({ length: 50 }, () => reviewer.api.review.approve({ id, version })),
    );
    const lost = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [answer.reason as { cause: { code: string; details: object } }] : [],
    );
    expect(answers.length - lost.length).toBe(1);
    for (const { cause } of lost)
      expect(cause).toMatchObject({
        code: 'ALREADY_REVIEWED',
        details: { status: 'APPROVED', decidedBy: 'Test reviewer' },
      });
    expect(await bank.owner('select 1 from kyc_decision where application_id = ?', [id])).toHaveLength(1);
    expect(
      await bank.owner(`select 1 from audit_event where target_id = ? and action = 'application.approved'`, [id]),
    ).toHaveLength(1);
  });

  it('tells the customer and lets them move money', async () => {
    const { id, version, customer } = await bank.claimedApplication(reviewer);
    await expect(reviewer.api.review.approve({ id, version })).resolves.toMatchObject({ status: 'APPROVED' });
    await expect(customer.api.application.status()).resolves.toMatchObject({
      kycStatus: 'APPROVED',
      canTransact: true,
      completion: 100,
    });
    expect((await customer.api.documents.list()).results.map((document) => document.status)).toEqual([
      'VERIFIED',
      'VERIFIED',
      'VERIFIED',
    ]);
    await bank.runJobs();
    expect(
      await bank.owner(`select 1 from dev_message where recipient = ? and subject = 'Your application is approved'`, [
        customer.email,
      ]),
    ).toHaveLength(1);
  });

  it('is refused to the desk while a row is unjudged, and to anyone over a refused one', async () => {
    const { id, version } = await bank.claimedApplication(reviewer);
    await expect(reviewer.api.review.approve({ id, version, acceptRemaining: false })).rejects.toEqual(
      refusedWith('REQUIREMENTS_OPEN'),
    );
    await expect(reviewer.api.review.requestMore({ id, version })).rejects.toEqual(refusedWith('REQUIREMENTS_OPEN'));
    const judged = await reviewer.api.review.judge({
      id,
      version,
      requirement: 'ssn',
      verdict: 'refuse',
      reason: 'NUMBER_INVALID',
    });
    await expect(reviewer.api.review.approve({ id, version: judged.version })).rejects.toMatchObject({
      cause: { code: 'REQUIREMENTS_OPEN', details: { open: ['ssn'] } },
    });
  });

  it('asks again for exactly what was refused, and keeps the rest', async () => {
    const { id, version, customer } = await bank.claimedApplication(reviewer);
    await reviewer.api.review.requestMore({
      id,
      version,
      reasons: [{ requirement: 'proof_of_address', code: 'ADDRESS_MISMATCH', note: 'compare with the lease' }],
    });
    const asked = await customer.api.application.overview();
    expect(asked).toMatchObject({ status: 'ACTION_REQUIRED', nextAction: 'proof_of_address' });
    expect(asked.rows.filter((row) => row.isOpen).map((row) => row.code)).toEqual(['proof_of_address']);
    expect(asked.rows.find((row) => row.code === 'proof_of_address')?.refusal).toMatchObject({
      code: 'ADDRESS_MISMATCH',
      message: expect.any(String),
      nextStep: expect.any(String),
    });
    expect(JSON.stringify(asked)).not.toContain('compare with the lease');
    await expect(customer.api.application.submit()).rejects.toEqual(refusedWith('REQUIREMENTS_OPEN'));
    await expect(other.api.review.approve({ id, version })).rejects.toMatchObject({
      cause: { code: 'ALREADY_REVIEWED', details: { status: 'ACTION_REQUIRED' } },
    });
  });

  it('comes round again after the corrections, as a second round', async () => {
    const { id, version, customer } = await bank.claimedApplication(reviewer);
    await reviewer.api.review.requestMore({
      id,
      version,
      reasons: [
        { requirement: 'photo_id', code: 'DOCUMENT_UNREADABLE' },
        { requirement: 'proof_of_address', code: 'DOCUMENT_CROPPED' },
      ],
    });
    await giveDocuments(bank, customer);
    await expect(customer.api.application.submit()).resolves.toMatchObject({ status: 'SUBMITTED' });
    const again = await reviewer.api.review.claim({ id });
    expect(again.case).toMatchObject({ round: 2, decisions: [{ kind: 'REQUEST_MORE' }] });
    expect(again.case.requirements.find((row) => row.code === 'photo_id')).toMatchObject({
      state: 'submitted',
      reason: null,
    });
    await expect(reviewer.api.review.approve({ id, version: again.case.version })).resolves.toMatchObject({
      status: 'APPROVED',
    });
  });

  it('rejects for a final reason, told in neutral words where it must be', async () => {
    const { id, version, customer } = await bank.claimedApplication(reviewer);
    await expect(
      reviewer.api.review.reject({ id, version, reasons: [{ code: 'NAME_MISMATCH' }] }),
    ).rejects.toMatchObject({ cause: { fields: { reasons: [{ code: 'FINAL_REASON_NEEDED' }] } } });
    const reasons = [{ code: 'SANCTIONS_MATCH' as const, note: 'list entry 18' }];
    await reviewer.api.review.reject({ id, version, reasons, note: 'list entry 17' });
    expect((await other.api.review.case({ id })).decisions).toMatchObject([{ note: 'list entry 17\nlist entry 18' }]);
    const told = await customer.api.application.overview();
    expect(told).toMatchObject({ status: 'REJECTED', kycStatus: 'REJECTED', reasons: [{ code: 'OUT_OF_POLICY' }] });
    await bank.runJobs();
    const mails = await bank.owner('select * from dev_message where recipient = ?', [customer.email]);
    expect(JSON.stringify([told, mails])).not.toMatch(/SANCTION|list entry/i);
  });

  it('is never taken on one’s own application', async () => {
    const { id, customer } = await bank.submittedApplication();
    await bank.owner(
      `insert into user_role (id, user_id, role_id, assigned_at) select gen_random_uuid(), ?, id, now() from role where name = 'KYC_REVIEWER'`,
      [customer.id],
    );
    const visitor = bank.anonymous.staff;
    const { access } = wholeSignIn(
      await visitor.auth.login({ username: customer.username, password: customer.password }),
    );
    const own = { ...(await bank.newStaff('reviewer')), access };
    own.visitor.access = access;
    await expect(own.api.review.claim({ id })).rejects.toEqual(refusedWith('SELF_REVIEW_FORBIDDEN'));
    const next = await own.api.review.next();
    expect(next.case?.id).not.toBe(id);
  });
});
