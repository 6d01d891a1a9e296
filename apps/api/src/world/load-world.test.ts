import { KycDocument } from '@ostiary/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type TestBank } from '../testing.ts';
import { drawingOnce } from './draw-paper.ts';
import { loadWorld } from './load-world.ts';
import { foundIn, toldOf } from './truth-check.ts';
import { peopleOf, WORLD_DAY } from './world.ts';

const PRESENT = new Date(`${WORLD_DAY}T12:00:00Z`);
/** Enough for every plant of every pack and most states of each. */
const PEOPLE = peopleOf({ seed: 42, customers: 80, asOf: WORLD_DAY });

let bank: TestBank;

beforeAll(async () => {
  bank = await createTestBank();
  await bank.setNow(PRESENT);
  await loadWorld(bank.deps, PEOPLE, { present: PRESENT, draw: drawingOnce() });
}, 240_000);
afterAll(() => bank.close());

describe('a world in a bank', () => {
  it('makes of everybody what the truth table says: pack, state, signals, rows that are due, refusals', async () => {
    expect(await foundIn(bank, PEOPLE, PRESENT)).toEqual(PEOPLE.map(toldOf));
  });

  it('has the decisions that the truth table says, with their reasons', async () => {
    const rows = await bank.owner<{ username: string; codes: string[] }>(
      `select u.username, array(select r ->> 'code' from jsonb_array_elements(d.reasons) r) as codes
       from kyc_decision d join kyc_application a on a.id = d.application_id join app_user u on u.id = a.customer_id
       where d.kind <> 'APPROVE' order by u.username`,
    );
    const told = PEOPLE.flatMap(({ username, expected: { reason } }) =>
      reason ? [{ username, codes: [reason.code] }] : [],
    );
    expect(rows).toEqual(told.toSorted((one, other) => (one.username < other.username ? -1 : 1)));
  });

  it('keeps every paper of the plan, and none with a number that belongs to another', async () => {
    const planned = PEOPLE.reduce((sum, { papers }) => sum + papers.length, 0);
    expect(await bank.deps.orm.em.fork().count(KycDocument)).toBe(planned);
    const tries = PEOPLE.filter(({ facts }) => facts.some(({ plant }) => plant === 'taken_document_number'));
    const [events] = await bank.owner<{ count: number }>(
      `select count(*)::int as count from security_event where description like 'One document number%'`,
    );
    expect(tries.length).toBeGreaterThan(0);
    expect(events?.count).toBe(2 * tries.length);
  });

  it('leaves no room for the world of another seed', async () => {
    const others = peopleOf({ seed: 43, customers: 80, asOf: WORLD_DAY });
    await expect(loadWorld(bank.deps, others, { present: PRESENT })).rejects.toThrow('a bank holds one');
  });

  it('is not filled twice, and not into a bank that is not local', async () => {
    expect(await loadWorld(bank.deps, PEOPLE, { present: PRESENT })).toBe(0);
    const deps = { ...bank.deps, env: { ...bank.deps.env, OSTIARY_ENV: 'production' as const } };
    await expect(loadWorld(deps, PEOPLE, { present: PRESENT })).rejects.toThrow('local bank only');
  });
});
