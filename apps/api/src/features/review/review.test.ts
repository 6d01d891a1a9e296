import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, giveDocuments, type SignedInStaff, type TestBank } from '../../testing.ts';

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
const later = (minutes: number) => bank.setNow(new Date(bank.now().getTime() + minutes * 60_000));

/** Long waits end sessions of a standing clock; staff sign in again by a fresh session. */
async function fresh(): Promise<SignedInStaff> {
  return bank.newStaff('reviewer');
}

describe('the queue', () => {
  it('shows what waits, most urgent first, and counts it', async () => {
    const first = await bank.submittedApplication();
    await later(5);
    reviewer = await fresh();
    const second = await bank.submittedApplication();
    const page = await reviewer.api.review.queue({ tab: 'waiting', limit: 100 });
    const ids = page.results.map((item) => item.id);
    expect(ids.indexOf(first.id)).toBeLessThan(ids.indexOf(second.id));
    expect(page).toMatchObject({ count: ids.length, more: false, next: null });
    expect((await reviewer.api.review.counts()).waiting).toBe(ids.length);
  });

  it('finds a customer by number, name or e-mail, and takes wildcards literally', async () => {
    const { id, customer } = await bank.submittedApplication();
    const { customerNumber } = await customer.api.application.overview();
    for (const search of [customerNumber, `${customerNumber.slice(0, 4)} ${customerNumber.slice(4)}`, customer.email.slice(0, 12)]) {
      const { results } = await reviewer.api.review.queue({ tab: 'all', search });
      expect(results.map((item) => item.id)).toContain(id);
    }
    for (const search of ['%', '_', String.raw`\ `, "'; drop table kyc_application; --"]) {
      expect((await reviewer.api.review.queue({ tab: 'all', search })).results).toEqual([]);
    }
  });

  it('pages by key without losing or repeating a case', async () => {
    await bank.submittedApplication();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await reviewer.api.review.queue({ tab: 'all', limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.results.map((item) => item.id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    const whole = await reviewer.api.review.queue({ tab: 'all', limit: 100 });
    expect(seen).toEqual(whole.results.map((item) => item.id));
    await expect(reviewer.api.review.queue({ cursor: 'nonsense' })).rejects.toEqual(refusedWith('INVALID_INPUT'));
  });

  it('marks what is late', async () => {
    const { id } = await bank.submittedApplication();
    await bank.owner(`update kyc_application set due_at = bank_now() - interval '1 minute' where id = ?`, [id]);
    const { results } = await reviewer.api.review.queue({ tab: 'waiting', late: true, limit: 100 });
    expect(results.find((item) => item.id === id)?.isLate).toBe(true);
    expect(results.every((item) => item.isLate)).toBe(true);
  });
});

describe('a lease', () => {
  it('is given on the most urgent case, to one person each', async () => {
    await bank.submittedApplication();
    await bank.submittedApplication();
    const people = await Promise.all([fresh(), fresh(), fresh()]);
    const cases = await Promise.all(people.map((person) => person.api.review.next()));
    const ids = cases.flatMap((answer) => (answer.case ? [answer.case.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    expect(cases[0]?.case).toMatchObject({ status: 'IN_REVIEW', isMine: true });
  });

  it('keeps everyone else out, and says whose it is until when', async () => {
    const { id, version } = await bank.claimedApplication(reviewer);
    const held = { cause: { code: 'CASE_HELD', details: { heldBy: 'Test reviewer', until: expect.any(String) } } };
    await expect(other.api.review.claim({ id })).rejects.toMatchObject(held);
    await expect(other.api.review.release({ id })).rejects.toMatchObject(held);
    await expect(other.api.review.approve({ id, version })).rejects.toMatchObject(held);
    await expect(other.api.review.judge({ id, version, requirement: 'ssn', verdict: 'accept' })).rejects.toMatchObject(held);
  });

  it('goes back by release, by sign-out and by time', async () => {
    const one = await fresh();
    const released = await bank.claimedApplication(one);
    await expect(one.api.review.release({ id: released.id })).resolves.toMatchObject({ case: { status: 'SUBMITTED', claimedBy: null } });
    await one.api.review.claim({ id: released.id });
    await one.api.auth.logout({});
    expect(await bank.owner('select status from kyc_application where id = ?', [released.id])).toEqual([{ status: 'SUBMITTED' }]);

    const two = await fresh();
    await two.api.review.claim({ id: released.id });
    await later(15.1);
    const three = await fresh();
    await expect(three.api.review.claim({ id: released.id })).resolves.toMatchObject({ case: { isMine: true } });
    expect(await bank.owner('select lease_lapses from kyc_application where id = ?', [released.id])).toEqual([{ lease_lapses: 1 }]);
    reviewer = await fresh();
    other = await fresh();
  });

  it('ends for a decision once it has lapsed', async () => {
    const { id, version } = await bank.claimedApplication(reviewer);
    await later(15.1);
    await expect(reviewer.api.review.approve({ id, version })).rejects.toEqual(refusedWith('CASE_NOT_CLAIMED'));
    reviewer = await fresh();
    other = await fresh();
  });
});

describe('the case screen', () => {
  it('masks identifiers, and shows birth date and address to the lease holder only', async () => {
    const { id, case: mine } = await bank.claimedApplication(reviewer);
    const values = (view: typeof mine) => Object.fromEntries(view.data.map((datum) => [datum.label, datum.value]));
    expect(values(mine)).toMatchObject({ name: 'Avery Stone', dateOfBirth: '1990-04-12', ssn: '•••-••-4399', address: expect.stringContaining('400 North Lake Street') });
    const theirs = await other.api.review.case({ id });
    expect(values(theirs)).toMatchObject({ dateOfBirth: '•••', address: '•••' });
    expect(JSON.stringify(theirs)).not.toMatch(/Lake Street|1990-04-12/);
  });

  it('leaves one record for each look', async () => {
    const { id } = await bank.claimedApplication(reviewer);
    await reviewer.api.review.case({ id });
    await other.api.review.case({ id });
    expect(await bank.owner(`select actor_id from audit_event where target_id = ? and action = 'case.viewed'`, [id])).toHaveLength(2);
  });

  it('is read-only for an auditor', async () => {
    const auditor = await bank.staff('auditor');
    const { id, version } = await bank.claimedApplication(reviewer);
    await expect(auditor.api.review.case({ id })).resolves.toMatchObject({ isMine: false });
    for (const attempt of [auditor.api.review.claim({ id }), auditor.api.review.next(), auditor.api.review.approve({ id, version }), auditor.api.review.judge({ id, version, requirement: 'ssn', verdict: 'accept' })]) {
      await expect(attempt).rejects.toEqual(refusedWith('FORBIDDEN'));
    }
    expect(await bank.owner(`select 1 from audit_event where actor_id = ? and action = 'action.refused'`, [auditor.id])).toHaveLength(4);
  });
});

describe('judging requirements', () => {
  it('accepts, refuses with a reason that fits, and takes back', async () => {
    const { id, version } = await bank.claimedApplication(reviewer);
    const judge = reviewer.api.review.judge;
    const accepted = await judge({ id, version, requirement: 'ssn', verdict: 'accept' });
    const refused = await judge({ id, version: accepted.version, requirement: 'photo_id', verdict: 'refuse', reason: 'DOCUMENT_UNREADABLE', note: 'glare on the left' });
    const row = (code: string) => refused.requirements.find((candidate) => candidate.code === code);
    expect(row('ssn')).toMatchObject({ state: 'accepted', judgedBy: 'Test reviewer' });
    expect(row('photo_id')).toMatchObject({ state: 'refused', reason: { code: 'DOCUMENT_UNREADABLE', note: 'glare on the left' } });
    const cleared = await judge({ id, version: refused.version, requirement: 'photo_id', verdict: 'clear' });
    expect(cleared.requirements.find((candidate) => candidate.code === 'photo_id')).toMatchObject({ state: 'submitted', reason: null, judgedBy: null });
  });

  it('refuses a verdict without a fitting reason, or on a screen that is out of date', async () => {
    const { id, version } = await bank.claimedApplication(reviewer);
    const judge = reviewer.api.review.judge;
    await expect(judge({ id, version, requirement: 'ssn', verdict: 'refuse' })).rejects.toMatchObject({ cause: { fields: { reason: [{ code: 'REASON_NEEDED' }] } } });
    await expect(judge({ id, version, requirement: 'ssn', verdict: 'refuse', reason: 'DOCUMENT_CROPPED' })).rejects.toMatchObject({ cause: { fields: { reason: [{ code: 'REASON_NOT_FOR_REQUIREMENT' }] } } });
    await judge({ id, version, requirement: 'ssn', verdict: 'accept' });
    await expect(judge({ id, version, requirement: 'address', verdict: 'accept' })).rejects.toMatchObject({ cause: { code: 'RECORD_CHANGED', details: { changed: ['ssn'] } } });
  });
});

describe('a decision', () => {
  it('approves once: fifty at a time, one wins and the others learn who did', async () => {
    const { id, version } = await bank.claimedApplication(reviewer);
    const answers = await Promise.allSettled(Array.from({ length: 50 }, () => reviewer.api.review.approve({ id, version })));
    const lost = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as { cause: { code: string; details: object } }] : []));
    expect(answers.length - lost.length).toBe(1);
    for (const { cause } of lost) expect(cause).toMatchObject({ code: 'ALREADY_REVIEWED', details: { status: 'APPROVED', decidedBy: 'Test reviewer' } });
    expect(await bank.owner('select 1 from kyc_decision where application_id = ?', [id])).toHaveLength(1);
    expect(await bank.owner(`select 1 from audit_event where target_id = ? and action = 'application.approved'`, [id])).toHaveLength(1);
  });

  it('tells the customer and lets them move money', async () => {
    const { id, version, customer } = await bank.claimedApplication(reviewer);
    await expect(reviewer.api.review.approve({ id, version })).resolves.toMatchObject({ status: 'APPROVED' });
    await expect(customer.api.application.status()).resolves.toMatchObject({ kycStatus: 'APPROVED', canTransact: true, completion: 100 });
    expect((await customer.api.documents.list()).results.map((document) => document.status)).toEqual(['VERIFIED', 'VERIFIED', 'VERIFIED']);
    await bank.runJobs();
    expect(await bank.owner(`select 1 from dev_message where recipient = ? and subject = 'Your application is approved'`, [customer.email])).toHaveLength(1);
  });

  it('is refused to the desk while a row is unjudged, and to anyone over a refused one', async () => {
    const { id, version } = await bank.claimedApplication(reviewer);
    await expect(reviewer.api.review.approve({ id, version, acceptRemaining: false })).rejects.toEqual(refusedWith('REQUIREMENTS_OPEN'));
    await expect(reviewer.api.review.requestMore({ id, version })).rejects.toEqual(refusedWith('REQUIREMENTS_OPEN'));
    const judged = await reviewer.api.review.judge({ id, version, requirement: 'ssn', verdict: 'refuse', reason: 'NUMBER_INVALID' });
    await expect(reviewer.api.review.approve({ id, version: judged.version })).rejects.toMatchObject({ cause: { code: 'REQUIREMENTS_OPEN', details: { open: ['ssn'] } } });
  });

  it('asks again for exactly what was refused, and keeps the rest', async () => {
    const { id, version, customer } = await bank.claimedApplication(reviewer);
    await reviewer.api.review.requestMore({ id, version, reasons: [{ requirement: 'proof_of_address', code: 'ADDRESS_MISMATCH', note: 'number 400 or 440?' }] });
    const asked = await customer.api.application.overview();
    expect(asked).toMatchObject({ status: 'ACTION_REQUIRED', nextAction: 'proof_of_address' });
    expect(asked.rows.filter((row) => row.isOpen).map((row) => row.code)).toEqual(['proof_of_address']);
    expect(asked.rows.find((row) => row.code === 'proof_of_address')?.refusal).toMatchObject({ code: 'ADDRESS_MISMATCH', message: expect.any(String), nextStep: expect.any(String) });
    expect(JSON.stringify(asked)).not.toContain('440');
    await expect(customer.api.application.submit()).rejects.toEqual(refusedWith('REQUIREMENTS_OPEN'));
    await expect(other.api.review.approve({ id, version })).rejects.toMatchObject({ cause: { code: 'ALREADY_REVIEWED', details: { status: 'ACTION_REQUIRED' } } });
  });

  it('comes round again after the corrections, as a second round', async () => {
    const { id, version, customer } = await bank.claimedApplication(reviewer);
    await reviewer.api.review.requestMore({ id, version, reasons: [{ requirement: 'photo_id', code: 'DOCUMENT_UNREADABLE' }, { requirement: 'proof_of_address', code: 'DOCUMENT_CROPPED' }] });
    await giveDocuments(bank, customer);
    await expect(customer.api.application.submit()).resolves.toMatchObject({ status: 'SUBMITTED' });
    const again = await reviewer.api.review.claim({ id });
    expect(again.case).toMatchObject({ round: 2, decisions: [{ kind: 'REQUEST_MORE' }] });
    expect(again.case.requirements.find((row) => row.code === 'photo_id')).toMatchObject({ state: 'submitted', reason: null });
    await expect(reviewer.api.review.approve({ id, version: again.case.version })).resolves.toMatchObject({ status: 'APPROVED' });
  });

  it('rejects for a final reason, told in neutral words where it must be', async () => {
    const { id, version, customer } = await bank.claimedApplication(reviewer);
    await expect(reviewer.api.review.reject({ id, version, reasons: [{ code: 'NAME_MISMATCH' }] })).rejects.toMatchObject({ cause: { fields: { reasons: [{ code: 'FINAL_REASON_NEEDED' }] } } });
    await reviewer.api.review.reject({ id, version, reasons: [{ code: 'SANCTIONS_MATCH' }], note: 'list entry 17' });
    const told = await customer.api.application.overview();
    expect(told).toMatchObject({ status: 'REJECTED', kycStatus: 'REJECTED', reasons: [{ code: 'OUT_OF_POLICY' }] });
    await bank.runJobs();
    const mails = await bank.owner('select * from dev_message where recipient = ?', [customer.email]);
    expect(JSON.stringify([told, mails])).not.toMatch(/SANCTION|list entry/i);
  });

  it('is never taken on one’s own application', async () => {
    const { id, customer } = await bank.submittedApplication();
    await bank.owner(`insert into user_role (id, user_id, role_id, assigned_at) select gen_random_uuid(), ?, id, now() from role where name = 'KYC_REVIEWER'`, [customer.id]);
    const visitor = bank.anonymous.staff;
    const { access } = await visitor.auth.login({ username: customer.username, password: customer.password });
    const own = { ...(await fresh()), access };
    own.visitor.access = access;
    await expect(own.api.review.claim({ id })).rejects.toEqual(refusedWith('SELF_REVIEW_FORBIDDEN'));
    const next = await own.api.review.next();
    expect(next.case?.id).not.toBe(id);
  });
});
