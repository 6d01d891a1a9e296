import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type TestBank } from '../../testing.ts';
import { raiseFor } from '../../testing/fraud-alerts.ts';
import { openStream, serveDoor } from '../../testing/live-stream.ts';

let bank: TestBank;
let doors: readonly Awaited<ReturnType<typeof serveDoor>>[];
beforeAll(async () => {
  bank = await createTestBank();
  doors = [await serveDoor(bank.publicApp), await serveDoor(bank.staffApp)];
}, 60_000);
afterAll(async () => {
  for (const door of doors) await door.close();
  await bank.close();
});

describe('a fraud alert on the live stream', () => {
  it('is heard by staff, and never by the customer it is about', async () => {
    const [customer, admin] = [await bank.customer(), await bank.staff('admin')];
    const { id } = await customer.api.application.overview();
    const theirs = await openStream(doors[0]?.url ?? '', 'application.live', customer.access);
    const desk = await openStream(doors[1]?.url ?? '', 'review.live', admin.access);
    await expect.poll(() => theirs.events.length + desk.events.length).toBe(2);
    await raiseFor(bank, id, { score: 40, signals: [{ code: 'SSN_SHARED', points: 40, facts: {} }] });
    await expect.poll(() => desk.events, { timeout: 5_000 }).toContainEqual({ kind: 'alerts' });
    await pause(200);
    expect(theirs.events).toEqual([{ kind: 'resync' }]);
    expect(JSON.stringify(desk.events)).not.toContain(customer.id);
    theirs.leave();
    desk.leave();
  });
});
