import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type TestBank } from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const statusOf = async (id: string) =>
  (await bank.owner<{ status: string }>('select status from kyc_application where id = ?', [id]))[0]?.status;

describe('signing out with a claimed case', () => {
  it('returns it in the name of the person who left', async () => {
    const reviewer = await bank.newStaff('reviewer');
    const { id } = await bank.claimedApplication(reviewer);
    await reviewer.api.auth.logout({});
    expect(await statusOf(id)).toBe('SUBMITTED');
    const record = await bank.owner(
      `select actor_id from audit_event where action = 'case.returned' and target_id = ?`,
      [id],
    );
    expect(record).toEqual([{ actor_id: reviewer.id }]);
  });

  it('returns it even when something else has the case locked at that moment', async () => {
    const reviewer = await bank.newStaff('reviewer');
    const { id } = await bank.claimedApplication(reviewer);
    const leaving = await bank.deps.orm.em.fork().transactional(async (em) => {
      await em.execute('select 1 from kyc_application where id = ? for update', [id]);
      const logout = reviewer.api.auth.logout({});
      await wait(300);
      return { logout };
    });
    await leaving.logout;
    expect(await statusOf(id)).toBe('SUBMITTED');
  });
});
