import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank } from '../../testing.ts';

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

describe('a lease', () => {
  it('is given on the most urgent case, to one person each', async () => {
    await bank.submittedApplication();
    await bank.submittedApplication();
    const people = await Promise.all([fresh(), fresh(), fresh()]);
    const cases = await Promise.all(people.map((person) => person.api.review.next()));
    const ids = cases.flatMap((answer) => (answer.case ? [answer.case.id] : []));
    expect(new Set(ids).size).toBe(2);
    expect(ids).toHaveLength(2);
    for (const answer of cases.filter((each) => each.case !== null))
      expect(answer.case).toMatchObject({ status: 'IN_REVIEW', isMine: true });
  });

  it('keeps everyone else out, and says whose it is until when', async () => {
    const { id, version } = await bank.claimedApplication(reviewer);
    const held = { cause: { code: 'CASE_HELD', details: { heldBy: 'Test reviewer', until: expect.any(String) } } };
    await expect(other.api.review.claim({ id })).rejects.toMatchObject(held);
    await expect(other.api.review.release({ id })).rejects.toMatchObject(held);
    await expect(other.api.review.approve({ id, version })).rejects.toMatchObject(held);
    await expect(other.api.review.judge({ id, version, requirement: 'ssn', verdict: 'accept' })).rejects.toMatchObject(
      held,
    );
  });

  it('goes back by release, by sign-out and by time', async () => {
    const one = await fresh();
    const released = await bank.claimedApplication(one);
    await expect(one.api.review.release({ id: released.id })).resolves.toMatchObject({
      case: { status: 'SUBMITTED', claimedBy: null },
    });
    await one.api.review.claim({ id: released.id });
    await one.api.auth.logout({});
    expect(await bank.owner('select status from kyc_application where id = ?', [released.id])).toEqual([
      { status: 'SUBMITTED' },
    ]);

    const two = await fresh();
    await two.api.review.claim({ id: released.id });
    await later(15.1);
    const three = await fresh();
    await expect(three.api.review.claim({ id: released.id })).resolves.toMatchObject({ case: { isMine: true } });
    expect(await bank.owner('select lease_lapses from kyc_application where id = ?', [released.id])).toEqual([
      { lease_lapses: 1 },
    ]);
    expect(
      await bank.owner(`select actor_role from audit_event where target_id = ? and action = 'case.lapsed'`, [
        released.id,
      ]),
    ).toEqual([{ actor_role: 'SYSTEM' }]);
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
    expect(values(mine)).toMatchObject({
      name: 'Avery Stone',
      dateOfBirth: '1990-04-12',
      ssn: '•••-••-4399',
      address: expect.stringContaining('400 North Lake Street'),
    });
    const theirs = await other.api.review.case({ id });
    expect(values(theirs)).toMatchObject({ dateOfBirth: '•••', address: '•••' });
    expect(JSON.stringify(theirs)).not.toMatch(/Lake Street|1990-04-12/);
  });

  it('leaves one record for each look', async () => {
    const { id } = await bank.claimedApplication(reviewer);
    const looks = async () => {
      const rows = await bank.owner(`select 1 from audit_event where target_id = ? and action = 'case.viewed'`, [id]);
      return rows.length;
    };
    await reviewer.api.review.case({ id });
    await other.api.review.case({ id });
    await other.api.review.case({ id });
    expect(await looks()).toBe(2);
    const [before, later] = [bank.now(), new Date(bank.now().getTime() + 16 * 60_000)];
    await bank.setNow(later);
    const { visitor } = other;
    visitor.isBackground = true;
    await other.api.review.case({ id });
    expect(await looks()).toBe(2);
    visitor.isBackground = false;
    await other.api.review.case({ id });
    expect(await looks()).toBe(3);
    await bank.setNow(before);
  });

  it('is read-only for an auditor', async () => {
    const auditor = await bank.staff('auditor');
    const { id, version } = await bank.claimedApplication(reviewer);
    await expect(auditor.api.review.case({ id })).resolves.toMatchObject({ isMine: false });
    const { claim, next, approve, judge } = auditor.api.review;
    const attempts = [
      () => claim({ id }),
      () => next(),
      () => approve({ id, version }),
      () => judge({ id, version, requirement: 'ssn', verdict: 'accept' }),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toEqual(refusedWith('FORBIDDEN'));
    }
    expect(
      await bank.owner(`select 1 from audit_event where actor_id = ? and action = 'action.refused'`, [auditor.id]),
    ).toHaveLength(4);
  });
});
