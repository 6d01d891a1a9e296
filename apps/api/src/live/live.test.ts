import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDoor, openDoor } from '../server-listen.ts';
import { createTestBank, SSN, type TestBank } from '../testing.ts';
import { openStream, serveDoor } from '../testing/live-stream.ts';
import { LISTENER_NAME } from './case-listener.ts';

let bank: TestBank;
let doors: { customer: Awaited<ReturnType<typeof serveDoor>>; staff: Awaited<ReturnType<typeof serveDoor>> };
beforeAll(async () => {
  bank = await createTestBank({ liveRecheckMs: 200 });
  doors = { customer: await serveDoor(bank.publicApp), staff: await serveDoor(bank.staffApp) };
});
afterAll(async () => {
  await doors.customer.close();
  await doors.staff.close();
  await bank.close();
});

const resync = { kind: 'resync' } as const;
/** Opened and synchronised: from here on every change is heard. */
async function listen(door: 'customer' | 'staff', access: string) {
  const path = door === 'customer' ? 'application.live' : 'review.live';
  const stream = await openStream(doors[door].url, path, access);
  await expect.poll(() => stream.events.length + stream.refusals.length, { interval: 10 }).toBeGreaterThan(0);
  return stream;
}
const heard = ({ events }: Awaited<ReturnType<typeof listen>>) => events.filter((event) => event.kind === 'case');
const isLate = { timeout: 5_000, interval: 10 };

describe('the live stream of a customer', () => {
  it('begins with a resync and tells of a change within half a second', async () => {
    const customer = await bank.customer();
    const stream = await listen('customer', customer.access);
    expect(stream.events).toEqual([resync]);
    await customer.api.requirements.put({ code: 'ssn', ssn: SSN });
    const committedAt = performance.now();
    await expect.poll(() => heard(stream).length, isLate).toBe(1);
    expect(performance.now() - committedAt).toBeLessThan(500);
    const { id } = await customer.api.application.overview();
    expect(heard(stream)).toEqual([{ kind: 'case', id, version: expect.any(Number), status: 'INCOMPLETE' }]);
    stream.leave();
  });

  it('says nothing of other customers', async () => {
    const [customer, other] = [await bank.customer(), await bank.customer()];
    const [own, others] = [await listen('customer', customer.access), await listen('customer', other.access)];
    await other.api.requirements.put({ code: 'ssn', ssn: SSN });
    await expect.poll(() => heard(others).length, isLate).toBe(1);
    await customer.api.application.withdraw();
    await expect.poll(() => heard(own).length, isLate).toBe(1);
    const { id } = await customer.api.application.overview();
    expect(heard(own).map((change) => change.id)).toEqual([id]);
    own.leave();
    others.leave();
  });

  it('is stored nowhere and held back by nothing on the way', async () => {
    const { access } = await bank.customer();
    const stream = await listen('customer', access);
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    expect(stream.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(stream.headers.get('content-encoding')).toBeNull();
    stream.leave();
  });

  it('ends with its session', async () => {
    const { access, id } = await bank.customer();
    const stream = await listen('customer', access);
    await bank.owner(`update session set revoked_at = bank_now(), revoked_reason = 'SIGNED_OUT' where user_id = ?`, [
      id,
    ]);
    await stream.ended;
    expect(stream.refusals).toEqual(['SESSION_ENDED']);
  });

  it('keeps no session awake', async () => {
    const { access, id } = await bank.customer();
    const usedAt = async () =>
      (await bank.owner<{ at: string }>('select last_used_at::text as at from session where user_id = ?', [id]))[0]?.at;
    const stream = await listen('customer', access);
    const before = await usedAt();
    await bank.setNow(new Date(bank.now().getTime() + 120_000));
    await pause(500);
    expect(stream.refusals).toEqual([]);
    expect(await usedAt()).toBe(before);
    stream.leave();
  });

  it('is opened at most five times by one session, and again once one has left', async () => {
    const { access } = await bank.customer();
    const five = await Promise.all([1, 2, 3, 4, 5].map(() => listen('customer', access)));
    const sixth = await listen('customer', access);
    expect(sixth.refusals).toEqual(['RATE_LIMITED']);
    five[0]?.leave();
    await expect.poll(async () => (await listen('customer', access)).refusals, isLate).toEqual([]);
    for (const stream of five) stream.leave();
  });

  it('is refused without a session', async () => {
    const stream = await listen('customer', 'x'.repeat(40));
    expect(stream.refusals).toEqual(['TOKEN_INVALID']);
    expect(stream.events).toEqual([]);
  });
});

describe('the live stream of staff', () => {
  it('tells of every case by id, version and status alone', async () => {
    const stream = await listen('staff', (await bank.staff('reviewer')).access);
    const { id } = await bank.submittedApplication();
    await expect.poll(() => heard(stream).at(-1)?.status, isLate).toBe('SUBMITTED');
    expect(Object.keys(heard(stream).at(-1) ?? {}).toSorted()).toEqual(['id', 'kind', 'status', 'version']);
    expect(heard(stream).at(-1)?.id).toBe(id);
    stream.leave();
  });

  it('ends when the permission is taken away', async () => {
    const reviewer = await bank.newStaff('reviewer');
    const stream = await listen('staff', reviewer.access);
    await bank.owner('update user_role set is_active = false where user_id = ?', [reviewer.id]);
    await stream.ended;
    expect(stream.refusals).toEqual(['FORBIDDEN']);
  });

  it('resynchronises after the connection to the database was lost', async () => {
    const stream = await listen('staff', (await bank.staff('reviewer')).access);
    await bank.deps.orm.em
      .fork()
      .execute(
        'select pg_terminate_backend(pid) from pg_stat_activity where application_name = ? and datname = current_database()',
        [LISTENER_NAME],
      );
    await expect.poll(() => stream.events, isLate).toEqual([resync, resync]);
    const { id } = await bank.submittedApplication();
    await expect.poll(() => heard(stream).some((change) => change.id === id), isLate).toBe(true);
    stream.leave();
  });
});

describe('a process that stops', () => {
  it('ends its streams and closes the door long before its time is up, and begins no new ones', async () => {
    const { access } = await bank.customer();
    const place = { app: bank.publicApp, setting: 'PUBLIC_PORT', port: 0, host: '127.0.0.1' } as const;
    const [server] = await openDoor(place, { isLocal: false });
    if (!server) throw new Error('no door');
    const { port } = server.address() as AddressInfo; // of a TCP server that listens
    const stream = await openStream(`http://127.0.0.1:${port}`, 'application.live', access);
    await expect.poll(() => stream.events, isLate).toEqual([resync]);
    const stoppedAt = performance.now();
    await bank.deps.live.close();
    await closeDoor(server);
    await stream.ended;
    expect(stream.refusals).toEqual([]);
    expect(performance.now() - stoppedAt).toBeLessThan(12_000);
    expect((await listen('customer', access)).refusals).toEqual(['UNAVAILABLE']);
  }, 30_000);
});
