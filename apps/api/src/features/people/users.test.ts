import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank } from '../../testing.ts';
import { givePapers } from '../../testing/papers.ts';
import { insertQueueCatalogue } from '../../testing/queue-rows.ts';
import { waitingCase } from '../../testing/waiting-case.ts';

let bank: TestBank;
let admin: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  admin = await bank.staff('admin');
});
afterAll(() => bank.close());

const why = 'by the rest face';
const call = (
  method: 'get' | 'put' | 'post',
  path: string,
  { by = admin, ...body }: { by?: SignedInStaff; [field: string]: unknown } = {},
) =>
  request(bank.staffApp)
    [method](`/api/users/${path}`)
    .set('authorization', `Bearer ${by.access}`)
    .send(method === 'get' ? undefined : body);

describe('the users of the REST face', () => {
  it('are customers and staff, newest first, in pages', async () => {
    const customer = await bank.customer();
    const first = await call('get', '?limit=1').expect(200);
    expect(first.body).toMatchObject({ more: false, results: [{ id: customer.id, roles: ['CUSTOMER'] }] });
    const rest = await call('get', `?cursor=${first.body.next}`).expect(200);
    const ids = [...first.body.results, ...rest.body.results].map(({ id }: { id: string }) => id);
    expect(ids).toHaveLength(first.body.count);
    expect(ids).toContain(admin.id);
    const found = await call('get', `?search=${encodeURIComponent(customer.email)}`).expect(200);
    expect(found.body.results).toMatchObject([{ id: customer.id, kyc_status: 'PENDING', is_blocked: false }]);
    expect((await call('get', `?search=${admin.username}`)).body.results).toMatchObject([{ id: admin.id }]);
    await call('get', '', { by: await bank.staff('reviewer') }).expect(403);
    await call('get', 'not-an-id/').expect(404);
  });

  it('are blocked and unblocked', async () => {
    const { id } = await bank.customer();
    expect((await call('post', `${id}/block/`, { why }).expect(200)).body).toMatchObject({ id, is_blocked: true });
    expect((await call('post', `${id}/block/`, { why }).expect(409)).body.code).toBe('ALREADY_BLOCKED');
    expect((await call('post', `${id}/unblock/`, { why }).expect(200)).body.is_blocked).toBe(false);
    expect((await call('post', `${id}/block/`, {}).expect(400)).body.codes).toEqual({ why: ['REQUIRED'] });
  });

  it('have exactly the roles that are sent, or those from before', async () => {
    const { id } = await bank.newStaff('reviewer');
    const set = (roles: string[]) => call('put', `${id}/roles/`, { roles, why });
    expect((await set(['AUDITOR']).expect(200)).body.roles).toEqual(['AUDITOR']);
    expect((await set(['AUDITOR', 'KYC_REVIEWER']).expect(409)).body.code).toBe('DUTIES_SEPARATED');
    expect((await set(['AUDITOR', 'WIZARD']).expect(400)).body.codes).toEqual({ roles: ['ROLE_UNKNOWN'] });
    expect((await call('get', `${id}/`)).body.roles).toEqual(['AUDITOR']);
    expect((await call('put', `${admin.id}/roles/`, { roles: [], why }).expect(403)).body.code).toBe(
      'OWN_ROLES_FORBIDDEN',
    );
  });

  it('are rejected in one call that claims, reads and decides; words of one’s own stay inside', async () => {
    const { id: caseId, customer } = await waitingCase(bank);
    const reviewer = await bank.staff('reviewer');
    const decide = (body: object, by = reviewer) => call('put', `${customer.id}/`, { ...body, by });
    expect((await decide({ kyc_status: 'REJECTED' }).expect(400)).body.codes).toEqual({
      reason: ['FINAL_REASON_NEEDED'],
    });
    const open = await decide({ kyc_status: 'APPROVED' }).expect(409);
    expect(open.body.code).toBe('REQUIREMENTS_OPEN');
    const [before] = await bank.owner('select status from kyc_application where id = ?', [caseId]);
    expect(before).toEqual({ status: 'SUBMITTED' });
    const answer = await decide({ kyc_status: 'REJECTED', reason: 'Called twice, nobody there' }).expect(200);
    expect(answer.body).toMatchObject({ id: customer.id, kyc_status: 'REJECTED', status: 'REJECTED' });
    const again = await decide({ kyc_status: 'REJECTED', reason: 'OUT_OF_POLICY' }, admin).expect(409);
    expect(again.body.code).toBe('ALREADY_REVIEWED');
    const [decision] = await bank.owner('select kind, reasons, decided_by from kyc_decision where application_id = ?', [
      caseId,
    ]);
    expect(decision).toMatchObject({ kind: 'REJECT', decided_by: reviewer.id, reasons: [{ code: 'OUT_OF_POLICY' }] });
  });

  it('are refused where a colleague holds the case, nothing was handed in, or nobody is there', async () => {
    const { id, customer } = await waitingCase(bank);
    await admin.api.review.claim({ id });
    const reviewer = await bank.staff('reviewer');
    const reject = { kyc_status: 'REJECTED', reason: 'OUT_OF_POLICY' };
    expect((await call('put', `${customer.id}/`, { ...reject, by: reviewer }).expect(409)).body.code).toBe('CASE_HELD');
    await call('put', `${(await bank.customer()).id}/`, { ...reject, by: reviewer }).expect(404);
    await call('put', `${crypto.randomUUID()}/`, { ...reject, by: reviewer }).expect(404);
    await call('put', `${customer.id}/`, { kyc_status: 'PENDING', by: reviewer }).expect(400);
  });
});

describe('a customer who went on at another branch', () => {
  const asStaff = async (branch: string) => {
    const person = await bank.newStaff('admin');
    await bank.owner(
      'update app_user set only_own_branch = true, branch_id = (select id from branch where code = ?) where id = ?',
      [branch, person.id],
    );
    return person;
  };
  const moveTo = (branch: string, ofCase: string) =>
    bank.owner('update kyc_application set branch_id = (select id from branch where code = ?) where id = ?', [
      branch,
      ofCase,
    ]);

  it('is known at each with what happened there, and decided where they handed in last', async () => {
    await insertQueueCatalogue(bank);
    const { id: first, customer } = await waitingCase(bank);
    await givePapers(bank, customer);
    await moveTo('MIDWEST', first);
    await customer.api.application.withdraw();
    await customer.api.application.start();
    const [second] = await bank.owner<{ id: string }>(
      `update kyc_application set status = 'SUBMITTED', submitted_at = bank_now(), due_at = bank_now() + interval '1 day'
       where customer_id = ? and id <> ? returning id`,
      [customer.id, first],
    );
    await moveTo('EMPTY', second?.id ?? '');
    await bank.owner('update kyc_document set application_id = ? where customer_id = ?', [second?.id, customer.id]);
    const { api } = await asStaff('MIDWEST');
    const { id } = customer;
    const refused = api.users.decide({ id, kycStatus: 'REJECTED', reason: 'OUT_OF_POLICY' });
    await expect(refused).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } });
    const told = [
      await api.customers.get({ id }),
      await api.customers.list({}),
      await api.users.get({ id }),
      await api.users.list({}),
      await api.customers.history({ id }),
    ];
    expect(told[0]).toMatchObject({ status: 'WITHDRAWN', applications: [{ id: first }], given: [] });
    expect(told[0]).toMatchObject({ documents: { count: 0, stored: 0 } });
    for (const answer of told.slice(0, 4)) expect(JSON.stringify(answer)).toContain('"status":"WITHDRAWN"');
    expect(JSON.stringify(told)).not.toContain(second?.id);
    expect(JSON.stringify(told)).not.toContain('SUBMITTED');
    const whole = await admin.api.customers.get({ id });
    expect({ applications: whole.applications.length, documents: whole.documents.count }).toEqual({
      applications: 2,
      documents: 2,
    });
    const there = await asStaff('EMPTY');
    const decided = await there.api.users.decide({ id, kycStatus: 'REJECTED', reason: 'OUT_OF_POLICY' });
    expect(decided).toMatchObject({ id, status: 'REJECTED' });
  });
});
