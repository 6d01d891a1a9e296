import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestBank,
  publicCaller,
  type SignedInCustomer,
  type SignedInStaff,
  SSN,
  type TestBank,
  TEST_PASSWORD,
} from '../../testing.ts';
import { raiseFor } from '../../testing/fraud-alerts.ts';

let bank: TestBank;
let admin: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  admin = await bank.staff('admin');
});
afterAll(() => bank.close());

const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
async function erase({ id }: SignedInCustomer) {
  const [row] = await bank.owner<{ number: string }>('select customer_number as number from customer where id = ?', [
    id,
  ]);
  return admin.api.customers.erase({ id, customerNumber: row?.number ?? '', reason: 'CUSTOMER_REQUEST' });
}

describe('what an erasure leaves of others’ work', () => {
  it('is no answer under an Idempotency-Key that names the person, and no second run', async () => {
    const reviewer = await bank.staff('reviewer');
    const { id, customer } = await bank.submittedApplication();
    const neighbour = await bank.customer();
    const keyed = publicCaller(bank.deps, { access: neighbour.access, idempotencyKey: 'own' });
    const given = await keyed.requirements.put({ code: 'ssn', ssn: SSN });
    reviewer.visitor.idempotencyKey = 'claim';
    await expect(reviewer.api.review.claim({ id })).resolves.toHaveProperty('case');
    await erase(customer);
    await expect(reviewer.api.review.claim({ id })).rejects.toEqual(refusedWith('ALREADY_ERASED'));
    await expect(keyed.requirements.put({ code: 'ssn', ssn: SSN })).resolves.toEqual(given);
  });

  it('is no address, browser, note or reason, and no message to a contact that was to be theirs', async () => {
    const reviewer = await bank.newStaff('reviewer');
    const [neighbour, { id, customer }] = [await bank.customer(), await bank.claimedApplication(reviewer)];
    const look = { applicationId: id, field: 'ssn', purpose: 'MATCH_DOCUMENT', note: 'asked Avery' } as const;
    await reviewer.api.customers.reveal(look);
    await admin.api.customers.placeHold({ id: customer.id, reason: 'Avery v. Stone (fictional)' });
    await admin.api.customers.liftHold({ id: customer.id, reason: 'Avery settled' });
    for (const value of ['+12025550188', neighbour.email])
      await bank.owner(
        `insert into one_time_code (id, user_id, purpose, new_value, code_hash, created_at, expires_at)
         values (gen_random_uuid(), ?, 'change_phone', ?, sha256('x'), now(), now())`,
        [customer.id, value],
      );
    await bank.owner(
      `insert into dev_message (id, channel, recipient, subject, body, at)
       values (gen_random_uuid(), 'sms', '+12025550188', 'Code', 'Code', now())`,
    );
    await erase(customer);
    const history = await bank.owner<{ ip: string; user_agent: string }>(
      'select distinct host(ip) as ip, user_agent from login_activity where user_id = ?',
      [customer.id],
    );
    expect(history).toEqual([{ ip: '0.0.0.0', user_agent: '' }]);
    const told = (address: string) => bank.owner('select id from dev_message where recipient = ?', [address]);
    expect(await told('+12025550188')).toEqual([]);
    expect(await told(neighbour.email)).not.toEqual([]);
    const words = await bank.owner(
      `select note from pii_reveal where customer_id = ?
       union all select reason || lifted_reason from legal_hold where customer_id = ?`,
      [customer.id, customer.id],
    );
    expect(words).toEqual([{ note: null }, { note: '——' }]);
  });

  it('is no note on a fraud alert, and no alert that somebody would still look into', async () => {
    const customer = await bank.customer();
    const { id } = await customer.api.application.overview();
    await raiseFor(bank, id, {
      score: 40,
      signals: [
        { code: 'SSN_SHARED', points: 20, facts: {} },
        { code: 'VELOCITY', points: 20, facts: {} },
      ],
    });
    const [alert] = (await admin.api.fraudAlerts.list({ type: 'SHARED_IDENTITY' })).results;
    const input = { alertId: alert?.alertId ?? '', version: 1, resolution: 'TRUE_POSITIVE' } as const;
    await admin.api.fraudAlerts.resolve({ ...input, note: 'Avery gave it twice' });
    await erase(customer);
    expect((await admin.api.fraudAlerts.list({ status: 'all' })).results).toMatchObject([
      { alertId: input.alertId, customerName: '', status: 'RESOLVED' },
    ]);
    await expect(admin.api.fraudAlerts.get({ alertId: input.alertId })).resolves.toMatchObject({ notes: [] });
  });

  it('never touches the history of who was not erased', async () => {
    const { id } = await bank.customer();
    await bank.deps.orm.em.fork().execute('select forget_erased_person(?)', [id]);
    expect(await bank.owner(`select id from login_activity where user_id = ? and host(ip) = '0.0.0.0'`, [id])).toEqual(
      [],
    );
  });
});

describe('a sign-in while its person is erased', () => {
  it('is refused and leaves neither session nor browser nor message', async () => {
    const customer = await bank.customer();
    const { id, username } = customer;
    const run: typeof bank.deps.hashes.run = async (job) => {
      const result = await bank.deps.hashes.run(job);
      await erase(customer);
      return result;
    };
    const late = publicCaller({ ...bank.deps, hashes: { ...bank.deps.hashes, run } }, { address: '198.51.100.7' });
    await expect(late.auth.login({ username, password: TEST_PASSWORD })).rejects.toEqual(
      refusedWith('INVALID_CREDENTIALS'),
    );
    const left = await bank.owner(
      `select id from session where user_id = ? and revoked_at is null union all
       select device_id from known_device where user_id = ? union all
       select id from outbox_message where user_id = ? and template <> 'data_erased'`,
      [id, id, id],
    );
    expect(left).toEqual([]);
  });
});

describe('a legal hold', () => {
  it('keeps what the customer replaces or takes back, until the person is erased', async () => {
    const customer = await bank.customer();
    const { id, api } = customer;
    const { put, choose } = api.requirements;
    const named = { code: 'identity', lastName: 'Stone', dateOfBirth: '1990-04-12' } as const;
    await put({ ...named, firstName: 'Avery' });
    await put({ code: 'ssn', ssn: SSN });
    const [before] = await bank.owner<{ token: string }>('select ssn_encrypted as token from customer where id = ?', [
      id,
    ]);
    const held = () =>
      bank.owner<{ code: string }>('select code, token, names from held_value where customer_id = ? order by kept_at', [
        id,
      ]);
    expect(await held()).toEqual([]);
    await admin.api.customers.placeHold({ id, reason: 'Court file (fictional)' });
    await put({ ...named, firstName: 'Jordan' });
    await put({ code: 'tax_id_alternative', kind: 'itin', itin: '912-70-1234' });
    await choose({ code: 'ssn' });
    expect(await held()).toMatchObject([
      { code: 'identity', names: { firstName: 'Avery', lastName: 'Stone', dateOfBirth: '1990-04-12' } },
      { code: 'ssn', token: before?.token },
      { code: 'tax_id_alternative', token: expect.stringMatching(/^gAAAA/) },
    ]);
    await admin.api.customers.liftHold({ id, reason: 'Settled' });
    await put({ ...named, firstName: 'Avery' });
    expect(await held()).toHaveLength(3);
    await erase(customer);
    expect(await held()).toEqual([]);
  });
});
