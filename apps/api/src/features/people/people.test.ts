import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank, TEST_PASSWORD } from '../../testing.ts';
import { heldCase } from '../../testing/waiting-case.ts';

let bank: TestBank;
let admin: SignedInStaff;
let second: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  admin = await bank.staff('admin');
  second = await bank.newStaff('admin');
});
afterAll(() => bank.close());

const why = 'because the team changes';
const refusal = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const auditOf = async (action: string, target: string) =>
  (
    await bank.owner<{ n: number }>('select count(*)::int as n from audit_event where action = ? and target_id = ?', [
      action,
      target,
    ])
  )[0]?.n;

describe('the list of staff', () => {
  it('finds by name, username and e-mail, filters by role and state, and holds no customer', async () => {
    const customer = await bank.customer();
    const reviewer = await bank.newStaff('reviewer');
    const byName = await admin.api.people.list({ search: reviewer.username });
    expect(byName.items.map(({ id }) => id)).toEqual([reviewer.id]);
    expect((await admin.api.people.list({ search: `${reviewer.username}@BANK` })).items).toHaveLength(1);
    expect((await admin.api.people.list({ search: '%' })).items).toEqual([]);
    const reviewers = await admin.api.people.list({ role: 'KYC_REVIEWER', state: 'ACTIVE' });
    expect(reviewers.items.map(({ id }) => id)).toContain(reviewer.id);
    expect((await admin.api.people.list({})).items.map(({ id }) => id)).not.toContain(customer.id);
    await expect(admin.api.people.get({ id: customer.id })).rejects.toEqual(refusal('NOT_FOUND'));
  });

  it('goes on where a page ended', async () => {
    const all = await admin.api.people.list({});
    const seen: string[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await admin.api.people.list({ limit: 1, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
      more = cursor !== undefined;
    }
    expect(seen).toEqual(all.items.map(({ id }) => id));
    await expect(admin.api.people.list({ cursor: 'W10' })).rejects.toEqual(refusal('INVALID_INPUT'));
  });
});

describe('roles', () => {
  it('are given with who, when and why, and work from the next request on', async () => {
    const person = await bank.newStaff('reviewer');
    await expect(person.api.people.list({})).rejects.toEqual(refusal('FORBIDDEN'));
    const view = await admin.api.people.assignRole({ id: person.id, role: 'BANK_ADMIN', why });
    expect(view.roles).toEqual(['BANK_ADMIN', 'KYC_REVIEWER']);
    expect(view.roleList).toContainEqual(
      expect.objectContaining({ role: 'BANK_ADMIN', assignedBy: 'Test admin', why }),
    );
    expect(view.history[0]).toMatchObject({ kind: 'ROLE_ASSIGNED', role: 'BANK_ADMIN', by: 'Test admin', why });
    await person.api.people.list({});
    await admin.api.people.revokeRole({ id: person.id, role: 'BANK_ADMIN', why });
    const events = await bank.owner(
      `select severity, metadata ->> 'change' as change from security_event
       where event_type = 'ACCESS_CHANGED' and user_id = ? order by created_at, id`,
      [person.id],
    );
    expect(events).toEqual([
      { severity: 'HIGH', change: 'ROLE_ASSIGNED' },
      { severity: 'MEDIUM', change: 'ROLE_REVOKED' },
    ]);
    await bank.runJobs();
    const mails = await bank.owner<{ body: string }>(
      `select body from dev_message where recipient = ? and subject = 'Your access was changed' order by at, id`,
      [`${person.username}@bank.example`],
    );
    expect(mails.map(({ body }) => body.split('\n')[0])).toEqual([
      'You were given another role at the bank.',
      'A role was taken from you at the bank.',
    ]);
    await expect(person.api.people.list({})).rejects.toEqual(refusal('FORBIDDEN'));
    expect(await auditOf('role.assigned', person.id)).toBe(1);
    expect(await auditOf('role.revoked', person.id)).toBe(1);
    expect((await admin.api.people.get({ id: person.id })).roles).toEqual(['KYC_REVIEWER']);
    await admin.api.people.get({ id: person.id }); // as a screen does on coming back
    expect(await auditOf('person.viewed', person.id)).toBe(1);
  });

  it('are refused: one’s own, twice, unknown, the customers’, of nobody, and deciding beside auditing', async () => {
    const { id } = await bank.newStaff('reviewer');
    const give = (role: string, to = id) => admin.api.people.assignRole({ id: to, role, why });
    await expect(give('AUDITOR', admin.id)).rejects.toEqual(refusal('OWN_ROLES_FORBIDDEN'));
    await expect(give('KYC_REVIEWER')).rejects.toEqual(refusal('ROLE_HELD'));
    await expect(give('WIZARD')).rejects.toEqual(refusal('INVALID_INPUT'));
    await expect(give('CUSTOMER')).rejects.toEqual(refusal('INVALID_INPUT'));
    await expect(give('KYC_REVIEWER', (await bank.customer()).id)).rejects.toEqual(refusal('NOT_FOUND'));
    await expect(give('AUDITOR')).rejects.toEqual(refusal('DUTIES_SEPARATED'));
    const gone = admin.api.people.revokeRole({ id, role: 'AUDITOR', why });
    await expect(gone).rejects.toEqual(refusal('ROLE_NOT_HELD'));
    await expect(admin.api.people.revokeRole({ id: admin.id, role: 'BANK_ADMIN', why })).rejects.toEqual(
      refusal('OWN_ROLES_FORBIDDEN'),
    );
  });

  it('that leave nothing end the session, and the person stays on the list', async () => {
    const person = await bank.newStaff('reviewer');
    await admin.api.people.revokeRole({ id: person.id, role: 'KYC_REVIEWER', why });
    await expect(person.api.profile.get()).rejects.toEqual(refusal('SESSION_ENDED'));
    expect((await admin.api.people.get({ id: person.id })).roles).toEqual([]);
  });
});

describe('blocking', () => {
  it('ends sessions, returns cases and shuts the door; unblocking opens it', async () => {
    const person = await bank.newStaff('reviewer');
    const { id } = await heldCase(bank, person);
    await admin.api.people.block({ id: person.id, why });
    await expect(person.api.profile.get()).rejects.toEqual(refusal('SESSION_ENDED'));
    const [row] = await bank.owner<{ status: string }>('select status from kyc_application where id = ?', [id]);
    expect(row?.status).toBe('SUBMITTED');
    const login = () => bank.anonymous.staff.auth.login({ username: person.username, password: TEST_PASSWORD });
    await expect(login()).rejects.toEqual(refusal('INVALID_CREDENTIALS'));
    await expect(admin.api.people.block({ id: person.id, why })).rejects.toEqual(refusal('ALREADY_BLOCKED'));
    expect(await auditOf('account.blocked', person.id)).toBe(1);
    await admin.api.people.unblock({ id: person.id, why });
    await expect(admin.api.people.unblock({ id: person.id, why })).rejects.toEqual(refusal('NOT_BLOCKED'));
    await login();
  });

  it('is refused for oneself, for a customer at this place, and without staff.manage', async () => {
    const [customer, reviewer] = [await bank.customer(), await bank.staff('reviewer')];
    await expect(admin.api.people.block({ id: admin.id, why })).rejects.toEqual(refusal('OWN_ACCESS_FORBIDDEN'));
    await expect(admin.api.people.block({ id: customer.id, why })).rejects.toEqual(refusal('NOT_FOUND'));
    await expect(reviewer.api.people.block({ id: admin.id, why })).rejects.toEqual(refusal('FORBIDDEN'));
  });
});

describe('settings of a person', () => {
  const at = async (id: SignedInStaff['id']) => ({ id, version: (await admin.api.people.get({ id })).version, why });

  it('require a second factor from the next request on, which nobody switches off again', async () => {
    const person = await bank.newStaff('reviewer');
    await admin.api.people.setSecurity({ ...(await at(person.id)), requiresSecondFactor: true });
    await expect(person.api.review.counts()).rejects.toEqual(refusal('MFA_REQUIRED'));
    expect((await person.api.secondFactor.status()).isRequired).toBe(true);
    await expect(person.api.secondFactor.disable({ code: '123456' })).rejects.toEqual(refusal('SECOND_FACTOR_NEEDED'));
  });

  it('shorten sessions, those that are open too, and close a door', async () => {
    const person = await bank.newStaff('reviewer');
    const view = await admin.api.people.setSecurity({ ...(await at(person.id)), sessionHours: 1 });
    const [session] = view.sessions;
    expect(Date.parse(session?.endsAt ?? '') - Date.parse(session?.startedAt ?? '')).toBe(3_600_000);
    const shut = await admin.api.people.setSecurity({ ...(await at(person.id)), portals: ['customer'] });
    expect(shut).toMatchObject({ sessions: [], security: { portals: ['customer'], sessionHours: 1 } });
    await expect(person.api.profile.get()).rejects.toEqual(refusal('SESSION_ENDED'));
    const login = bank.anonymous.staff.auth.login({ username: person.username, password: TEST_PASSWORD });
    await expect(login).rejects.toEqual(refusal('INVALID_CREDENTIALS'));
  });

  it('make the person choose a new password by a link', async () => {
    const person = await bank.newStaff('reviewer');
    const view = await admin.api.people.setSecurity({ ...(await at(person.id)), mustChangePassword: true });
    expect(view).toMatchObject({ sessions: [], security: { mustChangePassword: true } });
    await bank.runJobs();
    const sent = await bank.owner<{ body: string }>('select body from dev_message where recipient = ?', [
      `${person.username}@bank.example`,
    ]);
    expect(sent.some(({ body }) => body.includes('reset-password#token='))).toBe(true);
  });

  it('are refused from a stale screen, for oneself and outside their range', async () => {
    const person = await bank.newStaff('reviewer');
    const input = await at(person.id);
    await admin.api.people.setSecurity({ ...input, sessionHours: 2 });
    await expect(admin.api.people.setSecurity({ ...input, sessionHours: 3 })).rejects.toEqual(
      refusal('RECORD_CHANGED'),
    );
    const own = admin.api.people.setSecurity({ ...(await at(admin.id)), sessionHours: 3 });
    await expect(own).rejects.toEqual(refusal('OWN_ACCESS_FORBIDDEN'));
    const long = admin.api.people.setSecurity({ ...(await at(person.id)), sessionHours: 25 });
    await expect(long).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('what gives rights, and what takes files away', () => {
  it('asks for a proof of the last five minutes', async () => {
    const [tired, auditor] = [await bank.newStaff('admin'), await bank.newStaff('auditor')];
    await bank.owner('update session set stepped_up_at = null where user_id in (?, ?)', [tired.id, auditor.id]);
    const { id } = await bank.newStaff('reviewer');
    const asked = [
      () => tired.api.people.assignRole({ id, role: 'BANK_ADMIN', why }),
      () => tired.api.people.revokeRole({ id, role: 'KYC_REVIEWER', why }),
      () => tired.api.people.setBranch({ id, version: 1, branchId: null, onlyOwnBranch: false, why }),
      () => tired.api.people.setSecurity({ id, version: 1, sessionHours: 2, why }),
      () => tired.api.people.invite({ email: 'asked@bank.example', displayName: 'Ida', role: 'AUDITOR', why }),
      () => tired.api.people.resendInvite({ id }),
      () => tired.api.people.unblock({ id, why }),
      () => tired.api.people.removeSecondFactor({ id, why }),
      () => tired.api.users.unblock({ id, why }),
      () => tired.api.users.setRoles({ id, roles: [], why }),
      () => tired.api.features.set({ role: 'AUDITOR', feature: 'reports', enabled: false, why }),
      () => tired.api.customers.unblock({ id, why }),
      () => tired.api.customers.removeSecondFactor({ id, why }),
      () => tired.api.customers.liftHold({ id, reason: 'settled' }),
      () => tired.api.customers.declineErasure({ id, reason: 'LEGAL_DUTY' }),
      () => auditor.api.audit.exports.start({ format: 'CSV', filter: {} }),
    ];
    const answers: unknown[] = [];
    for (const ask of asked)
      answers.push(await ask().then(String, ({ cause }: { cause: { code: string } }) => cause.code));
    expect(answers).toEqual(asked.map(() => 'STEP_UP_REQUIRED'));
    for (const path of ['/audit-exports/none', '/api/report-files/kyc.csv']) {
      const answer = await request(bank.staffApp).get(path).set('authorization', `Bearer ${auditor.access}`);
      expect(answer).toMatchObject({ status: 403, body: { code: 'STEP_UP_REQUIRED', factor: 'password' } });
    }
    await bank.owner('update app_user set is_blocked = true where id = ?', [tired.id]);
  });
});

describe('the last administrator', () => {
  it('of two who block each other at the same moment one is left', async () => {
    for (let round = 0; round < 4; round += 1) {
      const other = round === 0 ? second : await bank.newStaff('admin');
      const outcomes = await Promise.allSettled([
        admin.api.people.block({ id: other.id, why }),
        other.api.people.block({ id: admin.id, why }),
      ]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const left = await bank.owner<{ id: string }>('select id from administrator');
      expect(left).toHaveLength(1);
      if (left[0]?.id === admin.id) continue;
      await other.api.people.unblock({ id: admin.id, why });
      await bank.owner('update app_user set is_blocked = true where id = ?', [other.id]);
      const { access } = await (async () => {
        const result = await bank.anonymous.staff.auth.login({ username: admin.username, password: TEST_PASSWORD });
        if ('challenge' in result) throw new Error('a second factor');
        return result;
      })();
      admin.visitor.access = access;
    }
  });

  it('is kept by the database, too, by every way there is', async () => {
    expect((await admin.api.people.get({ id: admin.id })).isLastAdministrator).toBe(true);
    const kept = expect.objectContaining({ constraint: 'last_administrator' });
    await expect(bank.owner('update app_user set is_blocked = true where id = ?', [admin.id])).rejects.toEqual(kept);
    await expect(bank.owner(`update app_user set closed_portals = '{staff}' where id = ?`, [admin.id])).rejects.toEqual(
      kept,
    );
    await expect(bank.owner('update user_role set is_active = false where user_id = ?', [admin.id])).rejects.toEqual(
      kept,
    );
    await expect(bank.owner('delete from user_role where user_id = ?', [admin.id])).rejects.toEqual(kept);
    await expect(bank.owner(`update role set is_active = false where name = 'BANK_ADMIN'`)).rejects.toEqual(kept);
  });

  it('is not removed by somebody who may only manage staff, and they hear why', async () => {
    const manager = await bank.newStaff('reviewer');
    await bank.owner(
      `with r as (insert into role (id, name, description, permissions, created_at)
         values (gen_random_uuid(), 'MANAGER', 'test', '{self.manage,staff.read,staff.manage}', now()) returning id)
       insert into user_role (id, user_id, role_id, assigned_at) select gen_random_uuid(), ?, id, now() from r`,
      [manager.id],
    );
    const { id, version } = await manager.api.people.get({ id: admin.id });
    const asked = [
      () => manager.api.people.block({ id, why }),
      () => manager.api.people.setSecurity({ id, version, portals: ['customer'], why }),
    ];
    for (const ask of asked) await expect(ask()).rejects.toMatchObject({ cause: { code: 'LAST_ADMINISTRATOR' } });
  });
});
