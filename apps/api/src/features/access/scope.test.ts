import { type ApplicationId, UserId } from '@ostiary/domain/shared';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, freshEmail, type SignedInCustomer, type SignedInStaff, type TestBank } from '../../testing.ts';
import { allAnswers } from '../../testing/all-answers.ts';
import { givePapers } from '../../testing/papers.ts';
import { insertQueueCatalogue } from '../../testing/queue-rows.ts';
import { waitingCase } from '../../testing/waiting-case.ts';
import { tellOfDueCases } from '../desk/due.service.ts';

interface Case {
  readonly id: ApplicationId;
  readonly customer: SignedInCustomer;
  readonly number: string;
}

let bank: TestBank;
let admin: SignedInStaff;
let scoped: SignedInStaff;
let here: Case;
let elsewhere: Case;
let nowhere: Case;

const why = 'works there';
const notFound = expect.objectContaining({ cause: expect.objectContaining({ code: 'NOT_FOUND' }) });

async function caseOf(branch: string | null): Promise<Case> {
  const { id, customer } = await waitingCase(bank);
  await bank.owner('update kyc_application set branch_id = (select id from branch where code = ?::text) where id = ?', [
    branch,
    id,
  ]);
  const [row] = await bank.owner<{ number: string }>('select customer_number as number from customer where id = ?', [
    customer.id,
  ]);
  return { id, customer, number: row?.number ?? '' };
}

let alerts = 0;
/** An alert about one case, by SQL. */
async function alertOn({ id, customer }: Case): Promise<string> {
  alerts += 1;
  const number = `ALERT${String(alerts).padStart(10, '0')}`;
  await bank.owner(
    `insert into fraud_alert (id, alert_number, customer_id, application_id, alert_type, severity, risk_score, signals,
       created_at, updated_at)
     values (gen_random_uuid(), ?, ?, ?, 'HIGH_RISK', 'HIGH', 80, '[]', now(), now())`,
    [number, customer.id, id],
  );
  return number;
}

async function confine(person: SignedInStaff, onlyOwnBranch: boolean): Promise<void> {
  const { version } = await admin.api.people.get({ id: person.id });
  const { branches } = await admin.api.branches.list();
  const branchId = branches.find(({ code }) => code === 'MIDWEST')?.id ?? null;
  await admin.api.people.setBranch({ id: person.id, version, branchId, onlyOwnBranch, why });
}

beforeAll(async () => {
  bank = await createTestBank();
  await insertQueueCatalogue(bank);
  admin = await bank.staff('admin');
  scoped = await bank.newStaff('admin');
  here = await caseOf('MIDWEST');
  elsewhere = await caseOf('US-ALL');
  nowhere = await caseOf(null);
  await confine(scoped, true);
});
afterAll(() => bank.close());

describe('somebody who sees one branch alone', () => {
  it('finds its cases in the queue, by search too, and counts no others', async () => {
    const ids = async (filter: object) => (await scoped.api.review.queue(filter)).results.map(({ id }) => id);
    expect(await ids({})).toEqual([here.id]);
    expect(await ids({ branch: 'MIDWEST', tab: 'all' })).toEqual([here.id]);
    expect(await ids({ branch: 'US-ALL' })).toEqual([]);
    expect(await ids({ search: elsewhere.number })).toEqual([]);
    expect(await ids({ search: here.number })).toEqual([here.id]);
    expect(await scoped.api.review.counts()).toMatchObject({ waiting: 1, late: 0, decided: 0, mine: 0 });
    expect((await scoped.api.review.choices()).branches.map(({ code }) => code)).toEqual(['MIDWEST']);
    expect((await admin.api.review.queue({})).results).toHaveLength(3);
  });

  it('is told of nothing elsewhere, whatever is asked for by whichever id', async () => {
    for (const there of [elsewhere, nowhere]) {
      const { id, customer, number } = there;
      const alertId = await alertOn(there);
      const asked = [
        () => scoped.api.review.case({ id }),
        () => scoped.api.review.claim({ id }),
        () => scoped.api.review.approve({ id, version: 1 }),
        () => scoped.api.desk.presence({ id }),
        () => scoped.api.desk.assign({ ids: [here.id, id], to: scoped.id }),
        () => scoped.api.customers.get({ id: customer.id }),
        () => scoped.api.customers.history({ id: customer.id }),
        () => scoped.api.customers.block({ id: customer.id, why }),
        () => scoped.api.users.decide({ id: customer.id, kycStatus: 'REJECTED', reason: 'OUT_OF_POLICY' }),
        () => scoped.api.fraudAlerts.get({ alertId }),
      ];
      for (const ask of asked) await expect(ask()).rejects.toEqual(notFound);
      expect((await scoped.api.customers.list({ search: number })).items).toEqual([]);
    }
    const [{ n } = { n: 0 }] = await bank.owner<{ n: number }>(
      `select count(*)::int as n from security_event where user_id = ? and metadata ->> 'code' = 'NOT_FOUND' and severity = 'LOW'`,
      [scoped.id],
    );
    expect(n).toBe(20);
    const rest = request(bank.staffApp).get(`/api/kyc/${elsewhere.id}/`);
    await rest.set('authorization', `Bearer ${scoped.access}`).expect(404);
    const tower = `{"id":${'['.repeat(40_000)}${']'.repeat(40_000)}}`;
    const deep = request(bank.staffApp).post('/trpc/review.claim').set('content-type', 'application/json').send(tower);
    await deep.set('authorization', `Bearer ${scoped.access}`).expect(400);
  });

  it('reads alerts and customers of its branch alone', async () => {
    const alertId = await alertOn(here);
    const { results, count } = await scoped.api.fraudAlerts.list({});
    expect({ ids: results.map((alert) => alert.alertId), count }).toEqual({ ids: [alertId], count: 1 });
    expect((await scoped.api.customers.list({})).items.map(({ id }) => id)).toEqual([here.customer.id]);
    expect((await scoped.api.review.case({ id: here.id })).id).toBe(here.id);
  });

  it('reads no customer elsewhere in any answer that needs no question', async () => {
    const before = (await scoped.api.securityEvents.counts()).open.LOW;
    for (const { customer } of [here, elsewhere, nowhere])
      await bank.owner(
        `insert into security_event (id, event_type, severity, user_id, description, created_at)
         values (gen_random_uuid(), 'FAILED_LOGIN', 'LOW', ?, 'by hand', now())`,
        [customer.id],
      );
    expect((await scoped.api.securityEvents.counts()).open.LOW).toBe(before + 1);
    const answers = await allAnswers(scoped.api, [{}]);
    for (const { path, text } of answers)
      for (const { customer, number } of [elsewhere, nowhere])
        for (const name of [customer.id, customer.email, number]) expect(`${path} ${text}`).not.toContain(name);
    const lists = [
      'users.list',
      'customers.list',
      'loginActivity.list',
      'securityEvents.list',
      'review.queue',
      'fraudAlerts.list',
    ];
    expect(answers.map(({ path }) => path)).toEqual(expect.arrayContaining(lists));
    expect((await scoped.api.users.list({ search: elsewhere.number })).results).toEqual([]);
    expect((await scoped.api.users.list({ search: here.number })).results).toHaveLength(1);
    expect((await scoped.api.securityEvents.list({ person: here.number })).results).toHaveLength(1);
    const [foreign] = (await admin.api.securityEvents.list({ person: elsewhere.number })).results;
    await expect(scoped.api.securityEvents.get({ id: foreign?.id ?? '' })).rejects.toEqual(notFound);
  });

  it('is not spoken to or told of cases elsewhere, nor who there is like a customer of theirs', async () => {
    const listed = async ({ id }: Case) => (await admin.api.desk.mentionable({ id })).results.map((one) => one.id);
    expect(await listed(here)).toContain(scoped.id);
    expect(await listed(elsewhere)).not.toContain(scoped.id);
    const note = { id: elsewhere.id, body: 'hello', mentions: [scoped.id] };
    await expect(admin.api.desk.addNote(note)).rejects.toMatchObject({ cause: { code: 'INVALID_INPUT' } });
    const cases = [here.id, elsewhere.id, nowhere.id];
    await bank.owner(`update kyc_application set due_at = bank_now() - interval '1 hour' where id in (?, ?, ?)`, cases);
    await tellOfDueCases(bank.deps);
    const counted = (person: SignedInStaff) =>
      bank.owner(`select facts ->> 'count' as n from notification where user_id = ? and kind = 'CASE_LATE'`, [
        person.id,
      ]);
    expect([await counted(scoped), await counted(admin)]).toEqual([[{ n: '1' }], [{ n: '3' }]]);
    for (const { customer } of [here, elsewhere, nowhere])
      await customer.api.privacy.requestErasure({ isWanted: true });
    const wishes = async (person: SignedInStaff) =>
      (await person.api.notifications.list()).results
        .filter(({ kind }) => kind === 'ERASURE_ASKED')
        .map(({ facts }) => facts.customer);
    expect(await wishes(scoped)).toEqual([here.number]);
    expect(await wishes(admin)).toEqual([nowhere.number, elsewhere.number, here.number]);
    const { customer, number } = elsewhere;
    await bank.owner(
      `update customer set first_name = 'Asha', last_name = 'Verma', date_of_birth = '1990-01-01' where id in (?, ?)`,
      [here.customer.id, customer.id],
    );
    const others = async ({ api }: SignedInStaff) => (await api.review.case({ id: here.id })).duplicates;
    expect((await others(admin))[0]).toMatchObject({ customerId: number, applicationId: elsewhere.id });
    const unknown = { customerId: null, name: null, applicationId: null, status: null };
    expect(await others(scoped)).toEqual([
      { ...unknown, matches: ['NAME_AND_BIRTH_DATE', 'SSN'] },
      { ...unknown, matches: ['SSN'] },
    ]);
  });

  it('hears of changes of its branch alone', async () => {
    const branches = (await admin.api.branches.list()).branches;
    const onlyBranch = branches.find(({ code }) => code === 'MIDWEST')?.id ?? null;
    const sessionId = scoped.id as never; // any id will do: the stream is opened behind the door
    using seat = await bank.deps.live.open({ sessionId, userId: scoped.id, door: 'staff', onlyBranch });
    const heard: unknown[] = await seat.queue.take(5_000);
    for (const { id } of [elsewhere, nowhere, here]) {
      await admin.api.desk.addNote({ id, body: 'hello' });
      await bank.owner('update kyc_application set version = version + 1 where id = ?', [id]);
    }
    const told = (kind: string) => expect.objectContaining({ kind, id: here.id });
    await expect
      .poll(async () => heard.push(...(await seat.queue.take(200))) && heard, { timeout: 10_000 })
      .toEqual(expect.arrayContaining([told('notes'), told('case')]));
    for (const { id } of [elsewhere, nowhere]) expect(JSON.stringify(heard)).not.toContain(id);
  });

  it('is shown no page of a document elsewhere', async () => {
    await givePapers(bank, elsewhere.customer);
    const [row] = await bank.owner<{ id: string }>(
      `update kyc_document set status = 'QUARANTINED' where application_id = ? and document_type = 'PASSPORT' returning id`,
      [elsewhere.id],
    );
    const page = ({ access }: SignedInStaff) =>
      request(bank.staffApp).get(`/documents/${row?.id}/preview`).set('authorization', `Bearer ${access}`);
    expect((await page(admin)).status).toBe(409);
    expect((await page(scoped)).status).toBe(404);
  });

  it('is given the next case of its branch, and none when that is empty', async () => {
    const { case: next } = await scoped.api.review.next();
    expect(next?.id).toBe(here.id);
    expect((await scoped.api.review.next()).case).toBeNull();
    await scoped.api.review.release({ id: here.id });
  });

  it('cannot be given a case of another branch', async () => {
    const { assigned, refused } = await admin.api.desk.assign({ ids: [here.id, elsewhere.id], to: scoped.id });
    expect({ assigned, refused: refused.map(({ id }) => id) }).toEqual({
      assigned: [here.id],
      refused: [elsewhere.id],
    });
  });

  it('lets go of what they hold elsewhere at the moment they are confined', async () => {
    const person = await bank.newStaff('reviewer');
    const [kept, lost] = [await caseOf('MIDWEST'), await caseOf('US-ALL')];
    for (const { id } of [kept, lost]) await person.api.review.claim({ id });
    const decided = await caseOf('US-ALL');
    const { version } = (await person.api.review.claim({ id: decided.id })).case;
    await person.api.review.reject({ id: decided.id, version, reasons: [{ code: 'OUT_OF_POLICY' }], hold: 10 });
    await confine(person, true);
    const rows = await bank.owner<{ id: string; status: string }>(
      'select id, status from kyc_application where id in (?, ?, ?) order by id',
      [kept.id, lost.id, decided.id],
    );
    expect(rows.map(({ status }) => status)).toEqual(['IN_REVIEW', 'SUBMITTED', 'REJECTED']);
    await confine(person, false);
    expect((await person.api.review.case({ id: lost.id })).id).toBe(lost.id);
  });
});

describe('a scope', () => {
  it('needs a branch, an open one, and is not for oneself', async () => {
    const { version } = await admin.api.people.get({ id: scoped.id });
    const set = { id: scoped.id, version, branchId: null, onlyOwnBranch: true, why };
    const field = expect.objectContaining({
      fields: { branchId: [expect.objectContaining({ code: 'BRANCH_NEEDED' })] },
    });
    await expect(admin.api.people.setBranch(set)).rejects.toMatchObject({ cause: field });
    const unknown = admin.api.people.setBranch({ ...set, branchId: crypto.randomUUID() });
    await expect(unknown).rejects.toMatchObject({ cause: { code: 'INVALID_INPUT' } });
    const own = admin.api.people.setBranch({ ...set, id: UserId.parse(admin.id) });
    await expect(own).rejects.toMatchObject({ cause: { code: 'OWN_ACCESS_FORBIDDEN' } });
  });

  it('is given on, and nothing beyond it: neither by inviting nor by changing people, nor what is for the whole bank', async () => {
    const refused = { cause: { code: 'FORBIDDEN' } };
    const colleague = await bank.newStaff('reviewer');
    const stranger = await bank.newStaff('reviewer');
    await confine(colleague, true);
    const { branches, onlyBranch } = await scoped.api.people.choices();
    expect(branches.map(({ id }) => id)).toEqual([onlyBranch]);
    const guest = { email: freshEmail('guest'), displayName: 'Nila Fictional', role: 'BANK_ADMIN', why };
    const within = { branchId: onlyBranch, onlyOwnBranch: true };
    for (const beyond of [{}, { branchId: onlyBranch }, { branchId: null, onlyOwnBranch: true }])
      await expect(scoped.api.people.invite({ ...guest, ...beyond })).rejects.toMatchObject(refused);
    const { id: abroad } = await admin.api.people.invite({ ...guest, email: freshEmail('abroad') });
    const { id, version } = await admin.api.people.get({ id: colleague.id });
    const role = { role: 'BANK_ADMIN', why };
    const asked = [
      () => scoped.api.people.resendInvite({ id: abroad }),
      () => scoped.api.people.setBranch({ id, version, branchId: onlyBranch, onlyOwnBranch: false, why }),
      () => scoped.api.people.assignRole({ id: stranger.id, ...role }),
      () => scoped.api.people.block({ id: stranger.id, why }),
      () => scoped.api.people.setSecurity({ id: stranger.id, version: 1, sessionHours: 1, why }),
      () => scoped.api.users.setRoles({ id: stranger.id, roles: [], why }),
      () => scoped.api.features.set({ role: 'AUDITOR', feature: 'reports', enabled: false, why }),
      () => scoped.api.branches.close({ id: onlyBranch ?? '', version: 1 }),
      () => scoped.api.staffNetworks.save({ networks: [] }),
      () => scoped.api.policies.startDraft({ code: 'us-individual', version: 1 }),
      () => scoped.api.reports.security({}),
    ];
    for (const ask of asked) await expect(ask()).rejects.toMatchObject(refused);
    await scoped.api.people.invite({ ...guest, ...within });
    await scoped.api.people.assignRole({ id, ...role });
    expect((await admin.api.people.get({ id })).roles).toContain('BANK_ADMIN');
  });
});
