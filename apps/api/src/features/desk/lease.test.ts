import { canonicalText } from '@ostiary/domain/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, staffCaller, type TestBank } from '../../testing.ts';
import { recordTest } from '../../testing/test-record.ts';
import { heldCase, waitingCase } from '../../testing/waiting-case.ts';
import { maintain } from '../../worker.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const later = (minutes: number) => bank.setNow(new Date(bank.now().getTime() + minutes * 60_000));
const caseOf = async (id: string) => (await bank.owner('select * from kyc_application where id = ?', [id]))[0];
const kinds = async (person: SignedInStaff) =>
  (await bank.owner<{ kind: string }>('select kind from notification where user_id = ? order by id', [person.id])).map(
    ({ kind }) => kind,
  );

describe('renewing a lease', () => {
  it('gives 15 minutes more and changes nothing of the case', async () => {
    const reviewer = await bank.newStaff('reviewer');
    const { id, version } = await heldCase(bank, reviewer);
    await later(10);
    const { leaseExpiresAt } = await reviewer.api.desk.renew({ id });
    expect(Date.parse(leaseExpiresAt)).toBe(bank.now().getTime() + 15 * 60_000);
    expect(await caseOf(id)).toMatchObject({ version, status: 'IN_REVIEW' });
    expect((await reviewer.api.review.case({ id })).leaseExpiresAt).toBe(leaseExpiresAt);
  });

  it('is refused to everybody else, and after the lease', async () => {
    const [reviewer, other] = [await bank.newStaff('reviewer'), await bank.newStaff('reviewer')];
    const { id } = await heldCase(bank, reviewer);
    await expect(other.api.desk.renew({ id })).rejects.toEqual(refusedWith('CASE_HELD'));
    await later(15.1);
    const again = await bank.newStaff('reviewer');
    await expect(again.api.desk.renew({ id })).rejects.toEqual(refusedWith('CASE_NOT_CLAIMED'));
    await expect(reviewer.api.desk.renew({ id })).rejects.toEqual(refusedWith('CASE_NOT_CLAIMED'));
    expect((await caseOf(id))?.lease_expires_at).toEqual(expect.anything());
  });
});

describe('a lease that runs out', () => {
  it('is told to who held it, each time, and the third time raised', async () => {
    const reviewer = await bank.newStaff('reviewer');
    const { id } = await waitingCase(bank);
    const holders: string[] = [];
    for (let round = 1; round <= 4; round += 1) {
      const person = round === 1 ? reviewer : await bank.newStaff('reviewer');
      holders.unshift(person.id);
      expect((await person.api.review.claim({ id })).case.lapses).toBe(round - 1);
      await later(15.1);
      await maintain(bank.deps);
      expect((await kinds(person)).filter((kind) => kind !== 'NEW_CASE')).toEqual(['LEASE_LAPSED']);
    }
    expect(await caseOf(id)).toMatchObject({ lease_lapses: 4, status: 'SUBMITTED', claimed_by: null });
    const raised = `select user_id, metadata from security_event where metadata ->> 'applicationId' = ?`;
    expect(await bank.owner(raised, [id])).toEqual([
      { user_id: null, metadata: { applicationId: id, lapses: 3, holders: holders.slice(1) } },
    ]);
  });
});

describe('whoever leaves the desk', () => {
  /** Two cases: one under review, one only assigned. */
  async function working() {
    const [admin, person] = [await bank.newStaff('admin'), await bank.newStaff('reviewer')];
    const held = await heldCase(bank, person);
    const wished = await waitingCase(bank);
    await admin.api.desk.assign({ ids: [held.id, wished.id], to: person.id });
    return { person, held, wished };
  }

  const WAYS = {
    blocked: 'update app_user set is_blocked = true where id = ?',
    'without their role': 'update user_role set is_active = false where user_id = ?',
    'removed from a role': 'delete from user_role where user_id = ?',
  };
  it.each(Object.entries(WAYS))('lets go of every case in the same statement when %s', async (_way, sql) => {
    const { person, held, wished } = await working();
    await bank.owner(sql, [person.id]);
    const open = {
      status: 'SUBMITTED',
      claimed_by: null,
      lease_expires_at: null,
      assigned_to: null,
      assigned_at: null,
    };
    expect(await caseOf(held.id)).toMatchObject({ ...open, version: held.version + 1 });
    expect(await caseOf(wished.id)).toMatchObject(open);
    const records = await bank.owner<{ action: string; canonical: string }>(
      `select action, canonical from audit_event where target_id in (?, ?) and canonical like '%ACCESS_ENDED%' order by action`,
      [held.id, wished.id],
    );
    expect(records.map(({ action }) => action)).toEqual(['case.returned', 'case.unassigned', 'case.unassigned']);
    for (const { canonical } of records) expect(canonicalText(JSON.parse(canonical))).toBe(canonical);
  });

  it('lets go when their role loses the permission, and nobody else does', async () => {
    const { person, held } = await working();
    const admin = await bank.newStaff('admin');
    const kept = await heldCase(bank, admin);
    const role = `where name = 'KYC_REVIEWER'`;
    await bank.owner(`update role set permissions = array_remove(permissions, 'review.claim') ${role}`);
    expect(await caseOf(held.id)).toMatchObject({ status: 'SUBMITTED', assigned_to: null });
    expect(await caseOf(kept.id)).toMatchObject({ status: 'IN_REVIEW' });
    await bank.owner(`update role set permissions = array_append(permissions, 'review.claim') ${role}`);
    await person.api.review.claim({ id: held.id });
  });

  it('takes no case at the moment they are blocked', async () => {
    const person = await bank.newStaff('reviewer');
    const { id } = await waitingCase(bank);
    const claimed = await bank.deps.orm.em.fork().transactional(async (em) => {
      recordTest(em, bank.now());
      await em.execute('update app_user set is_blocked = true where id = ?', [person.id]);
      const claim = person.api.review.claim({ id }).catch((error: unknown) => error);
      await new Promise((done) => setTimeout(done, 300));
      return { claim };
    });
    expect(await claimed.claim).toEqual(refusedWith('FORBIDDEN'));
    expect(await caseOf(id)).toMatchObject({ status: 'SUBMITTED' });
  });

  it('returns cases when their only other session is dead', async () => {
    const person = await bank.newStaff('reviewer');
    const { id } = await heldCase(bank, person);
    await bank.owner(
      `insert into session select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(),
         'absolute_expires_at', now() - interval '1 hour'))).* from session s where user_id = ?`,
      [person.id],
    );
    const { sessions } = await person.api.sessions.list();
    const mine = sessions.find(({ isCurrent }) => isCurrent);
    await person.api.sessions.revoke({ id: mine?.id ?? '' });
    expect(await caseOf(id)).toMatchObject({ status: 'SUBMITTED' });
  });

  it('returns cases when their token is used again', async () => {
    const person = await bank.newStaff('reviewer');
    const { id } = await heldCase(bank, person);
    const { refreshCookie } = person.visitor;
    await person.api.auth.refresh({});
    await person.api.auth.refresh({});
    await expect(staffCaller(bank.deps, { refreshCookie }).auth.refresh({})).rejects.toEqual(
      refusedWith('SESSION_ENDED'),
    );
    expect(await caseOf(id)).toMatchObject({ status: 'SUBMITTED' });
  });
});
