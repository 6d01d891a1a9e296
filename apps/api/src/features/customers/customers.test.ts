import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffContext } from '../../context.ts';
import {
  createTestBank,
  type SignedInCustomer,
  type SignedInStaff,
  type TestBank,
  TEST_PASSWORD,
} from '../../testing.ts';
import { allAnswers, STAFF_QUERIES } from '../../testing/all-answers.ts';
import { LOOKS } from '../../testing/looks-expected.ts';
import { insertCase } from '../../testing/queue-rows.ts';
import { waitingCase } from '../../testing/waiting-case.ts';
import { readCustomerSearch } from '../review/customer-search.service.ts';

let bank: TestBank;
let admin: SignedInStaff;
let auditor: SignedInStaff;
let customer: SignedInCustomer;
beforeAll(async () => {
  bank = await createTestBank();
  admin = await bank.staff('admin');
  auditor = await bank.staff('auditor');
  customer = await bank.customer();
});
afterAll(() => bank.close());

const why = 'asked us to';
const refusal = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });

describe('the list of customers', () => {
  it('finds by number, e-mail, phone and name, exactly what the indexes know', async () => {
    const queued = await insertCase(bank, { firstName: 'Zoë', lastName: 'Karapetyan' });
    const ids = async (search: string) => (await admin.api.customers.list({ search })).items.map(({ id }) => id);
    expect(await ids(queued.number.toLowerCase())).toEqual([queued.customerId]);
    expect(await ids(queued.email.toUpperCase())).toEqual([queued.customerId]);
    expect(await ids('zoe kara')).toEqual([queued.customerId]);
    expect(await ids(customer.phoneNumber)).toEqual([customer.id]);
    await expect(ids('zo')).rejects.toEqual(refusal('INVALID_INPUT'));
    await expect(ids('%%%%')).rejects.toEqual(refusal('INVALID_INPUT'));
    await expect(ids('queued')).resolves.toEqual([]);
  });

  it('reads no table from end to end for a search', async () => {
    const plan = async (text: string) => {
      const { sql, params } = readCustomerSearch({ deps: bank.deps } as StaffContext, text); // nothing else of it is read
      await bank.owner('set enable_seqscan = off');
      const rows = await bank.owner<Record<string, string>>(
        `explain select c.id from customer c join app_user u on u.id = c.id where ${sql} order by c.id desc limit 26`,
        params,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    expect(await plan('karapetyan')).toMatch(
      /customer_name_key[^]*kyc_document_by_number|kyc_document_by_number[^]*customer_name_key/,
    );
    expect(await plan('a@b.example')).toContain('app_user_email_key');
    expect(await plan('+13125550134')).toContain('app_user_phone_key');
    for (const text of ['karapetyan', '+13125550134']) expect(await plan(text)).not.toContain('Seq Scan');
    await bank.owner('reset enable_seqscan');
  });

  it('goes on where a page ended', async () => {
    const first = await admin.api.customers.list({ limit: 1 });
    const rest = await admin.api.customers.list({ cursor: first.nextCursor ?? undefined });
    const ids = [...first.items, ...rest.items].map(({ id }) => id);
    expect(ids).toEqual((await admin.api.customers.list({})).items.map(({ id }) => id));
  });
});

describe('a customer', () => {
  it('is blocked: sessions end, nobody signs in, and it is told with who and why', async () => {
    await admin.api.customers.block({ id: customer.id, why });
    await expect(customer.api.profile.get()).rejects.toEqual(refusal('SESSION_ENDED'));
    const login = () => bank.anonymous.public.auth.login({ username: customer.username, password: TEST_PASSWORD });
    await expect(login()).rejects.toEqual(refusal('INVALID_CREDENTIALS'));
    expect((await admin.api.customers.list({ only: 'blocked' })).items.map(({ id }) => id)).toEqual([customer.id]);
    await expect(admin.api.customers.block({ id: customer.id, why })).rejects.toEqual(refusal('ALREADY_BLOCKED'));
    await admin.api.customers.unblock({ id: customer.id, why });
    await login();
    const { items } = await admin.api.customers.history({ id: customer.id });
    const lines = items.map(({ kind, by, why: reason }) => ({ kind, by, why: reason }));
    expect(lines).toContainEqual({ kind: 'BLOCKED', by: 'Test admin', why });
    expect(lines).toContainEqual({ kind: 'UNBLOCKED', by: 'Test admin', why });
    expect(lines.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['ACCOUNT_OPENED', 'APPLICATION', 'SIGNED_IN']),
    );
  });

  it('has a history in pages, newest first, without a gap', async () => {
    const { items } = await admin.api.customers.history({ id: customer.id });
    const seen: string[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await admin.api.customers.history({ id: customer.id, limit: 3, cursor });
      seen.push(...page.items.map((item) => `${item.id} ${item.kind}`));
      cursor = page.nextCursor ?? undefined;
      more = cursor !== undefined;
    }
    expect(seen.toSorted()).toEqual(items.map((item) => `${item.id} ${item.kind}`).toSorted());
  });

  it('has sessions: an auditor sees no address, an administrator ends them; each look is on record', async () => {
    const other = await bank.customer();
    const [seen] = (await admin.api.customers.sessions({ id: other.id })).sessions;
    expect(seen).toMatchObject({ portal: 'customer', address: '192.0.2.10' });
    const [masked] = (await auditor.api.customers.sessions({ id: other.id })).sessions;
    expect(masked?.address).toBe('•••');
    expect(await admin.api.customers.endSessions({ id: other.id, why })).toEqual({ ended: 1 });
    await expect(other.api.profile.get()).rejects.toEqual(refusal('SESSION_ENDED'));
    const rows = await bank.owner('select action from audit_event where target_id = ? and actor_id in (?, ?)', [
      other.id,
      admin.id,
      auditor.id,
    ]);
    const looked = 'customer.sessions-viewed';
    expect(rows.map(({ action }) => action)).toEqual([looked, looked, 'account.sessions-ended']);
    const { items } = await admin.api.customers.history({ id: other.id });
    expect(items).toContainEqual(expect.objectContaining({ kind: 'SESSIONS_ENDED', why }));
  });

  it('is masked for an auditor wherever they stand, whole for whoever looks after them, each look on record', async () => {
    const { id: caseId, customer: shown } = await waitingCase(bank);
    const { id, email, phoneNumber, username } = shown;
    await bank.owner(`update customer set first_name = 'Zenobia', last_name = 'Quillfeather' where id = ?`, [id]);
    const alertId = 'ALERT000000MASK';
    await bank.owner(
      `insert into fraud_alert (id, alert_number, customer_id, application_id, alert_type, severity, risk_score, signals,
         created_at, updated_at) values (gen_random_uuid(), ?, ?, ?, 'HIGH_RISK', 'HIGH', 80, '[]', now(), now())`,
      [alertId, id, caseId],
    );
    const inputs = [{}, { id }, { id: caseId }, { alertId }];
    const secrets = ['Zenobia', 'Quillfeather', email, phoneNumber, `"${username}"`];
    const told = ({ text }: { text: string }) => secrets.filter((secret) => text.includes(secret));
    const answers = await allAnswers(auditor.api, inputs);
    expect(answers.flatMap((answer) => told(answer).map((secret) => [answer.path, secret]))).toEqual([]);
    expect(await auditor.api.customers.get({ id })).toMatchObject({
      name: 'Z••• Q•••',
      email: expect.stringMatching(/^c•••@/),
      phoneNumber: expect.stringMatching(/^\+1 ••• ••• \d{4}$/),
    });
    expect(Object.keys(LOOKS).toSorted()).toEqual(STAFF_QUERIES.toSorted());
    const rows = await bank.owner<{ action: string }>('select action from audit_event where actor_id = ?', [
      auditor.id,
    ]);
    const left = new Set(rows.map(({ action }) => action));
    const silent = answers.filter(({ path }) => typeof LOOKS[path] === 'string' && !left.has(LOOKS[path]));
    expect(silent.map(({ path }) => path)).toEqual([]);
    const asked = ['users.list', 'users.get', 'loginActivity.list', 'customers.list', 'customers.get', 'review.queue'];
    const reached = answers.filter(({ text }) => text.includes(id) || text.includes(caseId)).map(({ path }) => path);
    expect(reached).toEqual(expect.arrayContaining([...asked, 'review.case', 'fraudAlerts.list', 'fraudAlerts.get']));
    expect(await admin.api.customers.get({ id })).toMatchObject({ name: 'Zenobia Quillfeather', email, phoneNumber });
    expect(await admin.api.review.case({ id: caseId })).toMatchObject({ name: 'Zenobia Quillfeather', email });
  });

  it('is not found under a number of nobody, or of staff', async () => {
    for (const id of [auditor.id, crypto.randomUUID() as typeof auditor.id]) {
      const asked = [
        () => admin.api.customers.block({ id, why }),
        () => admin.api.customers.endSessions({ id, why }),
        () => admin.api.customers.sessions({ id }),
        () => admin.api.customers.history({ id }),
      ];
      for (const ask of asked) await expect(ask()).rejects.toEqual(refusal('NOT_FOUND'));
    }
  });
});
