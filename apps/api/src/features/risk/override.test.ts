import type { RaisedSignal } from '@ostiary/domain/risk';
import type { ApplicationId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createTestBank,
  type SignedInCustomer,
  type SignedInStaff,
  staffCaller,
  submitOwn,
  TEST_PASSWORD,
  type TestBank,
  wholeSignIn,
} from '../../testing.ts';
import { maintain } from '../../worker.ts';
import { assessAgain } from './assess-risk.service.ts';

let bank: TestBank;
let admin: SignedInStaff;
let second: SignedInStaff;
let id: ApplicationId;
let customer: SignedInCustomer;

const day = (days: number) => new Date(bank.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const asked = (band: 'LOW' | 'MEDIUM' | 'HIGH', changes = {}) => ({
  id,
  band,
  reason: 'Called the applicant’s employer',
  endsOn: day(30),
  ...changes,
});

/** As if rules had found so much; the next assessment finds what there is. */
const scored = (score: number, band: string) =>
  bank.owner('update kyc_application set risk_score = ?, risk_band = ? where id = ?', [score, band, id]);

async function standing() {
  const [row] = await bank.owner<{ band: string; status: string; version: number }>(
    'select risk_band as band, status, version from kyc_application where id = ?',
    [id],
  );
  return row;
}
const bandNow = async () => (await standing())?.band;

beforeAll(async () => {
  bank = await createTestBank();
  admin = await bank.staff('admin');
  second = await bank.newStaff('admin');
});
beforeEach(async () => {
  customer = await bank.customer();
  id = await submitOwn(bank, customer);
});
afterAll(() => bank.close());

describe('an override', { timeout: 60_000 }, () => {
  it('that raises counts at once, seals its reason and is on record', async () => {
    const before = await standing();
    const risk = await admin.api.risk.override(asked('HIGH'));
    expect(risk.override).toMatchObject({
      fromBand: 'LOW',
      band: 'HIGH',
      state: 'LIVE',
      reason: 'Called the applicant’s employer',
      askedBy: { name: 'Test admin', isMe: true },
      judgedBy: null,
    });
    expect(await standing()).toMatchObject({ band: 'HIGH', version: (before?.version ?? 0) + 1 });
    const [row] = await bank.owner<{ reason: string }>('select reason_encrypted as reason from risk_override');
    expect(row?.reason).toMatch(/^gAAAA/);
    const records = await bank.owner<{ action: string; canonical: string }>(
      `select action, canonical from audit_event where target_id = ? and action like 'risk.%' order by at, id`,
      [id],
    );
    expect(records.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['risk.band-changed', 'risk.override-asked', 'risk.band-changed']),
    );
    expect(JSON.stringify(records)).not.toContain('employer');
  });

  it('that lowers waits for a second person, who is told, and counts once they agree', async () => {
    await scored(80, 'HIGH');
    const { override } = await admin.api.risk.override(asked('LOW'));
    expect(override).toMatchObject({ state: 'WAITING', fromBand: 'HIGH' });
    expect(await bandNow()).toBe('HIGH');
    const told = await bank.owner<{ user_id: string }>(
      `select user_id from notification where kind = 'OVERRIDE_WAITING' and application_id = ?`,
      [id],
    );
    expect(told.map((row) => row.user_id)).toEqual([second.id]);

    const overrideId = override?.overrideId ?? '';
    const own = admin.api.risk.judgeOverride({ id, overrideId, verdict: 'confirm' });
    await expect(own).rejects.toEqual(refusedWith('SECOND_APPROVER_MUST_DIFFER'));
    expect(await bandNow()).toBe('HIGH');

    const judged = await second.api.risk.judgeOverride({ id, overrideId, verdict: 'confirm' });
    expect(judged.override).toMatchObject({ state: 'LIVE', judgedBy: 'Test admin' });
    expect(await bandNow()).toBe('LOW');
    const again = second.api.risk.judgeOverride({ id, overrideId, verdict: 'refuse' });
    await expect(again).rejects.toEqual(refusedWith('INVALID_TRANSITION'));
  });

  it('that was refused changes nothing and makes room for another', async () => {
    await scored(80, 'HIGH');
    const { override } = await admin.api.risk.override(asked('LOW'));
    await expect(second.api.risk.override(asked('MEDIUM'))).rejects.toEqual(refusedWith('INVALID_TRANSITION'));
    const overrideId = override?.overrideId ?? '';
    const left = await second.api.risk.judgeOverride({ id, overrideId, verdict: 'refuse' });
    expect(left.override).toBeNull();
    expect(left.pastOverrides[0]).toMatchObject({ overrideId, state: 'REFUSED', reason: expect.stringMatching(/./) });
    expect(left.pastOverrides[0]).toMatchObject({ askedBy: { isMe: false }, judgedBy: 'Test admin' });
    expect(await bandNow()).toBe('HIGH');
    expect((await second.api.risk.override(asked('MEDIUM'))).override?.state).toBe('WAITING');
  });

  it('of one person never hides an assessment above it', async () => {
    await admin.api.risk.override(asked('MEDIUM'));
    expect(await bandNow()).toBe('MEDIUM');
    await bank.owner(
      `insert into security_event (id, event_type, severity, user_id, description, metadata, created_at)
       select gen_random_uuid(), 'SUSPICIOUS_ACTIVITY', 'MEDIUM', ?, 'x',
         jsonb_build_object('signal', 'DOCUMENT_NUMBER_TAKEN', 'other', c.id), now() from customer c where c.id <> ? limit 1`,
      [customer.id, customer.id],
    );
    await bank.owner(`update app_user set email = ? where id = ?`, [`${customer.id}@mailinator.com`, customer.id]);
    await bank.owner(`update app_user set phone_number = ? where id = ?`, ['+13125551', customer.id]);
    await assessAgain(bank.deps, id);
    const view = await admin.api.review.case({ id });
    expect(view.assessment.newest?.signals.map((signal: RaisedSignal) => signal.code)).toEqual([
      'DOCUMENT_SHARED',
      'PHONE_IMPOSSIBLE',
      'EMAIL_DISPOSABLE',
      'CONTACT_NEW',
    ]);
    expect(view).toMatchObject({ risk: 'HIGH', assessment: { newest: { score: 80 }, override: { band: 'MEDIUM' } } });
  });

  it('is ended by somebody else than who raised the band with it', async () => {
    const { override } = await admin.api.risk.override(asked('HIGH'));
    const overrideId = override?.overrideId ?? '';
    const own = admin.api.risk.endOverride({ id, overrideId });
    await expect(own).rejects.toEqual(refusedWith('SECOND_APPROVER_MUST_DIFFER'));
    expect((await second.api.risk.endOverride({ id, overrideId })).override).toBeNull();
    expect(await bandNow()).toBe('LOW');
  });

  it('ends by itself after its last day, and the case counts as changed', async () => {
    await admin.api.risk.override(asked('HIGH', { endsOn: day(0) }));
    const { version = 0 } = (await standing()) ?? {};
    const now = bank.now();
    await maintain(bank.deps);
    expect(await bandNow()).toBe('HIGH');
    await bank.setNow(new Date(now.getTime() + 86_400_000));
    await maintain(bank.deps);
    await bank.setNow(now);
    expect(await standing()).toMatchObject({ band: 'LOW', version: version + 1 });
    const ended = await bank.owner(
      `select after_of.state from risk_override after_of where application_id = ? and ended_at is not null`,
      [id],
    );
    expect(ended).toEqual([{ state: 'ENDED' }]);
  });

  it('leaves a case that waits for its second approval waiting', async () => {
    await scored(80, 'HIGH');
    await bank.owner(
      `update kyc_application set status = 'IN_REVIEW', claimed_by = ?, claimed_at = now(),
      lease_expires_at = now() + interval '15 minutes' where id = ?`,
      [second.id, id],
    );
    await bank.owner(
      `update kyc_application set status = 'PENDING_SECOND_APPROVAL', claimed_by = null, claimed_at = null,
      lease_expires_at = null where id = ?`,
      [id],
    );
    const { override } = await admin.api.risk.override(asked('LOW'));
    await second.api.risk.judgeOverride({ id, overrideId: override?.overrideId ?? '', verdict: 'confirm' });
    expect(await standing()).toMatchObject({ band: 'LOW', status: 'PENDING_SECOND_APPROVAL' });
  });

  it('is refused without a reason, with a day that is past or far, of a decided case, and to whoever may not', async () => {
    const { override } = admin.api.risk;
    await expect(override(asked('HIGH', { reason: 'because  ' }))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(override(asked('HIGH', { endsOn: day(-1) }))).rejects.toEqual(refusedWith('INVALID_INPUT'));
    await expect(override(asked('HIGH', { endsOn: day(400) }))).rejects.toEqual(refusedWith('INVALID_INPUT'));
    await expect(override(asked('HIGH', { endsOn: '2027-02-30' }))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    const reviewer = await bank.staff('reviewer');
    await expect(reviewer.api.risk.override(asked('HIGH'))).rejects.toEqual(refusedWith('FORBIDDEN'));
    await expect(override(asked('HIGH', { id: uuidv7() }))).rejects.toEqual(refusedWith('NOT_FOUND'));
    await customer.api.application.withdraw();
    await expect(override(asked('HIGH'))).rejects.toEqual(refusedWith('INVALID_TRANSITION'));
  });

  it('is nobody’s of their own application', async () => {
    await bank.owner(
      `insert into user_role (id, user_id, role_id, is_active, assigned_at)
      select gen_random_uuid(), ?, id, true, now() from role where name = 'BANK_ADMIN'`,
      [customer.id],
    );
    const visitor = { ...second.visitor };
    const api = staffCaller(bank.deps, visitor);
    visitor.access = wholeSignIn(await api.auth.login({ username: customer.username, password: TEST_PASSWORD })).access;
    await expect(api.risk.override(asked('HIGH'))).rejects.toEqual(refusedWith('SELF_REVIEW_FORBIDDEN'));
  });
});

describe('the database', { timeout: 60_000 }, () => {
  const insert = (columns: Record<string, unknown>) => {
    const row: Record<string, unknown> = {
      id: uuidv7(),
      application_id: id,
      from_band: 'HIGH',
      band: 'LOW',
      reason_encrypted: 'gAAAAreason',
      ends_at: new Date(Date.now() + 86_400_000),
      state: 'LIVE',
      asked_by: admin.id,
      asked_at: new Date(),
      ...columns,
    };
    const names = Object.keys(row);
    return bank.owner(
      `insert into risk_override (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
      Object.values(row),
    );
  };
  const at = new Date();

  it('refuses a band lowered by one person, or by the same one twice', async () => {
    await expect(insert({})).rejects.toThrow('risk_override_lowered_by_two');
    await expect(insert({ judged_by: admin.id, judged_at: at })).rejects.toThrow('risk_override_four_eyes');
    await insert({ judged_by: second.id, judged_at: at });
  });

  it('refuses a second open override, an open reason, and one’s own application', async () => {
    await insert({ state: 'WAITING' });
    await expect(insert({ state: 'WAITING' })).rejects.toThrow('risk_override_one_open');
    await expect(insert({ state: 'REFUSED', ended_at: at, reason_encrypted: 'open' })).rejects.toThrow(
      'check constraint',
    );
    const own = { state: 'REFUSED', ended_at: at, asked_by: customer.id };
    await expect(insert(own)).rejects.toThrow('own application');
    await expect(insert({ ...own, asked_by: admin.id, judged_by: customer.id, judged_at: at })).rejects.toThrow('own');
  });
});
