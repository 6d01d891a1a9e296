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
    for (const search of [
      customerNumber,
      `${customerNumber.slice(0, 4)} ${customerNumber.slice(4)}`,
      customer.email.slice(0, 12),
    ]) {
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
      const page = await reviewer.api.review.queue({
        tab: 'all',
        limit: 2,
        ...(cursor === undefined ? {} : { cursor }),
      });
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
    await reviewer.api.review.case({ id });
    await other.api.review.case({ id });
    expect(
      await bank.owner(`select actor_id from audit_event where target_id = ? and action = 'case.viewed'`, [id]),
    ).toHaveLength(2);
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
