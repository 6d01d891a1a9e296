import { SHIPPED_ROLES, type ShippedRole, type UserId } from '@ostiary/domain/shared';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerContext, StaffContext } from '../../context.ts';
import {
  drawSeed,
  ADDRESS,
  createTestBank,
  publicCaller,
  SSN,
  staffCaller,
  TEST_PASSWORD,
  testContext,
  type TestBank,
} from '../../testing.ts';
import { waitingCases, type WaitingCase } from '../../testing/many-cases.ts';
import {
  type Beginning,
  beginningOf,
  type Counts,
  keptCounts,
  recountKyc,
  recountSecurity,
  since,
} from '../../testing/report-recount.ts';
import { submitApplication, withdrawApplication } from '../application/application.service.ts';
import { reveal } from '../data-protection/reveal.service.ts';
import { putRequirement } from '../requirements/requirements.service.ts';
import { approveCase, approveSecond, rejectCase, requestMore } from '../review/decision.service.ts';
import { disagree } from '../review/disagree.service.ts';
import { commitOverdue } from '../review/held.service.ts';
import { judgeRequirement } from '../review/judgement.service.ts';
import { claimCase } from '../review/lease.service.ts';
import { undoDecision } from '../review/undo.service.ts';
import { foldReports } from './figures.service.ts';
import { readKycReport } from './kyc-report.service.ts';
import { readSecurityReport } from './security-report.service.ts';

const HOUR = 3_600_000;
let bank: TestBank;
let cases: WaitingCase[];
let begun: Date;
let beginning: Beginning;
let before: { kyc: Counts; security: Counts };
const staff: Record<'reviewer' | 'other' | 'admin', UserId> = {
  reviewer: '' as UserId,
  other: '' as UserId,
  admin: '' as UserId,
}; // filled below

beforeAll(async () => {
  bank = await createTestBank();
  staff.reviewer = (await bank.staff('reviewer')).id;
  staff.other = (await bank.newStaff('reviewer')).id;
  staff.admin = (await bank.staff('admin')).id;
  cases = await waitingCases(bank, 14);
  await bank.owner('select rebuild_report_figures()');
  beginning = await beginningOf(bank);
  before = { kyc: await keptCounts(bank, 'kyc'), security: await keptCounts(bank, 'security') };
  begun = new Date(bank.now().getTime() + 1);
  await bank.setNow(begun);
}, 60_000);
afterAll(() => bank.close());

const person = {
  sessionId: crypto.randomUUID(),
  amr: ['pwd'],
  steppedUpAt: null,
  hasSecondFactor: false,
  mustEnrol: false,
  switchedOff: new Set(),
  onlyBranch: null,
};

/** Somebody at the desk without a session: weeks go by in this test. */
function as(id: UserId, role: ShippedRole): StaffContext {
  const permissions = new Set(SHIPPED_ROLES[role].permissions);
  const actor = { ...person, id, door: 'staff', name: role, roles: [role], permissions };
  return { ...testContext(bank.deps, 'staff'), actor } as unknown as StaffContext; // what signing in would have given
}
const at = (who: keyof typeof staff) => as(staff[who], who === 'admin' ? 'BANK_ADMIN' : 'KYC_REVIEWER');
function asApplicant(id: UserId): CustomerContext {
  const actor = {
    ...person,
    id,
    door: 'customer',
    name: 'x',
    roles: ['CUSTOMER'],
    permissions: new Set(['application.own']),
  };
  return { ...testContext(bank.deps, 'customer'), actor } as unknown as CustomerContext; // likewise
}

const plain = { reasons: [], hold: 0, acceptRemaining: true, escalate: false } as const;
const rejection = { ...plain, reasons: [{ code: 'OUT_OF_POLICY' as const }, { code: 'FRAUD_SUSPECTED' as const }] };

/** Refused first: what was accepted before can be asked for again in no other way. */
async function askAgain(ctx: StaffContext, sent: { id: WaitingCase['id']; version: number }): Promise<void> {
  const refusal = { requirement: 'address', verdict: 'refuse', reason: 'ADDRESS_MISMATCH' } as const;
  const { version } = await judgeRequirement(ctx, { ...sent, ...refusal });
  await requestMore(ctx, { id: sent.id, version, reasons: [], hold: 0 });
}

interface Step {
  readonly kind: number;
  readonly of: number;
  readonly by: 'reviewer' | 'other' | 'admin';
  readonly hours: number;
}

async function decideHeld(ctx: StaffContext, sent: { id: WaitingCase['id']; version: number }, isUndone: boolean) {
  await approveCase(ctx, { ...plain, ...sent, reasons: [], hold: 10 });
  if (isUndone) return void (await undoDecision(at('reviewer'), sent.id));
  await bank.setNow(new Date(bank.now().getTime() + 11_000));
  await commitOverdue(bank.deps, sent.id);
}

/** Whatever is next for a case in this state, chosen by the numbers of the step. */
async function take({ kind, of, by }: Step): Promise<void> {
  const chosen = cases[of % cases.length];
  if (!chosen) return;
  const { id, customerId } = chosen;
  const [row] = await bank.owner<{ status: string; version: number }>(
    'select status, version from kyc_application where id = ?',
    [id],
  );
  if (row?.status === 'ACTION_REQUIRED') {
    await putRequirement(asApplicant(customerId), { code: 'address', ...ADDRESS });
    return void (await submitApplication(asApplicant(customerId)));
  }
  if (row?.status === 'PENDING_SECOND_APPROVAL') {
    const { version } = row;
    if (kind % 2) return void (await approveSecond(at('admin'), { id, version, hold: 0 }));
    return void (await disagree(at('admin'), { id, version, note: 'Look at the address again.' }));
  }
  if (row?.status !== 'SUBMITTED') return;
  if (kind === 9) return void (await withdrawApplication(asApplicant(customerId)));
  const who = kind >= 6 ? 'reviewer' : by === 'admin' ? 'other' : by;
  const ctx = at(who);
  const { version } = (await claimCase(ctx, id)).case;
  const sent = { id, version };
  if (kind < 2) await approveCase(at(who), { ...plain, ...sent, reasons: [] });
  else if (kind === 2) await rejectCase(at(who), { ...rejection, ...sent });
  else if (kind < 5) await askAgain(at(who), sent);
  else if (kind < 7) await approveCase(at(who), { ...plain, ...sent, reasons: [], escalate: true });
  else await decideHeld(at(who), sent, kind === 7);
}

const step = fc.record({
  kind: fc.integer({ min: 0, max: 9 }),
  of: fc.nat(),
  by: fc.constantFrom('reviewer' as const, 'other' as const),
  hours: fc.integer({ min: 1, max: 40 }),
});

/** Each way at least once: void, two approvals, asked again, undone, held, rejected, withdrawn. */
const EACH = [
  [5, 0],
  [0, 0],
  [6, 1],
  [1, 1],
  [3, 2],
  [0, 2],
  [7, 3],
  [8, 4],
  [2, 5],
  [9, 6],
].map(([kind = 0, of = 0]): Step => ({ kind, of, by: 'other', hours: 7 }));

describe('the figures of the KYC report', () => {
  it('equal a recount of the audit log after random work, folded or not, and the months their days', async () => {
    const seed = drawSeed();
    const [steps = []] = fc.sample(fc.array(step, { minLength: 16, maxLength: 16 }), { numRuns: 1, seed });
    for (const [count, one] of [...EACH, ...steps].entries()) {
      await bank.setNow(new Date(bank.now().getTime() + one.hours * HOUR));
      await take(one);
      if (count % 10 === 5) await foldReports(bank.deps);
    }
    const newcomer = await bank.customer();
    await newcomer.api.requirements.put({ code: 'ssn', ssn: SSN });
    await publicCaller(bank.deps).registration.start({
      email: 'never.confirmed@example.com',
      phoneNumber: '+13125550188',
      password: TEST_PASSWORD,
    });
    const recounted = await recountKyc(bank, begun, {
      ...beginning,
      cases: new Map([...(await beginningOf(bank)).cases, ...beginning.cases]),
    });
    expect(since(await keptCounts(bank, 'kyc'), before.kyc), `seed ${seed}`).toEqual(since(recounted, new Map()));

    const report = await readKycReport(at('admin'), { period: '90d' });
    const total = (detail: string) =>
      [...recounted].reduce((sum, [key, n]) => (key.endsWith(`|all|decision||${detail}`) ? sum + n : sum), 0);
    expect(report.decisions.approved.now).toBe(total('APPROVED'));
    expect(report.decisions.rejected.now).toBe(total('REJECTED'));
    expect(report.decisions.moreRequested.now).toBe(total('MORE'));
    expect(report.decisions.firstApprovals.now).toBe(total('FIRST'));
    expect(report.decisions.voided.now).toBe(total('VOIDED'));
    const byPoint = report.series.reduce((sum, point) => sum + point.approved, 0);
    expect(byPoint).toBe(total('APPROVED'));
    for (const rows of [report.reviewers, report.policies, report.branches])
      expect(rows.reduce((sum, { decisions }) => sum + decisions.decided.now, 0)).toBe(report.decisions.decided.now);

    await foldReports(bank.deps);
    expect(await bank.owner('select from report_change')).toEqual([]);
    expect(
      await bank.owner(`select from report_figure group by report, dim, measure, key, detail
        having sum(n) filter (where grain = 'day') is distinct from sum(n) filter (where grain = 'month')`),
    ).toEqual([]);
    expect(await readKycReport(at('admin'), { period: '90d' })).toEqual(report);
  }, 120_000);

  it('are the same when they are made anew from the tables', async () => {
    // A unit of work may write what belongs to a row before the row: what counts is how all stand at its end.
    await bank.owner(`do $$ declare own uuid; begin
      perform set_config('ostiary.unattributed', 'a test', true);
      for way in 1..3 loop
        own := gen_random_uuid();
        insert into customer (id, customer_number, country, created_at, updated_at)
          values (own, 'CUST000000000' || way, 'US', bank_now(), bank_now());
        insert into requirement_state (id, application_id, code, given_at)
          select own, own, 'address', bank_now() where way = 2;
        insert into application_event (id, application_id, kind, at)
          select own, own, 'submitted', bank_now() where way = 3;
        insert into kyc_application (id, customer_id, policy_version_id, status, submitted_at, created_at, updated_at)
          select own, own, id, 'INCOMPLETE', case way when 3 then bank_now() end, bank_now(), bank_now()
          from policy_version limit 1;
        insert into app_user (id, username, email, email_confirmed_at, created_at, updated_at)
          values (own, 'later.' || way, 'later.' || way || '@example.com', bank_now(), bank_now(), bank_now());
      end loop;
    end $$`);
    const kept = await keptCounts(bank, 'kyc');
    await bank.owner('select rebuild_report_figures()');
    expect(since(await keptCounts(bank, 'kyc'), kept)).toEqual({});
  });

  it('stay when somebody who never confirmed is removed', async () => {
    const kept = await keptCounts(bank, 'kyc');
    await bank.owner(
      `set ostiary.unattributed = 'test'; delete from app_user where email = 'never.confirmed@example.com'; reset ostiary.unattributed`,
    );
    expect(await keptCounts(bank, 'kyc')).toEqual(kept);
    expect(await bank.owner(`select from report_person where customer_id not in (select id from customer)`)).toEqual(
      [],
    );
  });
});

describe('the figures of the security report', () => {
  it('equal a recount of the audit log', async () => {
    const from = bank.now();
    const customer = await bank.customer();
    const door = publicCaller(bank.deps, { address: '198.51.100.7' });
    const wrong = () => door.auth.login({ username: customer.username, password: 'Not-the-one-77' }).catch(() => null);
    for (let tries = 0; tries < 6; tries++) await wrong();
    await staffCaller(bank.deps)
      .auth.login({ username: 'nobody.here', password: 'Not-the-one-77' })
      .catch(() => null);
    const renew = (refresh: string) => publicCaller(bank.deps, { face: 'rest' }).auth.refresh({ refresh });
    const { refresh: second = '' } = await renew(customer.refresh);
    await renew(second);
    await expect(renew(customer.refresh)).rejects.toMatchObject({ cause: { code: 'SESSION_ENDED' } });
    const auditor = await bank.newStaff('auditor');
    await expect(auditor.api.staffNetworks.get()).rejects.toMatchObject({ cause: { code: 'FORBIDDEN' } });
    const [open] = await bank.owner<{ id: WaitingCase['id'] }>(
      `select a.id from kyc_application a join identifier_index i on i.customer_id = a.customer_id and i.kind = 'ssn'
       where a.submitted_at is not null limit 1`,
    );
    if (open) await reveal(at('admin'), { applicationId: open.id, field: 'ssn', purpose: 'LEGAL_REQUEST' });

    const kept = since(await keptCounts(bank, 'security'), before.security);
    const counted = Object.entries(since(await recountSecurity(bank, from), new Map()));
    expect(counted.map(([key]) => key.split('|').slice(-1)[0])).toEqual(
      expect.arrayContaining(['FAILED', 'ACCOUNT_LOCKED', 'UNAUTHORIZED_ACCESS', 'TOKEN_REUSE', 'LEGAL_REQUEST']),
    );
    for (const [key, n] of counted) expect([key, kept[key]]).toEqual([key, n]);
    const report = await readSecurityReport(at('admin'), { period: 'today' });
    const locked = counted.find(([key]) => key.endsWith('ACCOUNT_LOCKED'))?.[1];
    expect(report.figures.find(({ measure }) => measure === 'LOCK_OUTS')?.count.now).toBe(locked);
    expect(report.doors.find(({ door: name }) => name === 'staff')?.failed.now).toBe(1);
  }, 60_000);
});
