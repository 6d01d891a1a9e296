import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, staffCaller, type TestBank, TEST_PASSWORD, wholeSignIn } from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
}, 60_000);
afterAll(() => bank.close());

const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0';

/** The same member of staff on another computer. */
async function elsewhere(username: string) {
  const visitor = { address: '198.51.100.20', userAgent: FIREFOX };
  const { access } = wholeSignIn(
    await staffCaller(bank.deps, visitor).auth.login({ username, password: TEST_PASSWORD }),
  );
  return staffCaller(bank.deps, { ...visitor, access });
}

describe('the list of sessions', () => {
  it('shows the live ones, the asking one first', async () => {
    const { api, username } = await bank.newStaff('reviewer');
    const other = await elsewhere(username);
    const { sessions } = await other.sessions.list();
    expect(sessions).toHaveLength(2);
    expect(sessions[0]).toMatchObject({
      isCurrent: true,
      address: '198.51.100.20',
      device: { browser: 'Firefox', system: 'Linux', kind: 'desktop' },
      hasSecondFactor: false,
    });
    expect((await api.sessions.list()).sessions.map(({ isCurrent }) => isCurrent)).toEqual([true, false]);
  });

  it('lets one be ended, and every other', async () => {
    const { api, username } = await bank.newStaff('reviewer');
    const [second, third] = [await elsewhere(username), await elsewhere(username)];
    const [current] = (await second.sessions.list()).sessions;
    if (!current) throw new Error('no session is listed');
    expect(await api.sessions.revoke({ id: current.id })).toEqual({ ended: 1 });
    await expect(second.sessions.list()).rejects.toMatchObject({ cause: { details: { reason: 'REVOKED' } } });
    await expect(api.sessions.revoke({ id: current.id })).rejects.toEqual(refusedWith('NOT_FOUND'));
    expect(await third.sessions.revokeOthers()).toEqual({ ended: 1 });
    await expect(api.sessions.list()).rejects.toEqual(refusedWith('SESSION_ENDED'));
    expect((await third.sessions.list()).sessions).toHaveLength(1);
  });

  it('knows nothing of somebody else’s', async () => {
    const [customer, other] = [await bank.customer(), await bank.customer()];
    const [theirs] = (await other.api.sessions.list()).sessions;
    if (!theirs) throw new Error('no session is listed');
    await expect(customer.api.sessions.revoke({ id: theirs.id })).rejects.toEqual(refusedWith('NOT_FOUND'));
    await expect(other.api.profile.get()).resolves.toBeDefined();
  });

  it('lets a customer end the session that asks', async () => {
    const { api, visitor } = await bank.customer();
    const [current] = (await api.sessions.list()).sessions;
    if (!current) throw new Error('no session is listed');
    await api.sessions.revoke({ id: current.id });
    expect(visitor.refreshCookie).toBeUndefined();
    await expect(api.sessions.list()).rejects.toEqual(refusedWith('SESSION_ENDED'));
  });
});

describe('the list of known browsers', () => {
  it('marks the one in use and forgets on demand, its owner’s only', async () => {
    const [customer, other] = [await bank.customer(), await bank.customer()];
    const [current, old] = [crypto.randomUUID(), crypto.randomUUID()];
    await bank.owner('delete from known_device where user_id = ?', [customer.id]);
    await bank.owner('update session set device_id = ? where user_id = ?', [current, customer.id]);
    for (const device of [current, old])
      await bank.owner(
        `insert into known_device (device_id, user_id, first_seen_at, last_seen_at, user_agent, ip)
         values (?, ?, ?, ?, ?, '198.51.100.9')`,
        [device, customer.id, bank.now(), bank.now(), FIREFOX],
      );
    const { devices } = await customer.api.sessions.devices();
    expect(devices.map(({ id, isCurrent, address }) => ({ id, isCurrent, address }))).toEqual([
      { id: current, isCurrent: true, address: '198.51.100.9' },
      { id: old, isCurrent: false, address: '198.51.100.9' },
    ]);
    await expect(other.api.sessions.forgetDevice({ id: old })).rejects.toEqual(refusedWith('NOT_FOUND'));
    await customer.api.sessions.forgetDevice({ id: old });
    expect((await customer.api.sessions.devices()).devices).toHaveLength(1);
    expect(await bank.owner(`select 1 from audit_event where action = 'device.forgotten'`)).toHaveLength(1);
  });
});
