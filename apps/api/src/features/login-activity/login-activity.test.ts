import type { LoginOutcome } from '@ostiary/domain/auth';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank } from '../../testing.ts';

let bank: TestBank;
let admin: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  admin = await bank.staff('admin');
}, 60_000);
afterAll(() => bank.close());

const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });

/** A row of the history, `secondsAgo` before now. */
async function row(
  userId: string | null,
  {
    outcome = 'SUCCEEDED',
    secondsAgo = 0,
    ip = '203.0.113.5',
  }: { outcome?: LoginOutcome; secondsAgo?: number; ip?: string } = {},
): Promise<string> {
  const id = crypto.randomUUID();
  await bank.owner(
    `insert into login_activity (id, at, door, outcome, user_id, identifier_hash, ip, user_agent)
     values (?, ?, 'customer', ?, ?, sha256('x'), ?, 'curl/8')`,
    [id, new Date(bank.now().getTime() - secondsAgo * 1000), outcome, userId, ip],
  );
  return id;
}

async function customerWithHistory(outcomes: readonly LoginOutcome[]) {
  const customer = await bank.customer();
  await bank.owner('delete from login_activity where user_id = ?', [customer.id]);
  const ids: string[] = [];
  for (const outcome of outcomes) ids.push(await row(customer.id, { outcome }));
  return { customer, ids, id: ids[0] ?? '' };
}

describe('the sign-ins of a person', () => {
  it('come in pages that miss none and repeat none, also within one moment', async () => {
    const { customer, ids } = await customerWithHistory(Array.from({ length: 7 }, () => 'FAILED' as const));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await customer.api.activity.mine({ limit: 3, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(ids.toSorted().toReversed());
  });

  it('refuse a cursor that is not one', async () => {
    const { customer } = await customerWithHistory(['FAILED', 'FAILED']);
    const { api } = customer;
    const { nextCursor } = await api.activity.mine({ limit: 1 });
    expect(nextCursor).toEqual(expect.any(String));
    const forged = [
      'x',
      `${nextCursor}=`,
      ` ${nextCursor}`,
      'WyJ4Il0=',
      ...[
        '["x","y"]',
        `["0000-01-01T00:00:00.000000Z","${crypto.randomUUID()}"]`,
        `["2026-02-30T00:00:00.000000Z","${crypto.randomUUID()}"]`,
        '{}',
      ].map((text) => Buffer.from(text).toString('base64url')),
    ];
    for (const cursor of forged)
      await expect(api.activity.mine({ cursor })).rejects.toMatchObject({
        cause: { code: 'INVALID_INPUT', fields: { cursor: [{ code: 'INVALID' }] } },
      });
  });
});

describe('“this was not me”', () => {
  it('ends every session, forgets the browsers and asks for a new password', async () => {
    const { customer, id } = await customerWithHistory(['SUCCEEDED']);
    await bank.owner(
      `insert into known_device (device_id, user_id, first_seen_at, last_seen_at, user_agent) values (gen_random_uuid(), ?, now(), now(), '')`,
      [customer.id],
    );
    expect(await customer.api.activity.report({ id })).toEqual({ sessionsEnded: 1 });
    await expect(customer.api.profile.get()).rejects.toMatchObject({ cause: { details: { reason: 'REPORTED' } } });
    const [state] = await bank.owner(
      `select must_reset_password, (select count(*)::int from known_device where user_id = u.id) as devices,
         (select reported_at is not null from login_activity where id = ?) as is_reported,
         (select severity from security_event where user_id = u.id and event_type = 'SIGN_IN_REPORTED') as severity
       from app_user u where id = ?`,
      [id, customer.id],
    );
    expect(state).toEqual({ must_reset_password: true, devices: 0, is_reported: true, severity: 'HIGH' });
  });

  it('of a wrong second code asks for a new password too: the old one was known', async () => {
    const { customer, id } = await customerWithHistory(['SECOND_FACTOR_FAILED']);
    expect(await customer.api.activity.report({ id })).toEqual({ sessionsEnded: 1 });
    expect(await bank.owner('select must_reset_password from app_user where id = ?', [customer.id])).toEqual([
      { must_reset_password: true },
    ]);
  });

  it('of a mere attempt is noted once, and the session goes on', async () => {
    const { customer, id } = await customerWithHistory(['FAILED']);
    expect(await customer.api.activity.report({ id })).toEqual({ sessionsEnded: 0 });
    expect(await customer.api.activity.report({ id })).toEqual({ sessionsEnded: 0 });
    expect((await customer.api.activity.mine({})).items[0]).toMatchObject({ id, reportedAt: bank.now().toISOString() });
    expect(
      await bank.owner(`select severity from security_event where user_id = ? and event_type = 'SIGN_IN_REPORTED'`, [
        customer.id,
      ]),
    ).toEqual([{ severity: 'MEDIUM' }]);
  });

  it('says nothing of somebody else’s sign-in', async () => {
    const { id } = await customerWithHistory(['SUCCEEDED']);
    const other = await bank.customer();
    await expect(other.api.activity.report({ id })).rejects.toEqual(refusedWith('NOT_FOUND'));
    await expect(other.api.profile.get()).resolves.toBeDefined();
  });
});

describe('everybody’s sign-ins', () => {
  it('are found by person, outcome, address and time', async () => {
    const { customer, ids } = await customerWithHistory(['SUCCEEDED', 'FAILED', 'SECOND_FACTOR_ASKED']);
    const unknown = await row(null, { outcome: 'LOCKED', secondsAgo: 90, ip: '2001:db8::7' });
    const list = async (filter: object) =>
      (await admin.api.loginActivity.list(filter)).items.map(({ id }) => id).toSorted();
    expect(await list({ search: customer.email })).toEqual(ids.toSorted());
    expect(await list({ search: customer.email, onlyFailed: true })).toEqual([ids[1]]);
    expect(await list({ search: customer.email, outcome: 'SUCCEEDED', door: 'customer' })).toEqual([ids[0]]);
    expect(await list({ search: customer.email, door: 'staff' })).toEqual([]);
    expect(await list({ search: '%' })).toEqual([]);
    expect(await list({ address: '2001:0db8:0::7' })).toEqual([unknown]);
    const to = new Date(bank.now().getTime() - 60_000).toISOString();
    expect(await list({ to, address: '2001:db8::7' })).toEqual([unknown]);
    expect(await list({ from: to, address: '2001:db8::7' })).toEqual([]);
    const [number] = await bank.owner<{ customer_number: string }>(
      'select customer_number from customer where id = ?',
      [customer.id],
    );
    expect(await list({ search: number?.customer_number ?? '' })).toEqual(ids.toSorted());
    expect((await admin.api.loginActivity.list({ address: '2001:db8::7' })).items[0]?.person).toBeNull();
  });

  it('are read over REST with numbers in the query, by staff who may', async () => {
    const get = (query: string, access = admin.access) =>
      request(bank.staffApp).get(`/api/login-activity/${query}`).set('authorization', `Bearer ${access}`);
    const { body } = await get('?limit=1&only_failed=true').expect(200);
    expect(body.items).toHaveLength(1);
    expect(body.next_cursor).toEqual(expect.any(String));
    await get(`?limit=1&cursor=${body.next_cursor}`).expect(200);
    await get('failed/?limit=2').expect(200);
    expect((await get('?limit=0').expect(400)).body.codes).toEqual({ limit: ['TOO_SHORT'] });
    expect((await get('?address=x').expect(400)).body.codes).toEqual({ address: ['ADDRESS_FORMAT'] });
    await get('', (await bank.staff('reviewer')).access).expect(403);
  });
});
