import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank } from '../../testing.ts';
import { heldCase, waitingCase } from '../../testing/waiting-case.ts';
import { tellOfDueCases } from './due.service.ts';
import { tellOfNewCases } from './new-cases.service.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const HOUR = 60 * 60_000;
/** Times are counted from one full hour, so that no test runs over the end of another. */
const start = new Date('2026-11-23T00:00:00Z');
const at = (hours: number) => bank.setNow(new Date(start.getTime() + hours * HOUR));
const due = (id: string, hours: number) =>
  bank.owner('update kyc_application set submitted_at = ?, due_at = ? where id = ?', [
    start,
    new Date(start.getTime() + hours * HOUR),
    id,
  ]);
const inboxOf = (person: SignedInStaff) =>
  bank.owner(
    'select kind, application_id, facts, read_at from notification where user_id = ? order by created_at, id',
    [person.id],
  );
const forgetNotices = () => bank.owner('delete from notification');

describe('a case that comes in', () => {
  it('is told once, counted up within the hour; what comes back, to who had asked for it', async () => {
    await at(0);
    const [asker, other] = [await bank.newStaff('reviewer'), await bank.newStaff('reviewer')];
    const { id } = await waitingCase(bank);
    expect(await tellOfNewCases(bank.deps)).toBe(1);
    await waitingCase(bank);
    expect(await tellOfNewCases(bank.deps)).toBe(1);
    expect(await tellOfNewCases(bank.deps)).toBe(0);
    const counted = { kind: 'NEW_CASE', application_id: null, facts: { count: '2' } };
    expect(await inboxOf(asker)).toMatchObject([counted]);
    await bank.owner(
      `insert into kyc_decision (id, application_id, application_version, round, stage, kind, decided_by, decided_at, reasons, evidence_hash, audit_id)
       select gen_random_uuid(), ?, 1, 1, 1, 'REQUEST_MORE', ?, bank_now(), '[]', sha256(''), (select id from audit_event limit 1)`,
      [id, asker.id],
    );
    await at(0.5);
    await bank.owner('update kyc_application set submitted_at = bank_now() where id = ?', [id]);
    expect(await tellOfNewCases(bank.deps)).toBe(1);
    expect(await inboxOf(asker)).toMatchObject([counted, { kind: 'CASE_RESUBMITTED', application_id: id }]);
    expect(await inboxOf(other)).toMatchObject([counted]);
    await bank.owner(`update kyc_application set due_at = ?`, [new Date(start.getTime() + 999 * HOUR)]);
    await forgetNotices();
  });
});

describe('a case that is due soon', () => {
  it('is told once after four fifths of its time, to everybody who may take it', async () => {
    await at(0);
    const { id, customer } = await waitingCase(bank);
    const [one, admin, auditor] = [
      await bank.newStaff('reviewer'),
      await bank.newStaff('admin'),
      await bank.newStaff('auditor'),
    ];
    await due(id, 10);
    await at(7.9);
    expect(await tellOfDueCases(bank.deps)).toBe(0);
    await at(8);
    expect(await tellOfDueCases(bank.deps)).toBe(1);
    await at(9.5);
    expect(await tellOfDueCases(bank.deps)).toBe(0);
    const notice = { kind: 'CASE_DUE_SOON', application_id: id, facts: { count: '1' } };
    for (const person of [one, admin]) expect(await inboxOf(person)).toMatchObject([notice]);
    expect(await inboxOf(auditor)).toEqual([]);
    expect(await bank.owner('select 1 from notification where user_id = ?', [customer.id])).toEqual([]);
    await bank.owner('update kyc_application set due_at = ? where id = ?', [
      new Date(start.getTime() + 999 * HOUR),
      id,
    ]);
    await forgetNotices();
  });

  it('is told four hours before its end where that is later', async () => {
    await at(0);
    const reviewer = await bank.newStaff('reviewer');
    const { id } = await waitingCase(bank);
    await due(id, 100);
    await at(95.9);
    expect(await tellOfDueCases(bank.deps)).toBe(0);
    await at(96);
    expect(await tellOfDueCases(bank.deps)).toBe(1);
    expect(await inboxOf(reviewer)).toMatchObject([{ kind: 'CASE_DUE_SOON' }]);
    await bank.owner('update kyc_application set due_at = ? where id = ?', [
      new Date(start.getTime() + 999 * HOUR),
      id,
    ]);
    await forgetNotices();
  });
});

describe('a late case', () => {
  it('is told to who holds it, else to whom it was given', async () => {
    await at(0);
    const [holder, wished, admin] = [
      await bank.newStaff('reviewer'),
      await bank.newStaff('reviewer'),
      await bank.newStaff('admin'),
    ];
    const [held, given] = [await heldCase(bank, holder), await waitingCase(bank)];
    await admin.api.desk.assign({ ids: [held.id, given.id], to: wished.id });
    await holder.api.review.claim({ id: held.id });
    await forgetNotices();
    await due(held.id, 0.1);
    await due(given.id, 0.1);
    await at(0.2);
    expect(await tellOfDueCases(bank.deps)).toBe(2);
    expect(await tellOfDueCases(bank.deps)).toBe(0);
    expect(await inboxOf(holder)).toMatchObject([{ kind: 'CASE_LATE', application_id: held.id }]);
    expect(await inboxOf(wished)).toMatchObject([{ kind: 'CASE_LATE', application_id: given.id }]);
    expect(await inboxOf(admin)).toEqual([]);
  });

  it('makes one notice an hour that counts, and a new one in the next', async () => {
    await at(0);
    const { id: first } = await waitingCase(bank);
    const { id: second } = await waitingCase(bank);
    const { id: third } = await waitingCase(bank);
    const { id: fourth } = await waitingCase(bank);
    await bank.owner('update kyc_application set assigned_to = null, assigned_by = null, assigned_at = null');
    const reviewer = await bank.newStaff('reviewer');
    await due(first, 1);
    await due(second, 1);
    await due(third, 1.5);
    await due(fourth, 2.5);
    await at(1.1);
    await tellOfDueCases(bank.deps);
    await bank.owner('update notification set read_at = bank_now() where user_id = ?', [reviewer.id]);
    await at(1.6);
    await tellOfDueCases(bank.deps);
    const counted = { kind: 'CASE_LATE', application_id: null, facts: { count: '3' }, read_at: null };
    expect((await inboxOf(reviewer)).filter(({ kind }) => kind === 'CASE_LATE')).toMatchObject([counted]);
    await at(2.6);
    await tellOfDueCases(bank.deps);
    const late = (await inboxOf(reviewer)).filter(({ kind }) => kind === 'CASE_LATE');
    expect(late).toMatchObject([counted, { application_id: fourth, facts: { count: '1' } }]);
  });

  it('may be told anew once it has a new due date', async () => {
    const { id } = await waitingCase(bank);
    await bank.owner(
      'update kyc_application set late_told_at = bank_now(), due_soon_told_at = bank_now() where id = ?',
      [id],
    );
    await bank.owner(`update kyc_application set due_at = due_at + interval '1 hour' where id = ?`, [id]);
    expect(await bank.owner('select late_told_at, due_soon_told_at from kyc_application where id = ?', [id])).toEqual([
      { late_told_at: null, due_soon_told_at: null },
    ]);
  });
});
