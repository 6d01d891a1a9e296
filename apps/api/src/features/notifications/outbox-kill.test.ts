import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliverUnderKills } from '../../testing/delivery-kills.ts';
import { openTestDeps, type TestDeps } from '../../testing/test-deps.ts';

let bank: TestDeps;
beforeAll(async () => {
  bank = await openTestDeps();
});
afterAll(() => bank.close());

/** At a size for the suite; in full: bench/notifications.ts. */
describe('two workers, one of which is killed in the middle', () => {
  it('lose no message, double none by its id, and keep each person’s in order', { timeout: 60_000 }, async () => {
    const { deps, owner, databaseUrl } = bank;
    const letLeasesLapse = () => bank.setNow(new Date(bank.now().getTime() + 100_000));
    const figures = { people: 20, messages: 200, kills: 1 };
    const result = await deliverUnderKills({ deps, owner, databaseUrl, letLeasesLapse, ...figures });
    expect(result).toMatchObject({ missing: 0, doubled: 0, outOfOrder: 0 });
    // No more than a worker has in its hands: two jobs and a look for lost wake-ups.
    expect(result.repeats).toBeLessThanOrEqual(3);
  });
});
