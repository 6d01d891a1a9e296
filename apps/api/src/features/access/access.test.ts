import type { Feature } from '@ostiary/domain/access';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestBank,
  freshEmail,
  type SignedInStaff,
  type TestBank,
  TEST_PASSWORD,
  wholeSignIn,
} from '../../testing.ts';
import { insertCase, insertQueueCatalogue } from '../../testing/queue-rows.ts';
import { asSystem, recordSecurityEvent } from '../audit/audit.service.ts';
import { tellOfCritical } from '../security-events/tell-critical.service.ts';

let bank: TestBank;
let admin: SignedInStaff;
let reviewer: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  await insertQueueCatalogue(bank);
  admin = await bank.staff('admin');
  reviewer = await bank.staff('reviewer');
});
afterAll(() => bank.close());

const why = 'not needed here';
const refusal = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });

describe('a feature switched off for a role', () => {
  const set = (role: string, feature: Feature, enabled: boolean) =>
    admin.api.features.set({ role, feature, enabled, why });

  it('refuses its procedures from the next request on, says which are left, and comes back', async () => {
    await reviewer.api.fraudAlerts.list({});
    const { roles } = await set('KYC_REVIEWER', 'fraud-alerts', false);
    const off = roles.find(({ role }) => role === 'KYC_REVIEWER')?.features.filter(({ isOn }) => !isOn);
    expect(off).toMatchObject([{ feature: 'fraud-alerts', off: { by: 'Test admin', why } }]);
    await expect(reviewer.api.fraudAlerts.list({})).rejects.toEqual(refusal('FEATURE_OFF'));
    const login = { username: reviewer.username, password: TEST_PASSWORD };
    const { user } = wholeSignIn(await bank.anonymous.staff.auth.login(login));
    expect(user.features).not.toContain('fraud-alerts');
    expect(user.permissions).not.toContain('fraud.read');
    expect(user.features).toContain('review');
    await set('KYC_REVIEWER', 'fraud-alerts', true);
    await reviewer.api.fraudAlerts.list({});
    const rows = await bank.owner(`select action from audit_event where target_type = 'feature' order by at, id`);
    expect(rows).toEqual([{ action: 'feature.switched-off' }, { action: 'feature.switched-on' }]);
  });

  it('keeps the reason of each switch, also once it is switched back, and finds out that one was reworded', async () => {
    const newest = async () => (await admin.api.features.list()).changes.slice(0, 2);
    const said = { role: 'KYC_REVIEWER', feature: 'fraud-alerts', why, isAsRecorded: true };
    expect(await newest()).toMatchObject([
      { ...said, isOn: true },
      { ...said, isOn: false },
    ]);
    await bank.owner(`do $$ begin perform set_config('ostiary.unattributed', 'a test', true);
      update role_feature_change set why = 'reworded (fictional)' where is_on; end $$`);
    expect(await newest()).toMatchObject([{ isAsRecorded: false }, { isAsRecorded: true }]);
    await admin.api.people.block({ id: reviewer.id, why });
    await admin.api.people.unblock({ id: reviewer.id, why });
    const history = async () => (await admin.api.people.get({ id: reviewer.id })).history.slice(0, 2);
    expect(await history()).toMatchObject([{ isAsRecorded: true }, { isAsRecorded: true }]);
    await bank.owner(`do $$ begin perform set_config('ostiary.unattributed', 'a test', true);
      update access_change set why = null where kind = 'BLOCKED';
      update access_change set why = 'reworded (fictional)' where kind = 'UNBLOCKED'; end $$`);
    expect(await history()).toMatchObject([{ isAsRecorded: false }, { isAsRecorded: null, why: null }]);
    reviewer = await bank.newStaff('reviewer');
  });

  it('stays with whoever holds it by another role', async () => {
    const both = await bank.newStaff('reviewer');
    await admin.api.people.assignRole({ id: both.id, role: 'BANK_ADMIN', why });
    await set('KYC_REVIEWER', 'customers', false);
    await both.api.customers.list({});
    await expect(reviewer.api.customers.list({})).rejects.toEqual(refusal('FEATURE_OFF'));
    await set('KYC_REVIEWER', 'customers', true);
  });

  it('that is the review gives cases back', async () => {
    const held = await insertCase(bank, { status: 'IN_REVIEW', claimedBy: reviewer.id });
    await set('KYC_REVIEWER', 'review', false);
    const [row] = await bank.owner('select status from kyc_application where id = ?', [held.id]);
    expect(row).toEqual({ status: 'SUBMITTED' });
    await expect(reviewer.api.review.next()).rejects.toEqual(refusal('FEATURE_OFF'));
    await set('KYC_REVIEWER', 'review', true);
    await bank.owner('delete from kyc_application where id = ?', [held.id]);
  });

  it('that is the security events sends no mail to who could not open it', async () => {
    const auditor = await bank.staff('auditor');
    await set('BANK_ADMIN', 'security-events', false);
    const em = bank.deps.orm.em.fork();
    recordSecurityEvent(asSystem(em, bank.now()), {
      eventType: 'TOKEN_REUSE',
      userId: null,
      description: 'told, fictional',
    });
    await em.flush();
    await tellOfCritical(bank.deps);
    const told = await bank.owner(`select distinct user_id from notification where kind = 'SECURITY_ALERT'`);
    expect(told).toEqual([{ user_id: auditor.id }]);
    await set('BANK_ADMIN', 'security-events', true);
  });

  it('is never the switch itself, by whatever way', async () => {
    await expect(set('BANK_ADMIN', 'features', false)).rejects.toEqual(refusal('FEATURE_NEEDED'));
    const forced = bank.owner(`update role set switched_off = '{features}' where name = 'BANK_ADMIN'`);
    await expect(forced).rejects.toEqual(expect.objectContaining({ constraint: 'role_keeps_its_switch' }));
    await expect(set('KYC_REVIEWER', 'audit', false)).rejects.toEqual(refusal('NOT_FOUND'));
    await expect(set('CUSTOMER', 'review', false)).rejects.toEqual(refusal('INVALID_INPUT'));
  });
});

describe('a branch', () => {
  const fields = { country: 'IN', regions: ['KA', 'TN'], ifscPrefix: 'HDFC0', parentId: null };
  const codeOf = async (code: string) => {
    const branch = (await admin.api.branches.list()).branches.find((one) => one.code === code);
    if (!branch) throw new Error(`no branch ${code}`);
    return branch;
  };

  it('is opened, changed and closed, each on record', async () => {
    await admin.api.branches.create({ ...fields, code: 'blr-1', name: 'Bengaluru' });
    const made = await codeOf('BLR-1');
    expect(made).toMatchObject({
      name: 'Bengaluru',
      ifscPrefix: 'HDFC0',
      regions: ['KA', 'TN'],
      openCases: 0,
      people: 0,
    });
    const { id, version } = made;
    await admin.api.branches.update({ ...fields, id, version, name: 'Bengaluru East', regions: [] });
    const stale = admin.api.branches.update({ ...fields, id, version, name: 'Late' });
    await expect(stale).rejects.toEqual(refusal('RECORD_CHANGED'));
    await admin.api.branches.close({ id, version: version + 1 });
    expect((await codeOf('BLR-1')).closedAt).not.toBeNull();
    const again = admin.api.branches.close({ id, version: version + 2 });
    await expect(again).rejects.toEqual(refusal('BRANCH_CLOSED'));
    const rows = await bank.owner('select action from audit_event where target_id = ? order by at, id', [id]);
    expect(rows.map(({ action }) => action)).toEqual(['branch.created', 'branch.changed', 'branch.closed']);
  });

  it('has a code of its own, an Indian IFSC and a parent that is open', async () => {
    const make = (changes: object) =>
      admin.api.branches.create({ ...fields, code: 'MUM-1', name: 'Mumbai', ...changes });
    await expect(make({ code: 'MIDWEST' })).rejects.toEqual(refusal('BRANCH_CODE_TAKEN'));
    await expect(make({ country: 'US' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(make({ parentId: crypto.randomUUID() })).rejects.toEqual(refusal('INVALID_INPUT'));
  });

  it('is never below itself, not even for a moment', async () => {
    const name = { ...fields, regions: [] };
    await admin.api.branches.create({ ...name, code: 'TOP', name: 'Top' });
    const top = await codeOf('TOP');
    await admin.api.branches.create({ ...name, code: 'MID', name: 'Mid', parentId: top.id });
    const mid = await codeOf('MID');
    const move = admin.api.branches.update({ ...name, id: top.id, version: 1, name: 'Top', parentId: mid.id });
    await expect(move).rejects.toEqual(refusal('BRANCH_CYCLE'));
    const forced = bank.owner('update branch set parent_id = ? where id = ?', [mid.id, top.id]);
    await expect(forced).rejects.toEqual(expect.objectContaining({ constraint: 'branch_no_cycle' }));
    const inUse = { cause: { code: 'BRANCH_IN_USE', details: { branches: 1, cases: 0, people: 0, invitations: 0 } } };
    await expect(admin.api.branches.close({ id: top.id, version: 1 })).rejects.toMatchObject(inUse);
  });

  it('stays while cases are open there, and gets none once it is closed', async () => {
    const held = await insertCase(bank, { branch: 'MIDWEST' });
    const { id, version } = await codeOf('MIDWEST');
    const inUse = { cause: { code: 'BRANCH_IN_USE', details: { branches: 0, cases: 1, people: 0, invitations: 0 } } };
    await expect(admin.api.branches.close({ id, version })).rejects.toMatchObject(inUse);
    await bank.owner('delete from kyc_application where id = ?', [held.id]);
    const guest = {
      email: freshEmail('guest'),
      displayName: 'Nila Fictional',
      role: 'KYC_REVIEWER',
      branchId: id,
      why,
    };
    const { id: open } = await admin.api.people.invite(guest);
    await expect(admin.api.branches.close({ id, version })).rejects.toMatchObject({
      cause: { details: { invitations: 1, people: 0 } },
    });
    const runOut = `update staff_invitation set expires_at = sent_at where id = ?`;
    await bank.owner(runOut, [open]);
    await admin.api.branches.close({ id, version });
    const late = await insertCase(bank, { branch: 'MIDWEST' });
    const [row] = await bank.owner('select branch_id from kyc_application where id = ?', [late.id]);
    expect(row).toEqual({ branch_id: null });
    await expect(admin.api.people.resendInvite({ id: open })).rejects.toEqual(refusal('INVALID_INPUT'));
  });
});
