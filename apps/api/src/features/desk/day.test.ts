import type { ApplicationId } from '@ostiary/domain/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank } from '../../testing.ts';
import { heldCase, waitingCase } from '../../testing/waiting-case.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
  // Far from midnight, so that today stays today.
  await bank.setNow(new Date(`${bank.now().toISOString().slice(0, 10)}T12:00:00Z`));
});
afterAll(() => bank.close());

const later = (seconds: number) => bank.setNow(new Date(bank.now().getTime() + seconds * 1_000));
const dueIn = (id: ApplicationId, hours: number) =>
  bank.owner(`update kyc_application set due_at = bank_now() + interval '1 hour' * ? where id = ?`, [hours, id]);

async function rejectAfter(reviewer: SignedInStaff, seconds: number): Promise<void> {
  const { id, version } = await heldCase(bank, reviewer);
  await later(seconds);
  await reviewer.api.review.reject({ id, version, reasons: [{ code: 'FRAUD_SUSPECTED' }] });
}

describe('my day', () => {
  it('says what is held and assigned, what of it is due today and late', async () => {
    const [reviewer, admin] = [await bank.newStaff('reviewer'), await bank.newStaff('admin')];
    const held = await heldCase(bank, reviewer);
    const [today, late, week] = [await waitingCase(bank), await waitingCase(bank), await waitingCase(bank)];
    await admin.api.desk.assign({ ids: [held.id, today.id, late.id, week.id], to: reviewer.id });
    await dueIn(today.id, 2);
    await dueIn(late.id, -1);
    await dueIn(week.id, 100);
    await dueIn(held.id, 3);
    const day = await reviewer.api.desk.day();
    expect(day.claimed).toEqual([
      { id: held.id, name: expect.any(String), kind: 'individual', until: expect.any(String) },
    ]);
    expect(day.assigned.map(({ id, isLate }) => [id, isLate])).toEqual([
      [late.id, true],
      [today.id, false],
      [week.id, false],
    ]);
    expect([day.dueToday, day.late]).toEqual([3, 1]);
    const others = await admin.api.desk.day();
    expect(others).toMatchObject({ claimed: [], assigned: [], dueToday: 0, late: 0, medianSeconds: null });
  });

  it('counts what was decided since midnight, and gives a median from three on', async () => {
    const reviewer = await bank.newStaff('reviewer');
    await rejectAfter(reviewer, 60);
    await rejectAfter(reviewer, 100);
    expect(await reviewer.api.desk.day()).toMatchObject({ done: { rejected: 2 }, medianSeconds: null });
    await rejectAfter(reviewer, 600);
    const { done, medianSeconds } = await reviewer.api.desk.day();
    expect([done, medianSeconds]).toEqual([{ approved: 0, rejected: 3, moreRequested: 0 }, 100]);
    // 09:00 UTC is yesterday where it is already tomorrow at 12:00 UTC.
    await bank.owner(
      `update kyc_decision set decided_at = date_trunc('day', decided_at) + interval '9 hours' where decided_by = ?`,
      [reviewer.id],
    );
    expect((await reviewer.api.desk.day()).done.rejected).toBe(3);
    expect((await reviewer.api.desk.day({ zone: 'Pacific/Kiritimati' })).done.rejected).toBe(0);
    await expect(reviewer.api.desk.day({ zone: 'Nowhere' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await bank.owner(`update kyc_decision set decided_at = decided_at - interval '1 day' where decided_by = ?`, [
      reviewer.id,
    ]);
    expect((await reviewer.api.desk.day()).done.rejected).toBe(0);
  });
});
