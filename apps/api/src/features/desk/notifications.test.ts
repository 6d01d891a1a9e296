import type { UserId } from '@ostiary/domain/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank, testContext } from '../../testing.ts';
import { openStream, serveDoor } from '../../testing/live-stream.ts';
import { inTransaction } from '../../transaction.ts';
import { forgetOldRecords } from '../auth/forget.service.ts';
import { tellStaff } from './tell.service.ts';

let bank: TestBank;
let reviewer: SignedInStaff;
let other: SignedInStaff;
let door: Awaited<ReturnType<typeof serveDoor>>;
beforeAll(async () => {
  bank = await createTestBank();
  reviewer = await bank.staff('reviewer');
  other = await bank.newStaff('reviewer');
  door = await serveDoor(bank.staffApp);
});
afterAll(async () => {
  await door.close();
  await bank.close();
});

const tell = (event: string, users: readonly UserId[] = [reviewer.id]) =>
  inTransaction(testContext(bank.deps, 'staff'), (tx) =>
    tellStaff(tx, { users, kind: 'CASE_LATE', applicationId: null, facts: { count: '2' }, event }),
  );
const DAY = 24 * 60 * 60_000;

describe('a notification', () => {
  it('tells each person of an event once', async () => {
    await tell('late:1', [reviewer.id, other.id, reviewer.id]);
    await tell('late:1', [other.id]);
    for (const person of [reviewer, other]) {
      const { unread, results } = await person.api.notifications.list();
      expect(unread).toBe(1);
      expect(results).toMatchObject([{ kind: 'CASE_LATE', facts: { count: '2' }, isRead: false }]);
    }
  });

  it('is not told when the change it tells of fails', async () => {
    const failing = inTransaction(testContext(bank.deps, 'staff'), async (tx) => {
      const kind = 'CASE_LATE';
      await tellStaff(tx, { users: [reviewer.id], kind, applicationId: null, facts: {}, event: 'never' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await bank.owner(`select 1 from notification where event = 'never'`)).toEqual([]);
  });

  it('is read by the person it is for alone', async () => {
    await tell('late:2');
    const { results } = await reviewer.api.notifications.list();
    const ids = results.map(({ id }) => id);
    expect(await other.api.notifications.markRead({ ids })).toEqual({ unread: 1 });
    expect((await reviewer.api.notifications.list()).unread).toBe(2);
    expect(await reviewer.api.notifications.markRead({ ids: ids.slice(0, 1) })).toEqual({ unread: 1 });
    for (const unclear of [{}, { ids, all: true as const }])
      await expect(reviewer.api.notifications.markRead(unclear)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await reviewer.api.notifications.markRead({ all: true })).toEqual({ unread: 0 });
  });

  it('is one of the desk: what somebody hears as a customer of the bank is neither counted nor read here', async () => {
    const person = await bank.newStaff('reviewer');
    await bank.owner(
      `insert into notification (id, user_id, kind, facts, event, created_at) values (gen_random_uuid(), ?, 'APPROVED', '{}', 'x', now())`,
      [person.id],
    );
    expect(await person.api.notifications.list()).toEqual({ unread: 0, results: [] });
    await person.api.notifications.markRead({ all: true });
    expect(await bank.owner('select read_at from notification where user_id = ?', [person.id])).toEqual([
      { read_at: null },
    ]);
  });

  it('lists the newest fifty, and counts the others as unread too', async () => {
    const person = await bank.newStaff('auditor');
    for (let round = 0; round < 55; round += 1) await tell(`many:${round}`, [person.id]);
    const { unread, results } = await person.api.notifications.list();
    expect([unread, results.length]).toEqual([55, 50]);
  });

  it('reaches an open screen of its person within half a second, and no other screen', async () => {
    const [mine, theirs] = [
      await openStream(door.url, 'review.live', reviewer.access),
      await openStream(door.url, 'review.live', other.access),
    ];
    await expect.poll(() => mine.events.length + theirs.events.length, { interval: 10 }).toBe(2);
    const toldAt = performance.now();
    await tell('live:1');
    await expect.poll(() => mine.events.at(-1), { timeout: 5_000, interval: 10 }).toEqual({ kind: 'notification' });
    expect(performance.now() - toldAt).toBeLessThan(500);
    await reviewer.api.notifications.markRead({ all: true });
    await expect.poll(() => mine.events.length, { timeout: 5_000, interval: 10 }).toBe(3);
    expect(theirs.events).toEqual([{ kind: 'resync' }]);
    mine.leave();
    theirs.leave();
  });

  it('is forgotten ninety days after it came, once it was read', async () => {
    const person = await bank.newStaff('auditor');
    await tell('old:read', [person.id]);
    await person.api.notifications.markRead({ all: true });
    await tell('old:unread', [person.id]);
    const left = async () =>
      (
        await bank.owner<{ event: string }>('select event from notification where user_id = ? order by event', [
          person.id,
        ])
      ).map(({ event }) => event);
    const start = bank.now().getTime();
    await bank.setNow(new Date(start + 89 * DAY));
    await forgetOldRecords(bank.deps);
    expect(await left()).toEqual(['old:read', 'old:unread']);
    await bank.setNow(new Date(start + 91 * DAY));
    await forgetOldRecords(bank.deps);
    expect(await left()).toEqual(['old:unread']);
  });
});
