import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createStaffApp } from '../../app.ts';
import { createTestBank, type SignedInStaff, type TestBank } from '../../testing.ts';
import { openAllowList } from './allow-list.ts';

let bank: TestBank;
/** The same without `STAFF_NETWORKS`. */
let open: TestBank;
let admin: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank({ env: { TRUST_PROXY: '1', STAFF_NETWORKS: '203.0.113.0/24' } });
  open = await createTestBank({ env: { TRUST_PROXY: '1' } });
  admin = await bank.staff('admin');
});
afterAll(() => Promise.all([bank.close(), open.close()]));

async function setSaved(...networks: string[]): Promise<void> {
  await bank.owner('delete from staff_network');
  for (const network of networks)
    await bank.owner("insert into staff_network values (?::cidr, '', null, now())", [network]);
  bank.deps.allowList.forget();
}
beforeEach(() => setSaved());

const from = (address: string, path = '/api/openapi.json') =>
  request(bank.staffApp).get(path).set('x-forwarded-for', address);
const row = (network: string, note = '') => ({ network, note });
const save = (...networks: { network: string; note: string }[]) => admin.api.staffNetworks.save({ networks });

describe('the staff door', () => {
  it('is open to everyone while both lists are empty', async () => {
    await request(open.staffApp).get('/api/openapi.json').set('x-forwarded-for', '192.0.2.77').expect(200);
    await expect((await open.staff('admin')).api.staffNetworks.get()).resolves.toMatchObject({ isOpenToAll: true });
  });

  it('is open to STAFF_NETWORKS only while no other network is saved', async () => {
    await from('203.0.113.9').expect(200);
    await from('192.0.2.77').expect(403);
    await expect(admin.api.staffNetworks.get()).resolves.toMatchObject({ isOpenToAll: false });
  });

  it('lets in the saved networks and those of STAFF_NETWORKS, and nobody else', async () => {
    await setSaved('192.0.2.0/28', '2001:db8::/48');
    for (const address of ['192.0.2.15', '2001:db8:0:9::1', '203.0.113.9']) await from(address).expect(200);
    for (const address of ['192.0.2.16', '2001:db8:1::1', '198.51.100.1']) {
      const { body, headers } = await from(address).expect(403);
      expect(body).toMatchObject({ code: 'NETWORK_REFUSED', request_id: expect.any(String) });
      expect(headers['cache-control']).toContain('no-store');
    }
  });

  it.each(['/trpc/auth.rules', '/documents/1', '/api/auth/login/', '/', '/assets/app.js'])(
    'closes %s as well',
    async (path) => {
      await setSaved('192.0.2.0/28');
      expect(await from('198.51.100.2', path)).toHaveProperty('status', 403);
    },
  );

  it('answers its health to everyone, and a page to a browser', async () => {
    await setSaved('192.0.2.0/28');
    await from('198.51.100.3', '/healthz').expect(200);
    await from('198.51.100.3', '/readyz').expect(200);
    const page = await from('198.51.100.3', '/').set('accept', 'text/html,*/*;q=0.8').expect(403);
    expect(page.text).toContain('This portal cannot be opened from your network.');
    const asked = from('198.51.100.3', '/').set('accept', 'text/html').set('accept-language', 'hi-IN,hi;q=0.9');
    expect((await asked.expect(403)).text).toContain('<html lang="hi">');
  });

  it('believes the nearest proxy only, and no X-Forwarded-For where no proxy is trusted', async () => {
    await setSaved('192.0.2.0/28');
    await from('192.0.2.1, 198.51.100.4').expect(403);
    const env = { ...bank.deps.env, TRUST_PROXY: '', OSTIARY_ENV: 'production' as const };
    const allowList = openAllowList(bank.deps.orm, { fixed: [], env });
    const direct = createStaffApp({ ...bank.deps, env, allowList });
    await request(direct).get('/api/openapi.json').set('x-forwarded-for', '192.0.2.1').expect(403);
  });

  it('is never closed to this machine in local, and is in production', async () => {
    await setSaved('192.0.2.0/28');
    for (const address of ['127.0.0.1', '::1']) {
      expect(await bank.deps.allowList.allows(address)).toBe(true);
      const strict = openAllowList(bank.deps.orm, { fixed: [], env: { OSTIARY_ENV: 'production' } });
      expect(await strict.allows(address)).toBe(false);
    }
  });

  it('records a refused address once a minute', async () => {
    await setSaved('192.0.2.0/28');
    const events = () =>
      bank.owner("select from security_event where event_type = 'NETWORK_REFUSED' and ip_address = '198.51.100.5'");
    for (let knock = 0; knock < 5; knock += 1) await from('198.51.100.5').expect(403);
    expect(await events()).toHaveLength(1);
    await bank.setNow(new Date(bank.now().getTime() + 60_000));
    await from('198.51.100.5').expect(403);
    expect(await events()).toHaveLength(2);
  });
});

describe('the list of networks', () => {
  it('is saved in canonical form, holds at once, and says who added what', async () => {
    await from('192.0.2.10').expect(403);
    const saved = await save(row('192.0.2.10', 'head office'), row('2001:DB8::/32'));
    expect(saved).toMatchObject({ fixed: ['203.0.113.0/24'], ownAddress: '192.0.2.10' });
    expect(saved.networks.map(({ network, note }) => ({ network, note }))).toEqual([
      row('192.0.2.10/32', 'head office'),
      row('2001:db8::/32'),
    ]);
    expect(saved.networks[0]?.addedBy).toEqual(expect.any(String));
    await from('198.51.100.6').expect(403);
    await from('192.0.2.10').expect(200);
    expect(await admin.api.staffNetworks.get()).toEqual(saved);
  });

  it('records the change with what was there before', async () => {
    await setSaved('192.0.2.0/24');
    await save(row('192.0.2.0/24', 'kept'), row('198.51.100.0/24'));
    const [audit] = await bank.owner<{ canonical: string }>(
      "select canonical from audit_event where action = 'staff_network.changed' order by id desc limit 1",
    );
    expect(JSON.parse(audit?.canonical ?? '')).toMatchObject({
      before: { networks: [row('192.0.2.0/24')] },
      after: { networks: [row('192.0.2.0/24', 'kept'), row('198.51.100.0/24')] },
    });
    const events = await bank.owner("select severity from security_event where event_type = 'SETTINGS_CHANGED'");
    expect(events).toContainEqual({ severity: 'MEDIUM' });
  });

  it('may be emptied where that locks out nobody who saves it', async () => {
    const { api } = await open.staff('admin');
    await api.staffNetworks.save({ networks: [row('192.0.2.0/24')] });
    expect(await api.staffNetworks.save({ networks: [] })).toMatchObject({ networks: [], isOpenToAll: true });
    await save(row('192.0.2.0/24'));
    await expect(save()).rejects.toMatchObject({ cause: { code: 'NETWORK_LOCKS_YOU_OUT' } });
  });

  it('refuses to lock out whoever saves it, unless STAFF_NETWORKS lets them in', async () => {
    await expect(save(row('198.51.100.0/24'))).rejects.toMatchObject({ cause: { code: 'NETWORK_LOCKS_YOU_OUT' } });
    expect(await bank.owner('select from staff_network')).toEqual([]);
    admin.visitor.address = '203.0.113.5';
    await save(row('198.51.100.0/24')).finally(() => delete admin.visitor.address);
    expect(await bank.owner('select from staff_network')).toHaveLength(1);
  });

  it('names every network that is wrong or there twice', async () => {
    const rows = [row('192.0.2.0/24'), row('192.0.2.1/24'), row('2001:db8::/32'), row('2001:0db8:0::/32')];
    await expect(save(...rows)).rejects.toMatchObject({
      cause: {
        code: 'INVALID_INPUT',
        fields: {
          'networks.1.network': [{ code: 'NETWORK_HOST_BITS' }],
          'networks.3.network': [{ code: 'NETWORK_TWICE' }],
        },
      },
    });
    await expect(save(row('office'))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('is one list, never a mixture, when two save at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const lists = Array.from({ length: 5 }, (_, index) => [row(`10.${round}.${index}.0/24`), row('192.0.2.0/24')]);
      await Promise.all(lists.map((list) => save(...list)));
      expect((await admin.api.staffNetworks.get()).networks).toHaveLength(2);
    }
  });

  it('is a matter of administrators who have just proved themselves', async () => {
    const reviewer = await bank.staff('reviewer');
    await expect(reviewer.api.staffNetworks.get()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('STAFF_NETWORKS', () => {
  it.each(['office', '192.0.2.1/24', '192.0.2.0/24;10.0.0.0/8'])('keeps the bank shut when it is %s', async (value) => {
    await expect(createTestBank({ env: { STAFF_NETWORKS: value } })).rejects.toThrow(/^STAFF_NETWORKS: /);
  });
});
