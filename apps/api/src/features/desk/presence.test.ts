import type { ApplicationId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type TestBank } from '../../testing.ts';
import { waitingCase } from '../../testing/waiting-case.ts';
import { maintain } from '../../worker.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const later = (seconds: number) => bank.setNow(new Date(bank.now().getTime() + seconds * 1_000));

describe('who has a case open', () => {
  it('is told to each other for half a minute, or until they leave', async () => {
    const { id } = await waitingCase(bank);
    const { id: elsewhere } = await waitingCase(bank);
    const [one, two, auditor] = [
      await bank.newStaff('reviewer'),
      await bank.newStaff('reviewer'),
      await bank.newStaff('auditor'),
    ];
    expect(await one.api.desk.presence({ id })).toEqual({ others: [] });
    expect(await two.api.desk.presence({ id })).toEqual({ others: [{ id: one.id, name: 'Test reviewer' }] });
    await two.api.desk.presence({ id: elsewhere });
    await later(20);
    const seen = (await auditor.api.desk.presence({ id })).others.map((person) => person.id);
    expect(seen.toSorted()).toEqual([one.id, two.id].toSorted());
    await one.api.desk.presence({ id });
    await later(11);
    expect((await auditor.api.desk.presence({ id })).others.map((person) => person.id)).toEqual([one.id]);
    await one.api.desk.leave({ id });
    await one.api.desk.leave({ id });
    expect(await auditor.api.desk.presence({ id })).toEqual({ others: [] });
    await later(31);
    await maintain(bank.deps);
    expect(await bank.owner('select 1 from case_presence')).toEqual([]);
  });

  it('is asked of a case that exists', async () => {
    const reviewer = await bank.staff('reviewer');
    const id = uuidv7() as ApplicationId; // a fresh id is where the brand begins
    await expect(reviewer.api.desk.presence({ id })).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } });
  });
});
