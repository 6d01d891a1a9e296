import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actAsCustomer } from '../demo/acting.ts';
import { withdrawApplication } from '../features/application/application.service.ts';
import { getOwnFile } from '../features/requirements/case-file.service.ts';
import { isGivenCode, openGiven } from '../features/requirements/given.service.ts';
import { createTestBank, publicCaller, type TestBank, wholeSignIn } from '../testing.ts';
import { openVault } from '../vault.ts';
import { loadFast } from './fast-load.ts';
import { foundIn, toldOf } from './truth-check.ts';
import { peopleOf, WORLD_DAY } from './world.ts';

const PRESENT = new Date(`${WORLD_DAY}T12:00:00Z`);
const PEOPLE = peopleOf({ seed: 7, customers: 200, asOf: WORLD_DAY });

let bank: TestBank;

beforeAll(async () => {
  bank = await createTestBank();
  await bank.setNow(PRESENT);
  await loadFast(bank.deps, PEOPLE, { present: PRESENT });
}, 120_000);
afterAll(() => bank.close());

async function userOf(username: string) {
  const [row] = await bank.owner<Parameters<typeof actAsCustomer>[1]>(
    'select id, username, display_name as "displayName" from app_user where username = ?',
    [username],
  );
  if (!row) throw new Error(`${username} is not there`);
  return row;
}

describe('a world written by rows', () => {
  it('is to the bank what the truth table says', { timeout: 60_000 }, async () => {
    expect(await foundIn(bank, PEOPLE, PRESENT)).toEqual(PEOPLE.map(toldOf));
  });

  it('holds ciphertext that opens to what was typed', async () => {
    const person = PEOPLE.find(({ pack, step }) => pack === 'in-individual' && step === null);
    const ctx = actAsCustomer(bank.deps, await userOf(person?.username ?? ''), PRESENT);
    const file = await getOwnFile(ctx.em, ctx.actor.id);
    const vault = await openVault(ctx, ctx.actor.id);
    const codes = file.data.map(({ code }) => code).filter(isGivenCode);
    const opened = codes.map((code) => ({ code, ...openGiven(file, vault, code) }));
    const typed = person?.given.filter(({ code }) => isGivenCode(code)) ?? [];
    expect(opened).toHaveLength(3);
    expect(JSON.stringify(opened.toSorted((one, other) => one.code.localeCompare(other.code)))).toBe(
      JSON.stringify(typed.toSorted((one, other) => one.code.localeCompare(other.code))).replaceAll(
        /(?<=\d{4}) (?=\d{4})/g,
        '',
      ),
    );
  });

  it('knows companies by their own name, as a list of customers does', async () => {
    const companies = PEOPLE.flatMap(({ username, given }) =>
      given.flatMap((row) => (row.code === 'business' ? [{ username, name: row.legalName }] : [])),
    );
    expect(companies.length).toBeGreaterThan(0);
    const found = await bank.owner<{ username: string; name: string }>(
      `select u.username, c.full_name as name from customer c join app_user u on u.id = c.id
       where c.business_name is not null`,
    );
    const byName = (one: { username: string }, other: { username: string }) =>
      one.username.localeCompare(other.username);
    expect(found.toSorted(byName)).toEqual(companies.toSorted(byName));
  });

  it('lets its people sign in and go on', async () => {
    const person = PEOPLE.find(({ state }) => state === 'SUBMITTED');
    const { username = '' } = person ?? {};
    const password = bank.deps.env.DEMO_PASSWORD;
    const signedIn = wholeSignIn(await publicCaller(bank.deps).auth.login({ username, password }));
    expect(signedIn.access).toBeTypeOf('string');
    const ctx = actAsCustomer(bank.deps, await userOf(username), PRESENT);
    expect(await withdrawApplication(ctx)).toMatchObject({ status: 'WITHDRAWN' });
  });

  it('misses no file, is not written twice, and not into a bank that is not local', async () => {
    const rows = await bank.owner('select id from kyc_document where file_removed_at is null');
    expect(rows).toEqual([]);
    expect(await loadFast(bank.deps, PEOPLE, { present: PRESENT })).toBe(0);
    const deps = { ...bank.deps, env: { ...bank.deps.env, OSTIARY_ENV: 'production' as const } };
    await expect(loadFast(deps, PEOPLE, { present: PRESENT })).rejects.toThrow('local bank only');
  });
});
