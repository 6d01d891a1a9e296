import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestBank, raceSize, type SignedInStaff, type TestBank } from '../../testing.ts';
import { countDecided, eachOnce } from '../../testing/decided-cases.ts';
import { waitingCases } from '../../testing/many-cases.ts';
import { openStaffDoors } from '../../testing/staff-doors.ts';

const SIZE = raceSize(4, 10);
const DOORS = 2;
const LEAST_KILLS = 2;
let bank: TestBank;
let people: SignedInStaff[];
let doors: Awaited<ReturnType<typeof openStaffDoors>>;
beforeAll(async () => {
  bank = await createTestBank();
  await waitingCases(bank, SIZE.cases);
  people = await Promise.all(Array.from({ length: SIZE.people }, () => bank.newStaff('reviewer')));
  // The processes have the real clock; so must the database.
  await bank.owner('delete from test_clock');
  doors = await openStaffDoors(bank, DOORS);
}, 600_000);
afterAll(async () => {
  await doors.close();
  await bank.close();
});

const Next = z.object({ case: z.object({ id: z.string(), version: z.int() }).nullable() });
const NotNow = z.object({ code: z.literal('UNAVAILABLE') });
const failures: string[] = [];

/**
 * The answer of any door; null where the line broke, because its process was killed. `Not now, nothing was lost` is an
 * answer, too: who was killed leaves work behind, and on a crowded machine a lock may be waited for longer than three
 * seconds. Any other 5xx is noted.
 */
async function call({ access }: SignedInStaff, request: string, body: object = {}): Promise<unknown> {
  const origin = doors.any();
  if (origin === null) {
    await wait(50);
    return null;
  }
  const [method = '', path = ''] = request.split(' ');
  const headers = { authorization: `Bearer ${access}`, 'content-type': 'application/json' };
  try {
    const answer = await fetch(origin + path, { method, headers, body: JSON.stringify(body) });
    const text = await answer.text();
    const told: unknown = JSON.parse(text);
    if (answer.status >= 500 && !NotNow.safeParse(told).success) failures.push(`${answer.status} ${path} ${text}`);
    return told;
  } catch {
    return null;
  }
}

/** What becomes of a case on somebody's desk: most are decided, some with ten seconds to undo; some are left lying. */
async function work(person: SignedInStaff, { id, version }: { id: string; version: number }): Promise<void> {
  const dice = Math.random();
  const put = (verb: string, body: object) => call(person, `PUT /api/kyc/${id}/${verb}/`, { version, ...body });
  if (dice < 0.1) return;
  if (dice < 0.2) await call(person, `POST /api/kyc/${id}/release/`);
  else if (dice < 0.35) await put('reject', { reasons: [{ code: 'OUT_OF_POLICY' }] });
  else if (dice < 0.5)
    await put('request-more', { reasons: [{ requirement: 'photo_id', code: 'DOCUMENT_UNREADABLE' }] });
  else if (dice < 0.65) await put('approve', { hold: 10 });
  else await put('approve', {});
}

async function review(person: SignedInStaff, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const next = Next.safeParse(await call(person, 'POST /api/kyc/next/'));
    if (next.success && next.data.case) await work(person, next.data.case);
    else await wait(200);
  }
}

/** Time passes faster than in life: leases of cases that nobody decided run out, and so do the ten seconds of the others. */
const passTime = () =>
  bank.owner(
    `update kyc_application a set lease_expires_at = now() - interval '1 second' where status = 'IN_REVIEW'
       and claimed_at < now() - interval '2 seconds' and random() < 0.5
       and not exists (select from held_decision h where h.application_id = a.id)`,
  );

describe('a desk whose processes are killed', () => {
  it(
    `decides each of ${SIZE.cases} cases once, by ${SIZE.people} reviewers, and leaves none lying`,
    { timeout: 120_000 + SIZE.cases * 3_000 },
    async () => {
      let isOver = false;
      let kills = 0;
      const working = people.map((person) => review(person, () => isOver));
      const killing = (async () => {
        for (; !isOver || kills < LEAST_KILLS; kills += 1) {
          await wait(500 + Math.random() * 1_000);
          await doors.killOne();
        }
      })();
      while (!isOver) {
        await wait(1_000);
        await passTime();
        isOver = (await countDecided(bank)).open === 0;
      }
      await Promise.all([...working, killing]);
      expect(failures).toEqual([]);
      expect(await countDecided(bank)).toEqual(eachOnce(SIZE.cases));
    },
  );
});
