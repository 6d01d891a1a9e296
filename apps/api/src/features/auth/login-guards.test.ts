import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deps } from '../../context.ts';
import { createTestBank, publicCaller, type TestBank, TEST_PASSWORD, type Visitor } from '../../testing.ts';
import { tellOfLocks } from './tell-locks.service.ts';

let bank: TestBank;
/** As in production; what tests of other things sign in with is laxer. */
let strict: Deps;
beforeAll(async () => {
  bank = await createTestBank();
  strict = { ...bank.deps, env: { ...bank.deps.env, RATE_LIMIT_FACTOR: 1 } };
});
afterAll(() => bank.close());

const WRONG = 'Wrong-password-1';
let addresses = 0;
const freshAddress = () => `198.19.0.${(addresses += 1)}`;
interface Try {
  readonly visitor?: Visitor;
  readonly password?: string;
  readonly deps?: Deps;
}
const logIn = (
  username: string,
  { visitor = { address: freshAddress() }, password = TEST_PASSWORD, deps = strict }: Try = {},
) =>
  publicCaller(deps, visitor)
    .auth.login({ username, password })
    .then(
      () => 'let in',
      ({ cause }: { cause: { code: string } }) => cause.code,
    );
async function penalise(address: string): Promise<void> {
  for (let guess = 0; guess < 6; guess++) await logIn(`${address}.${guess}`, { visitor: { address }, password: WRONG });
}

describe('a name however it is spelt', () => {
  const SPELLINGS = (digits: string) => [
    `+1312200${digits}`,
    `312-200-${digits}`,
    `(312) 200-${digits}`,
    `312.200.${digits}`,
    `1 312 200 ${digits}`,
    `+1 312 200 ${digits}`,
  ];

  it('has five guesses, be it somebody’s or nobody’s', async () => {
    await bank.customer({ phoneNumber: '+13122007777' });
    for (const digits of ['7777', '7778']) {
      let reached = 0;
      const hashes: Deps['hashes'] = {
        ...bank.deps.hashes,
        run(job) {
          reached += 1;
          return bank.deps.hashes.run(job);
        },
      };
      for (const spelling of SPELLINGS(digits))
        expect(await logIn(spelling, { password: WRONG, deps: { ...strict, hashes } })).toBe('INVALID_CREDENTIALS');
      expect(reached).toBe(5);
    }
  });

  it('is one name in the history', async () => {
    const written = async () =>
      (await bank.owner('select distinct identifier_hash from login_activity where user_id is null')).length;
    const before = await written();
    for (const spelling of SPELLINGS('7779')) await logIn(spelling, { password: WRONG });
    expect((await written()) - before).toBe(1);
  });
});

describe('a number as it is dialled at home', () => {
  it('is its owner’s name in each country the bank serves', async () => {
    const { id } = await bank.customer({ phoneNumber: '+919876543210' });
    for (const name of ['98765 43210', '09876543210', '+91 98765 43210']) expect(await logIn(name)).toBe('let in');
    await bank.owner('update app_user set phone_confirmed_at = null where id = ?', [id]);
    expect(await logIn('98765 43210')).toBe('INVALID_CREDENTIALS');
  });

  it('is nobody’s where two people’s numbers are dialled alike', async () => {
    const [american, indian] = ['+18033334444', '+918033334444'];
    await bank.customer({ phoneNumber: american });
    expect(await logIn('803 333 4444')).toBe('let in');
    await bank.customer({ phoneNumber: indian });
    expect(await logIn('803 333 4444')).toBe('INVALID_CREDENTIALS');
    expect([await logIn(american), await logIn(indian)]).toEqual(['let in', 'let in']);
  });
});

describe('an address under penalty', () => {
  it('lets in who comes from a browser of theirs, and nobody else', async () => {
    const { username } = await bank.customer();
    const home: Visitor = { address: freshAddress() };
    await logIn(username, { visitor: home });
    await penalise(home.address ?? '');
    expect(await logIn(username, { visitor: home })).toBe('let in');
    expect(await logIn(username, { visitor: { address: home.address ?? '' } })).toBe('RATE_LIMITED');
    const { username: neighbour } = await bank.customer();
    expect(await logIn(neighbour, { visitor: home })).toBe('RATE_LIMITED');
  });

  it('writes one refusal a minute for each name, of which its owner’s own list says nothing', async () => {
    const customer = await bank.customer();
    const visitor = { address: freshAddress() };
    await penalise(visitor.address);
    const refusals = async () =>
      (await bank.owner(`select 1 from login_activity where user_id = ? and outcome = 'THROTTLED'`, [customer.id]))
        .length;
    await Promise.all(Array.from({ length: 20 }, () => logIn(customer.username, { visitor: { ...visitor } })));
    expect(await refusals()).toBe(1);
    await bank.owner(`update login_activity set at = at - interval '1 minute' where user_id = ?`, [customer.id]);
    expect(await logIn(customer.username, { visitor })).toBe('RATE_LIMITED');
    expect(await refusals()).toBe(2);
    const { items } = await customer.api.activity.mine({});
    expect(items.filter(({ outcome }) => outcome === 'THROTTLED')).toEqual([]);
  });

  it('writes ten refusals a minute in all, however many names it tries', async () => {
    const visitor = { address: freshAddress() };
    await penalise(visitor.address);
    for (let name = 0; name < 15; name++) await logIn(`made.up.${name}`, { visitor });
    const rows = `select from login_activity where ip = ?::inet and outcome = 'THROTTLED'`;
    expect(await bank.owner(rows, [visitor.address])).toHaveLength(10);
  });
});

describe('a locked browser', () => {
  it('writes one refusal a minute', async () => {
    const { username, id } = await bank.customer();
    const home: Visitor = { address: freshAddress() };
    await logIn(username, { visitor: home });
    for (let guess = 0; guess < 15; guess++) await logIn(username, { visitor: home, password: WRONG });
    const rows = await bank.owner('select outcome from login_activity where user_id = ? order by id', [id]);
    expect(rows.map(({ outcome }) => outcome).slice(2)).toEqual([...Array<string>(5).fill('FAILED'), 'LOCKED']);
  });
});

describe('a stranger who guesses', () => {
  it('is told to the owner once, and keeps nobody who is signed in from proving themself or changing the password', async () => {
    const { username, api, id } = await bank.customer();
    for (let guess = 0; guess < 6; guess++) await logIn(username, { password: WRONG });
    expect(await logIn(username)).toBe('INVALID_CREDENTIALS');
    const told = () => bank.owner(`select from outbox_message where user_id = ? and template = 'account_locked'`, [id]);
    for (const _round of [1, 2]) await tellOfLocks(bank.deps);
    expect(await told()).toHaveLength(1);
    await expect(api.auth.stepUp({ password: TEST_PASSWORD })).resolves.toBeDefined();
    await expect(
      api.password.change({ currentPassword: TEST_PASSWORD, newPassword: 'Salt-marsh-heron-7' }),
    ).resolves.toEqual({ ok: true });
  });
});
