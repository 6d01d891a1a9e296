import { AuditTarget, type AuditTrailRef, factsOf, isAuditAction, specOf } from '@ostiary/domain/audit';
import type { ApplicationId } from '@ostiary/domain/shared';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInCustomer, type SignedInStaff, type TestBank } from '../../testing.ts';
import { sealAll } from '../../testing/audit-records.ts';
import { plantEvents } from '../../testing/audit-rows.ts';
import { raiseFor } from '../../testing/fraud-alerts.ts';
import { givePapers } from '../../testing/papers.ts';
import { heldCase } from '../../testing/waiting-case.ts';
import { runExport } from './export-run.ts';
import { TO_PERSON } from './trails.ts';

const CODE = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const NOBODY = '01890000-0000-7000-8000-000000000000';

let bank: TestBank;
let auditor: SignedInStaff;
let reviewer: SignedInStaff;
let customer: SignedInCustomer;
let caseId: ApplicationId;
beforeAll(async () => {
  bank = await createTestBank();
  [auditor, reviewer] = [await bank.staff('auditor'), await bank.staff('reviewer')];
  const held = await heldCase(bank, reviewer);
  ({ id: caseId, customer } = held);
  await bank.owner(`do $$ begin perform set_config('ostiary.unattributed', 'a test', true);
    update customer set first_name = 'Asha', last_name = 'Rao' where id = '${customer.id}'; end $$`);
  await givePapers(bank, customer);
  const [paper] = await bank.owner<{ id: string }>('select id from kyc_document where application_id = ?', [caseId]);
  const target = { type: 'kyc_document', id: paper?.id ?? '' };
  await plantEvents(bank, [{ at: bank.now(), action: 'document.viewed', target }]);
  await raiseFor(bank, caseId, { score: 40, signals: [{ code: 'SSN_SHARED', points: 40, facts: {} }] });
  await reviewer.api.review.case({ id: caseId });
  await reviewer.api.desk.addNote({ id: caseId, body: 'SECRET-NOTE about the bill', mentions: [] });
  await auditor.api.review.next().catch(() => null);
}, 90_000);
afterAll(() => bank.close());

const actions = (items: readonly { action: string }[]) => new Set(items.map(({ action }) => action));

describe('the trail of a case', () => {
  it('has its applicant, what was given, checked and looked at, that there are notes, and not what they say', async () => {
    const trail = await auditor.api.audit.caseTrail({ id: caseId, order: 'oldest', limit: 100 });
    const seen = actions(trail.items);
    const wanted = ['account.created', 'requirement.given', 'document.viewed', 'fraud-alert.raised', 'case.viewed'];
    for (const action of [...wanted, 'case.claimed', 'case.noted']) expect(seen).toContain(action);
    expect(trail.about).toMatchObject({ isErased: false, cases: [expect.objectContaining({ id: caseId })] });
    expect(trail.about.customerNumber).toMatch(/^CUST\d{10}$/);
    expect(trail.about.name).toBe('A••• R•••');
    expect(JSON.stringify(trail)).not.toContain('SECRET-NOTE');
    expect(trail.items[0]?.action).toBe('account.created');
  });

  it('is of this case alone, and of none that is not there', async () => {
    await expect(auditor.api.audit.caseTrail({ id: NOBODY })).rejects.toEqual(CODE('NOT_FOUND'));
    await expect(auditor.api.audit.personTrail({ id: NOBODY })).rejects.toEqual(CODE('NOT_FOUND'));
    await expect(auditor.api.audit.event({ id: NOBODY })).rejects.toEqual(CODE('NOT_FOUND'));
  });
});

describe('the trail of a person', () => {
  it('has what they did and what was done to them, page by page', async () => {
    await auditor.api.audit.personTrail({ id: customer.id }); // whose look is on record before the pages are compared
    const all = await auditor.api.audit.personTrail({ id: customer.id, limit: 100 });
    const seen = actions(all.items);
    for (const action of ['session.started', 'account.created', 'case.claimed', 'document.viewed'])
      expect(seen).toContain(action);
    const first = await auditor.api.audit.personTrail({ id: customer.id, limit: 5 });
    const second = await auditor.api.audit.personTrail({ id: customer.id, limit: 5, cursor: first.next ?? '' });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.items.slice(0, 10).map(({ id }) => id));
  });

  it('shows staff by name, and refusals among what they did', async () => {
    const { items, about } = await auditor.api.audit.personTrail({ id: auditor.id, limit: 100 });
    expect(about.customerNumber).toBeNull();
    const refused = items.find(({ action }) => action === 'action.refused');
    expect(refused).toMatchObject({ category: 'refused', facts: { after: { code: 'FORBIDDEN' } } });
    expect(refused?.target).toEqual({ type: 'procedure', id: 'review.next', label: null, caseId: null });
  });

  it('keeps the record and loses the name of who was erased', async () => {
    const { id, api } = await bank.customer();
    const admin = await bank.staff('admin');
    const { customerId } = await api.profile.get();
    await admin.api.customers.erase({ id, customerNumber: customerId ?? '', reason: 'CUSTOMER_REQUEST' });
    const { items, about } = await auditor.api.audit.personTrail({ id, limit: 100 });
    expect(about).toMatchObject({ name: null, isErased: true, customerNumber: customerId });
    const created = items.find(({ action }) => action === 'account.created');
    expect(created?.actor).toMatchObject({ id, kind: 'customer', name: null, isErased: true });
  });
});

describe('a trail as a file', () => {
  async function exported(trail: AuditTrailRef): Promise<string[]> {
    const { id } = await auditor.api.audit.exports.start({ format: 'JSONL', filter: { trail } });
    await sealAll(bank.deps);
    await runExport(bank.deps, id);
    const file = request(bank.staffApp).get(`/audit-exports/${id}`).responseType('blob');
    const { body } = await file.set('authorization', `Bearer ${auditor.access}`);
    const [, ...lines] = String(body).trimEnd().split('\n');
    const records = lines.slice(0, -1).map((line) => (JSON.parse(line) as { canonical: string }).canonical);
    return records.map((canonical) => (JSON.parse(canonical) as { id: string }).id);
  }
  const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id).toSorted();

  it('holds the very records of the case, its documents and alerts among them', async () => {
    const file = await exported({ of: 'case', id: caseId });
    const { items } = await auditor.api.audit.caseTrail({ id: caseId, limit: 100 });
    expect(items.map(({ target }) => target.type)).toEqual(expect.arrayContaining(['kyc_document', 'fraud_alert']));
    expect(file.toSorted()).toEqual(idsOf(items));
  });

  it('holds what one person did and what was done to them, and says on record whose it is', async () => {
    const trail = { of: 'person', id: reviewer.id } as const;
    const file = await exported(trail);
    const { items } = await auditor.api.audit.personTrail({ id: reviewer.id, limit: 100 });
    expect(file.toSorted()).toEqual(idsOf(items));
    const [started] = (await auditor.api.audit.search({ action: ['audit.export-started'], limit: 1 })).items;
    expect(started?.facts.after).toMatchObject({ trail: reviewer.id });
  });

  it('is of a case that there is', async () => {
    const start = auditor.api.audit.exports.start({ format: 'CSV', filter: { trail: { of: 'case', id: NOBODY } } });
    await expect(start).rejects.toEqual(CODE('NOT_FOUND'));
  });
});

/** Kinds of records that are in nobody's trail but of who did them. */
const APART: Readonly<Record<string, readonly string[]>> = {
  'belongs to the bank': ['branch', 'catalogue', 'feature', 'key_rotation', 'policy_draft', 'report', 'staff_network'],
  'is the record itself': ['audit_event', 'audit_export', 'audit_log'],
  'is touched by its owner alone': ['known_device', 'login_activity', 'saved_view'],
  'is no row': ['procedure'],
};

it('the trail of a person joins every kind of record that is about people', () => {
  const joined = AuditTarget.options.filter((target) => TO_PERSON.includes(`'${target}'`));
  expect([...joined, ...Object.values(APART).flat()].toSorted()).toEqual([...AuditTarget.options].toSorted());
});

describe('the record as it was really written', () => {
  it('has only actions, targets and facts that the audit log knows', async () => {
    const rows = await bank.owner<{ action: string; target_type: string; canonical: string }>(
      'select action, target_type, canonical from audit_event',
    );
    expect(rows.length).toBeGreaterThan(30);
    const odd = rows.filter(({ action, target_type }) => specOf(action)?.target !== target_type);
    expect(odd.map(({ action, target_type }) => `${action} on ${target_type}`)).toEqual([]);
    const lost = rows.flatMap(({ action, canonical }) => {
      const { before, after } = JSON.parse(canonical) as { before: object | null; after: object | null }; // our own form
      const known = factsOf(action, canonical);
      const keys = Object.keys({ ...before, ...after }).filter((key) => key !== 'body');
      const shown = Object.keys({ ...known.before, ...known.after });
      return keys.filter((key) => !shown.includes(key)).map((key) => `${action}: ${key}`);
    });
    expect([...new Set(lost)]).toEqual([]);
    expect(rows.every(({ action }) => isAuditAction(action))).toBe(true);
  });
});

describe('REST', () => {
  const get = (path: string, who = auditor) =>
    request(bank.staffApp).get(path).set('authorization', `Bearer ${who.access}`);

  it('gives the log in the shape of REST, with page and count', async () => {
    const answer = await get('/api/audit-logs/?limit=2&action=session.started');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      count: expect.any(Number),
      next: expect.any(String),
      results: [{ action_type: 'LOGIN', target_model: 'session', description: 'Session started' }, {}],
    });
    const [entry] = (answer.body as { results: Record<string, unknown>[] }).results; // as asserted above
    expect(entry).toMatchObject({
      log_id: expect.any(String),
      ip_address: '192.0.2.10',
      user: { username: expect.any(String) },
    });
  });

  it('gives one person’s log, and nothing to others', async () => {
    const answer = await get(`/api/audit-logs/users/${customer.id}/`);
    expect(answer.status).toBe(200);
    const { results } = answer.body as { results: { user: { customer_id: string } }[] }; // as asserted above
    expect(new Set(results.map(({ user }) => user.customer_id)).size).toBe(1);
    expect((await get('/api/audit-logs/users/nobody/')).status).toBe(404);
    expect((await get('/api/audit-logs/', reviewer)).status).toBe(403);
    expect((await request(bank.staffApp).get('/api/audit-logs/')).status).toBe(401);
  });
});
