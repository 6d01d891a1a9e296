import { setTimeout as wait } from 'node:timers/promises';
import { DomainError } from '@ostiary/domain/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, raceSize, type SignedInStaff, type TestBank } from '../../testing.ts';
import { countDecided, eachOnce } from '../../testing/decided-cases.ts';
import { waitingCases, type WaitingCase } from '../../testing/many-cases.ts';

const SIZE = raceSize(6, 12);
let bank: TestBank;
let people: SignedInStaff[];
let cases: WaitingCase[];
beforeAll(async () => {
  bank = await createTestBank();
  cases = await waitingCases(bank, SIZE.cases);
  people = await Promise.all(Array.from({ length: SIZE.people }, () => bank.newStaff('reviewer')));
}, 600_000);
afterAll(() => bank.close());

const DECIDED: readonly unknown[] = ['APPROVED', 'REJECTED', 'ACTION_REQUIRED'];

/** The refusal behind a rejection; anything that nobody foresaw, or that is an outage, fails the test. */
function refusal(error: unknown): DomainError {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof DomainError && cause.kind !== 'unavailable') return cause;
  throw error;
}

function decide({ api }: SignedInStaff, { id, version }: Pick<WaitingCase, 'id'> & { version: number }, how: number) {
  if (how % 3 === 0) return api.review.approve({ id, version });
  if (how % 3 === 1) return api.review.reject({ id, version, reasons: [{ code: 'OUT_OF_POLICY' }] });
  return api.review.requestMore({ id, version, reasons: [{ requirement: 'photo_id', code: 'DOCUMENT_UNREADABLE' }] });
}

/** One person's try for one case: whether they won it. Who holds it sends the decision twice, as two quick clicks do. */
async function race(person: SignedInStaff, { id }: WaitingCase, how: number): Promise<boolean> {
  for (;;) {
    const taken = await person.api.review.claim({ id }).catch(refusal);
    if (!(taken instanceof DomainError)) {
      const seen = { id, version: taken.case.version };
      const sent = await Promise.all(
        [decide(person, seen, how), decide(person, seen, how + 1)].map((one) => one.catch(refusal)),
      );
      const lost = sent.flatMap((answer) => (answer instanceof DomainError ? [answer.code] : []));
      expect(lost).toEqual(['ALREADY_REVIEWED']);
      return true;
    }
    if (taken.code !== 'CASE_HELD') break;
    await wait(10 + Math.random() * 40);
  }
  const late = await decide(person, { id, version: 2 }, how).catch(refusal);
  if (!(late instanceof DomainError)) throw new Error('decided twice');
  expect(late.code).toBe('ALREADY_REVIEWED');
  expect(DECIDED).toContain(late.details?.status);
  return false;
}

describe('a crowd that decides the same cases', () => {
  it(
    `of ${SIZE.people} people over ${SIZE.cases} cases makes one decision each, and tells the others which`,
    { timeout: 60_000 + SIZE.people * SIZE.cases * 500 },
    async () => {
      const wins = await Promise.all(
        people.map(async (person, who) => {
          let won = 0;
          for (const [index, one] of cases.entries()) if (await race(person, one, who + index)) won += 1;
          return won;
        }),
      );
      expect(wins.reduce((sum, won) => sum + won, 0)).toBe(SIZE.cases);
      expect(await countDecided(bank)).toEqual(eachOnce(SIZE.cases));
    },
  );
});
