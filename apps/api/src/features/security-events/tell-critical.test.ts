import type { SecurityEventType, SecuritySeverity } from '@ostiary/domain/security-events';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank } from '../../testing.ts';
import { maintain } from '../../worker.ts';
import { asSystem, recordSecurityEvent } from '../audit/audit.service.ts';
import { tellOfCritical } from './tell-critical.service.ts';

let bank: TestBank;
let admin: SignedInStaff;
let colleague: SignedInStaff;
let auditor: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  admin = await bank.staff('admin');
  colleague = await bank.newStaff('admin');
  auditor = await bank.staff('auditor');
}, 60_000);
afterAll(() => bank.close());

/** A change that leaves no record. */
const byHand = (update: string, id: string) =>
  bank.owner(
    `do $$ begin perform set_config('ostiary.unattributed', 'a test', true); ${update} where id = '${id}'; end $$`,
  );

interface Planted {
  readonly type: SecurityEventType;
  readonly severity: SecuritySeverity;
  readonly user?: string | null;
}
/** An event as a place in the bank would have recorded it. */
async function newEvent({ type, severity, user = null }: Planted): Promise<string> {
  const id = uuidv7();
  await bank.owner(
    `insert into security_event (id, event_type, severity, user_id, description, created_at)
     values (?, ?, ?, ?::uuid, 'planted, fictional', ?)`,
    [id, type, severity, user, bank.now()],
  );
  return id;
}

describe('a critical security event', () => {
  const bells = (id: string) =>
    bank.owner<{ user_id: string }>(`select user_id from notification where event = ? order by user_id`, [
      `security:${id}`,
    ]);
  const mails = () =>
    bank.owner<{ recipient: string; body: string }>(
      `select recipient, body from dev_message where subject like '%security event%'`,
    );

  it('is told to administrators at once and once, by bell and e-mail, also where what met it was rolled back', async () => {
    while ((await tellOfCritical(bank.deps)) > 0);
    await bank.runJobs();
    await bank.owner('delete from dev_message');
    const em = bank.deps.orm.em.fork();
    const failed = em.transactional(async () => {
      const own = bank.deps.orm.em.fork();
      const userId = colleague.id;
      recordSecurityEvent(asSystem(own, bank.now()), {
        eventType: 'TOKEN_REUSE',
        userId,
        description: 'told, fictional',
      });
      await own.flush();
      throw new Error('refused');
    });
    await expect(failed).rejects.toThrow('refused');
    expect(await tellOfCritical(bank.deps)).toBe(1);
    expect(await tellOfCritical(bank.deps)).toBe(0);
    await bank.runJobs();
    const [event] = (await admin.api.securityEvents.list({ state: 'all', type: 'TOKEN_REUSE', limit: 1 })).results;
    // Not to the one whom it is about, nor to auditors, who read it where it is.
    expect(await bells(event?.id ?? '')).toEqual([{ user_id: admin.id }]);
    expect(await mails()).toEqual([
      {
        recipient: `${admin.username}@bank.example`,
        body: expect.stringMatching(`Session key used twice[^]*/security-events/${event?.id}`),
      },
    ]);
  });

  it('that comes with others makes one e-mail', async () => {
    await bank.owner('delete from dev_message');
    for (let left = 3; left > 0; left -= 1) await newEvent({ type: 'CORRUPTED_CIPHERTEXT', severity: 'CRITICAL' });
    expect(await tellOfCritical(bank.deps)).toBe(3);
    await bank.runJobs();
    expect((await mails()).map(({ recipient }) => recipient).toSorted()).toEqual(
      [admin, colleague].map(({ username }) => `${username}@bank.example`).toSorted(),
    );
  });

  it('about the record itself is told to auditors too, also where it is graver for nobody else', async () => {
    const id = await newEvent({ type: 'AUDIT_BACKLOG', severity: 'HIGH' });
    expect(await tellOfCritical(bank.deps)).toBe(1);
    const told = (await bells(id)).map(({ user_id }) => user_id);
    expect(told).toEqual([admin, colleague, auditor].map((person) => person.id).toSorted());
  });

  it('waits for somebody to tell: an auditor where no administrator is left, and whoever comes where nobody is', async () => {
    await byHand('update app_user set is_blocked = true', colleague.id);
    const id = await newEvent({ type: 'TOKEN_REUSE', severity: 'CRITICAL', user: admin.id });
    await byHand('update app_user set is_blocked = true', auditor.id);
    expect(await tellOfCritical(bank.deps)).toBe(0);
    await byHand('update app_user set is_blocked = false', auditor.id);
    expect(await tellOfCritical(bank.deps)).toBe(1);
    expect(await bells(id)).toEqual([{ user_id: auditor.id }]);
    await byHand('update app_user set is_blocked = false', colleague.id);
  });

  it('about a customer elsewhere is told to nobody who sees one branch alone, and waits where there is nobody else', async () => {
    const { customer } = await bank.submittedApplication();
    while ((await tellOfCritical(bank.deps)) > 0);
    const kept = await bank.newStaff('admin');
    await bank.owner(
      `insert into branch (id, code, name, country, created_at) values (?, 'KEPT', 'Kept', 'US', now())`,
      [kept.id],
    );
    await bank.owner('update app_user set only_own_branch = true, branch_id = id where id = ?', [kept.id]);
    const about = (user: string | null) => newEvent({ type: 'SUSPICIOUS_ACTIVITY', severity: 'CRITICAL', user });
    const [theirs, nobodys] = [await about(customer.id), await about(null)];
    const others = [admin, colleague, auditor];
    for (const { id } of others) await byHand('update app_user set is_blocked = true', id);
    expect(await tellOfCritical(bank.deps)).toBe(1);
    expect([await bells(theirs), await bells(nobodys)]).toEqual([[], [{ user_id: kept.id }]]);
    for (const { id } of others) await byHand('update app_user set is_blocked = false', id);
    expect(await tellOfCritical(bank.deps)).toBe(1);
    const told = (await bells(theirs)).map(({ user_id }) => user_id);
    expect(told).toEqual([admin.id, colleague.id].toSorted());
    await byHand('update app_user set is_blocked = true', kept.id);
  });

  it('is told in the minute’s round though a step before it fails', async () => {
    const id = await newEvent({ type: 'TOKEN_REUSE', severity: 'CRITICAL' });
    const exports = { ...bank.deps.ports.exports, list: () => expect.fail('the folder is gone') };
    const round = maintain({ ...bank.deps, ports: { ...bank.deps.ports, exports } });
    await expect(round).rejects.toThrow('1 steps of the round failed');
    expect(await bells(id)).not.toEqual([]);
  });
});
