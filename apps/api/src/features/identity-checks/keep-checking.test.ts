import type { CheckAnswer, CheckState } from '@ostiary/domain/identity-checks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { IdentityCheckPorts } from '../../ports/identity-checks.ts';
import { createTestBank, giveEverything, type SignedInCustomer, type TestBank } from '../../testing.ts';
import { maintain } from '../../worker.ts';
import { runIdentityCheck } from './run-check.service.ts';

const MINUTE = 60_000;
const ASHA = { code: 'identity', firstName: 'Asha', lastName: 'Verma', dateOfBirth: '1990-04-12' } as const;
const MATCH: CheckAnswer = { outcome: 'MATCH', reference: 'R-1', evidence: { facts: ['NO_LIST_ENTRY'] } };

let bank: TestBank;
/** What the screening provider does next, and how often it was asked. */
const screening = { asked: 0, check: (): Promise<CheckAnswer> => Promise.resolve(MATCH) };

beforeEach(async () => {
  bank = await createTestBank();
  screening.asked = 0;
  screening.check = () => Promise.resolve(MATCH);
  const port: IdentityCheckPorts['screening'] = {
    name: 'stub',
    check() {
      screening.asked += 1;
      return screening.check();
    },
  };
  Object.assign(bank.deps.ports, { checks: { ...bank.deps.ports.checks, screening: port } });
});
afterEach(() => bank.close());

interface StoredCheck {
  readonly id: string;
  readonly state: CheckState;
  readonly attempts: number;
}

async function screeningOf({ id }: SignedInCustomer): Promise<StoredCheck> {
  const [check] = await bank.owner<StoredCheck>(
    `select c.id, c.state, c.attempts from identity_check c join kyc_application a on a.id = c.application_id
     where a.customer_id = ? and c.kind = 'screening' order by c.requested_at desc`,
    [id],
  );
  if (!check) throw new Error('Nobody asked for a screening');
  return check;
}

/** Somebody in the US whose name has just been given: screening is their only check. */
async function aboutToBeScreened(): Promise<SignedInCustomer> {
  const customer = await bank.customer();
  await customer.api.requirements.put(ASHA);
  return customer;
}

const later = async (minutes: number) => bank.setNow(new Date(bank.now().getTime() + minutes * MINUTE));
const recordsOf = async (action: string) =>
  (await bank.owner<{ count: number }>('select count(*)::int as count from audit_event where action = ?', [action]))[0]
    ?.count;
const refusedAsRunning = expect.objectContaining({ cause: expect.objectContaining({ code: 'CHECKS_RUNNING' }) });

describe('an identity check', () => {
  it('holds back submitting while it runs', async () => {
    const customer = await bank.customer();
    await giveEverything(bank, customer);
    await customer.api.requirements.put({ ...ASHA, lastName: 'Rao' });
    await expect(customer.api.application.submit()).rejects.toEqual(refusedAsRunning);
    await bank.runJobs();
    await expect(customer.api.application.submit()).resolves.toMatchObject({ status: 'SUBMITTED' });
  });

  it('stops holding it back after two minutes without an answer', async () => {
    const customer = await bank.customer();
    await giveEverything(bank, customer);
    await customer.api.requirements.put({ ...ASHA, lastName: 'Rao' });
    await later(1.9);
    await maintain(bank.deps);
    await expect(customer.api.application.submit()).rejects.toEqual(refusedAsRunning);
    await later(0.11);
    await maintain(bank.deps);
    expect(await screeningOf(customer)).toMatchObject({ state: 'UNAVAILABLE' });
    await expect(customer.api.application.submit()).resolves.toMatchObject({ status: 'SUBMITTED' });
    await bank.runJobs();
    expect(await screeningOf(customer)).toMatchObject({ state: 'MATCH' });
  });

  it('is asked outside of any transaction: the application can be changed meanwhile', async () => {
    const customer = await aboutToBeScreened();
    const { promise, resolve } = Promise.withResolvers<CheckAnswer>();
    screening.check = () => promise;
    const running = runIdentityCheck(bank.deps, (await screeningOf(customer)).id);
    await vi.waitFor(() => expect(screening.asked).toBe(1));
    await customer.api.requirements.put({ code: 'consent', accepted: true });
    resolve(MATCH);
    await running;
    expect(await screeningOf(customer)).toMatchObject({ state: 'MATCH' });
  });

  it('done twice, at once or later, asks and tells once', async () => {
    const customer = await aboutToBeScreened();
    const { id } = await screeningOf(customer);
    await Promise.all([runIdentityCheck(bank.deps, id), runIdentityCheck(bank.deps, id)]);
    await runIdentityCheck(bank.deps, id);
    expect(screening.asked).toBe(1);
    expect(await screeningOf(customer)).toMatchObject({ state: 'MATCH', attempts: 1 });
    expect(await recordsOf('check.requested')).toBe(1);
    expect(await recordsOf('check.finished')).toBe(1);
  });

  it('whose process was killed is tried again after two minutes, not before', async () => {
    const customer = await aboutToBeScreened();
    const { id } = await screeningOf(customer);
    await bank.owner(`update identity_check set state = 'RUNNING', attempts = 1, tried_at = ? where id = ?`, [
      bank.now(),
      id,
    ]);
    await runIdentityCheck(bank.deps, id);
    expect(screening.asked).toBe(0);
    await later(2);
    await maintain(bank.deps);
    await bank.runJobs();
    expect(await screeningOf(customer)).toMatchObject({ state: 'MATCH', attempts: 2 });
  });

  it('without an answer is tried every few minutes for a day, then every hour, and each try in vain leaves no trace', async () => {
    screening.check = () => Promise.reject(new Error('down'));
    const customer = await aboutToBeScreened();
    await bank.runJobs();
    for (let minute = 0; minute < 4; minute += 1) {
      await maintain(bank.deps);
      await bank.runJobs();
      await later(1);
    }
    expect(screening.asked).toBe(2);
    expect(await recordsOf('check.finished')).toBe(1);
    await later(24 * 60);
    await maintain(bank.deps);
    await bank.runJobs();
    expect(screening.asked).toBe(3);
    await later(59);
    await maintain(bank.deps);
    await bank.runJobs();
    expect(screening.asked).toBe(3);
    expect(await screeningOf(customer)).toMatchObject({ state: 'UNAVAILABLE' });
  });

  it('takes a second person while it is not made, and its answer after the approval still counts', async () => {
    screening.check = () => Promise.reject(new Error('down'));
    const customer = await bank.customer();
    await giveEverything(bank, customer);
    await customer.api.requirements.put({ ...ASHA, lastName: 'Rao' });
    await bank.runJobs();
    await customer.api.application.submit();
    const { id } = await customer.api.application.overview();
    const [reviewer, admin] = [await bank.staff('reviewer'), await bank.staff('admin')];
    const { case: shown } = await reviewer.api.review.claim({ id });
    expect(shown).toMatchObject({ risk: 'LOW', secondApproval: { because: 'SCREENING' } });
    const first = await reviewer.api.review.approve({ id, version: shown.version });
    expect(first.status).toBe('PENDING_SECOND_APPROVAL');
    const second = await admin.api.review.approve({ id, version: first.version });
    expect(second.status).toBe('APPROVED');
    screening.check = () => Promise.resolve({ ...MATCH, outcome: 'MISMATCH' });
    await later(3);
    await maintain(bank.deps);
    await bank.runJobs();
    expect((await admin.api.review.case({ id })).alerts).toContainEqual(
      expect.objectContaining({ type: 'SANCTIONS_HIT', severity: 'CRITICAL', status: 'OPEN' }),
    );
  });

  it('is answered once its provider is back', async () => {
    screening.check = () => Promise.reject(new Error('down'));
    const customer = await aboutToBeScreened();
    await bank.runJobs();
    screening.check = () => Promise.resolve(MATCH);
    await later(3);
    await maintain(bank.deps);
    await bank.runJobs();
    expect(await screeningOf(customer)).toMatchObject({ state: 'MATCH', attempts: 2 });
  });

  it('answers nothing for data that was replaced while it was asked', async () => {
    const customer = await aboutToBeScreened();
    const old = await screeningOf(customer);
    const { promise, resolve } = Promise.withResolvers<CheckAnswer>();
    screening.check = () => promise;
    const running = runIdentityCheck(bank.deps, old.id);
    await vi.waitFor(() => expect(screening.asked).toBe(1));
    await customer.api.requirements.put({ ...ASHA, lastName: 'Rao' });
    resolve(MATCH);
    await running;
    expect(await screeningOf(customer)).toMatchObject({ state: 'QUEUED' });
    const { rows } = await customer.api.application.overview();
    expect(rows.find(({ code }) => code === 'identity')).toMatchObject({ isChecking: true });
  });

  it('keeps its answer when an earlier try comes back late with another', async () => {
    const customer = await aboutToBeScreened();
    const { id } = await screeningOf(customer);
    const { promise, resolve } = Promise.withResolvers<CheckAnswer>();
    screening.check = () => promise;
    const late = runIdentityCheck(bank.deps, id);
    await vi.waitFor(() => expect(screening.asked).toBe(1));
    await later(2);
    screening.check = () => Promise.resolve(MATCH);
    await runIdentityCheck(bank.deps, id);
    resolve({ ...MATCH, outcome: 'MISMATCH' });
    await late;
    expect(await screeningOf(customer)).toMatchObject({ state: 'MATCH', attempts: 2 });
    expect(await recordsOf('check.finished')).toBe(1);
  });

  it('is made for a new application too', async () => {
    const customer = await aboutToBeScreened();
    await bank.runJobs();
    await customer.api.application.withdraw();
    await customer.api.application.start();
    await bank.runJobs();
    expect(screening.asked).toBe(2);
  });
});
