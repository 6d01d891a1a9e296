import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SECURITY_EVENT_TYPES, type SecurityEventType, type SecuritySeverity } from '@ostiary/domain/security-events';
import request from 'supertest';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInStaff, type TestBank } from '../../testing.ts';

let bank: TestBank;
let admin: SignedInStaff;
let colleague: SignedInStaff;
let auditor: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  admin = await bank.staff('admin');
  colleague = await bank.newStaff('admin');
  auditor = await bank.staff('auditor');
}, 60_000);
afterAll(() => bank.close());

const refusedWith = (code: string, details?: object) =>
  expect.objectContaining({
    cause: expect.objectContaining({ code, ...(details && { details: expect.objectContaining(details) }) }),
  });
const NOTE = 'Looked into it with the branch (fictional)';

/** A change that leaves no record. */
const byHand = (update: string, id: string) =>
  bank.owner(
    `do $$ begin perform set_config('ostiary.unattributed', 'a test', true); ${update} where id = '${id}'; end $$`,
  );

interface Row {
  readonly type: SecurityEventType;
  readonly severity: SecuritySeverity;
  readonly address?: string;
  readonly user?: string | null;
  readonly at?: Date;
}
/** An event as a place in the bank would have recorded it. */
async function newEvent({ type, severity, address = '198.51.100.7', user = null, at }: Row): Promise<string> {
  const id = uuidv7();
  await bank.owner(
    `insert into security_event (id, event_type, severity, user_id, ip_address, user_agent, description, created_at)
     values (?, ?, ?, ?::uuid, ?, 'a browser', 'made by a test', ?)`,
    [id, type, severity, user, address, at ?? bank.now()],
  );
  return id;
}
const own = { address: '203.0.113.41' };

describe('the list of security events', () => {
  it('has the newest first, page by page, and filters by everything it shows', async () => {
    const made: string[] = [];
    for (const minutes of [5, 4, 3])
      made.push(
        await newEvent({
          ...own,
          type: 'TOKEN_REUSE',
          severity: 'HIGH',
          at: new Date(bank.now().getTime() - minutes * 60_000),
        }),
      );
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await auditor.api.securityEvents.list({ ...own, limit: 1, cursor });
      expect(page).toMatchObject({ count: 3, more: false });
      seen.push(...page.results.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(made.toReversed());
    const count = async (filter: Parameters<typeof admin.api.securityEvents.list>[0]) =>
      (await admin.api.securityEvents.list({ ...own, ...filter })).count;
    expect(await count({ type: 'TOKEN_REUSE', severity: 'HIGH' })).toBe(3);
    expect(await count({ type: 'FAILED_LOGIN' })).toBe(0);
    expect(await count({ severity: 'LOW' })).toBe(0);
    expect(await count({ from: bank.now().toISOString() })).toBe(0);
    expect(await count({ to: new Date(bank.now().getTime() - 4 * 60_000).toISOString() })).toBe(1);
    expect(await count({ owner: admin.id })).toBe(0);
    expect(await count({ state: 'resolved' })).toBe(0);
  });

  it('names customers by their number and finds them by number, name or e-mail, never by a part of one', async () => {
    const customer = await bank.customer();
    const id = await newEvent({ type: 'CONTACT_CHANGED', severity: 'LOW', user: customer.id });
    const event = await admin.api.securityEvents.get({ id });
    expect(event.person).toEqual({
      id: customer.id,
      name: expect.stringMatching(/^CUST\d{10}$/),
      customerId: event.person?.name,
    });
    const find = async (person: string) =>
      (await admin.api.securityEvents.list({ state: 'all', person, type: 'CONTACT_CHANGED' })).results.map(
        (one) => one.id,
      );
    for (const named of [event.person?.name ?? '', customer.username.toUpperCase(), customer.email])
      expect(await find(named)).toEqual([id]);
    for (const part of [customer.email.slice(0, 8), '%', "' or true --", '%'.repeat(254)])
      expect(await find(part)).toEqual([]);
  });

  it('counts what is open by severity', async () => {
    const before = await admin.api.securityEvents.counts();
    await newEvent({ type: 'SUSPICIOUS_ACTIVITY', severity: 'CRITICAL' });
    const after = await admin.api.securityEvents.counts();
    expect(after).toEqual({ ...before, open: { ...before.open, CRITICAL: before.open.CRITICAL + 1 } });
  });

  it('is a resource of the REST face', async () => {
    const get = (query: object, { access } = auditor) =>
      request(bank.staffApp).get('/api/security-events/').query(query).set('authorization', `Bearer ${access}`);
    const { status, body } = await get({ ...own, severity: 'HIGH', limit: 2 });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      count: 3,
      next: expect.any(String),
      results: [{ event_type: 'TOKEN_REUSE', severity: 'HIGH', ip_address: own.address, state: 'OPEN' }, {}],
    });
    expect((await get({ severity: 'WORST' })).status).toBe(400);
    expect((await get({ cursor: 'AAAA' })).status).toBe(400);
    expect((await get({}, await bank.staff('reviewer'))).status).toBe(403);
  });
});

describe('every kind of security event', () => {
  it('is raised somewhere', async () => {
    const root = join(import.meta.dirname, '../..');
    const files = (await readdir(root, { recursive: true })).filter((name) => /(?<!\.test)\.ts$/.test(name));
    const code = (await Promise.all(files.map((name) => readFile(join(root, name), 'utf8')))).join('\n');
    expect(SECURITY_EVENT_TYPES.filter((type) => !code.includes(`'${type}'`))).toEqual([]);
  });
});

describe('a security event', () => {
  it('is taken, given back and resolved with a note, each on record', async () => {
    const id = await newEvent({ type: 'SIGN_IN_REPORTED', severity: 'HIGH' });
    const taken = await admin.api.securityEvents.take({ id, version: 1 });
    expect(taken).toMatchObject({ state: 'IN_PROGRESS', owner: { id: admin.id }, isMine: true, version: 2 });
    expect((await admin.api.securityEvents.list({ state: 'mine' })).results.map((one) => one.id)).toContain(id);
    await expect(colleague.api.securityEvents.giveBack({ id })).rejects.toEqual(refusedWith('CASE_HELD'));
    await admin.api.securityEvents.giveBack({ id });
    await expect(colleague.api.securityEvents.take({ id, version: 2 })).rejects.toEqual(refusedWith('RECORD_CHANGED'));
    const done = await colleague.api.securityEvents.resolve({
      id,
      version: 3,
      resolution: 'TRUE_POSITIVE',
      note: NOTE,
    });
    expect(done).toMatchObject({
      state: 'RESOLVED',
      resolution: 'TRUE_POSITIVE',
      resolvedBy: { id: colleague.id },
      resolvedAt: bank.now().toISOString(),
      note: NOTE,
      isNoteAsRecorded: true,
    });
    const records = await bank.owner<{ action: string; actor_id: string; canonical: string }>(
      `select action, actor_id, canonical from audit_event where target_id = ? order by at, id`,
      [id],
    );
    expect(records.map(({ action, actor_id: by }) => [action, by])).toEqual([
      ['security-event.taken', admin.id],
      ['security-event.given-back', admin.id],
      ['security-event.resolved', colleague.id],
    ]);
    await byHand(`update security_event set resolution_note = 'reworded (fictional)'`, id);
    expect((await admin.api.securityEvents.get({ id })).isNoteAsRecorded).toBe(false);
    expect(JSON.stringify(records)).not.toContain('branch');
  });

  it('that was closed too soon is opened again by whoever says why, and keeps what was found', async () => {
    const customer = await bank.customer();
    const id = await newEvent({ type: 'SIGN_IN_REPORTED', severity: 'HIGH', user: customer.id });
    const api = { admin: admin.api.securityEvents, colleague: colleague.api.securityEvents };
    const why = 'It came back (fictional)';
    await expect(api.admin.reopen({ id, version: 1, why })).rejects.toEqual(refusedWith('RECORD_CHANGED'));
    await api.admin.resolve({ id, version: 1, resolution: 'FALSE_POSITIVE', note: NOTE });
    await expect(api.colleague.reopen({ id, version: 1, why })).rejects.toEqual(refusedWith('RECORD_CHANGED'));
    await expect(api.colleague.reopen({ id, version: 2, why: 'no' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    const open = await api.colleague.reopen({ id, version: 2, why });
    const before = { resolution: 'FALSE_POSITIVE', note: NOTE, resolvedBy: 'Test admin', why, isAsRecorded: true };
    expect(open).toMatchObject({ state: 'IN_PROGRESS', owner: { id: colleague.id }, resolution: null, note: null });
    expect(open.reopenings).toEqual([expect.objectContaining(before)]);
    await api.colleague.resolve({
      id,
      version: 3,
      resolution: 'TRUE_POSITIVE',
      note: 'An attack after all (fictional)',
    });
    const records = await bank.owner<{ canonical: string }>(
      `select canonical from audit_event where target_id = ? and action = 'security-event.reopened'`,
      [id],
    );
    expect(records.map(({ canonical }) => JSON.parse(canonical).after)).toEqual([
      { resolution: 'FALSE_POSITIVE', version: 3, why: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    const [row] = await bank.owner<{ id: string }>(
      'select id from security_event_reopening where security_event_id = ?',
      [id],
    );
    const reword = `update security_event_reopening set note = 'reworded (fictional)'`;
    await expect(bank.deps.orm.em.fork().execute(reword)).rejects.toThrow('permission denied');
    await byHand(reword, row?.id ?? '');
    const [reworded] = (await api.admin.get({ id })).reopenings;
    expect(reworded).toMatchObject({ isAsRecorded: false, resolution: 'FALSE_POSITIVE' });
    await byHand('update customer set erased_at = bank_now()', customer.id);
    await bank.owner('select forget_erased_person(?)', [customer.id]);
    const [forgotten] = (await api.admin.get({ id })).reopenings;
    expect(forgotten).toMatchObject({ note: null, why: null, isAsRecorded: null, by: 'Test admin' });
  });

  it('is resolved once: the second hears who did', async () => {
    const id = await newEvent({ type: 'TOKEN_REUSE', severity: 'CRITICAL' });
    const end = { id, version: 1, resolution: 'FALSE_POSITIVE', note: NOTE } as const;
    const tries = await Promise.allSettled([admin, colleague].map(({ api }) => api.securityEvents.resolve(end)));
    expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const { resolvedBy } = await auditor.api.securityEvents.get({ id });
    await expect(admin.api.securityEvents.resolve(end)).rejects.toEqual(
      refusedWith('ALREADY_REVIEWED', { decidedBy: resolvedBy?.name }),
    );
    await expect(admin.api.securityEvents.resolve({ ...end, note: 'short' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });

  it('of one cause is resolved together with others; one that a colleague has stays, and holds up none', async () => {
    const ids = [];
    for (const type of ['FAILED_LOGIN', 'FAILED_LOGIN', 'RATE_LIMIT_EXCEEDED'] as const)
      ids.push(await newEvent({ type, severity: 'LOW' }));
    await colleague.api.securityEvents.take({ id: ids[1] ?? '', version: 1 });
    const events = ids.map((id, index) => ({ id, version: index === 1 ? 2 : 1 }));
    const found = { events, resolution: 'FALSE_POSITIVE', note: NOTE } as const;
    expect(await admin.api.securityEvents.resolveMany(found)).toEqual({
      resolved: [ids[0], ids[2]],
      refused: [{ id: ids[1], code: 'CASE_HELD' }],
    });
    const records = await bank.owner(`select target_id from audit_event where action = 'security-event.resolved'
      and target_id in ('${ids.join(`', '`)}')`);
    expect(records).toHaveLength(2);
  });

  it('goes back when whoever took it is blocked or loses the right', async () => {
    const person = await bank.newStaff('admin');
    const standing = async (id: string) => (await admin.api.securityEvents.get({ id })).state;
    const leaving = [
      () => admin.api.people.revokeRole({ id: person.id, role: 'BANK_ADMIN', why: NOTE }),
      () => admin.api.people.block({ id: person.id, why: NOTE }),
    ];
    for (const leave of leaving) {
      const id = await newEvent({ type: 'SUSPICIOUS_ACTIVITY', severity: 'MEDIUM' });
      await bank.owner(
        `do $$ begin perform set_config('ostiary.unattributed', 'a test', true);
          update security_event set assigned_to = '${person.id}', assigned_at = now() where id = '${id}'; end $$`,
      );
      await leave();
      expect(await standing(id)).toBe('OPEN');
    }
  });

  it('is nobody’s own, and an auditor reads it only', async () => {
    const id = await newEvent({ type: 'UNAUTHORIZED_ACCESS', severity: 'MEDIUM', user: admin.id });
    const end = { id, version: 1, resolution: 'ACCEPTED', note: NOTE } as const;
    await expect(admin.api.securityEvents.resolve(end)).rejects.toEqual(refusedWith('SELF_REVIEW_FORBIDDEN'));
    await expect(
      bank.owner(`update security_event set assigned_to = ?, assigned_at = now() where id = ?`, [admin.id, id]),
    ).rejects.toMatchObject({ message: expect.stringContaining('security_event_not_own') });
    await expect(auditor.api.securityEvents.take({ id, version: 1 })).rejects.toEqual(refusedWith('FORBIDDEN'));
    await expect(auditor.api.securityEvents.resolve(end)).rejects.toEqual(refusedWith('FORBIDDEN'));
    const { version } = await colleague.api.securityEvents.resolve(end);
    const again = { id, version, why: 'Nothing to see (fictional)' };
    await expect(admin.api.securityEvents.reopen(again)).rejects.toEqual(refusedWith('SELF_REVIEW_FORBIDDEN'));
    await expect(auditor.api.securityEvents.reopen(again)).rejects.toEqual(refusedWith('FORBIDDEN'));
    await expect(admin.api.securityEvents.get({ id: uuidv7() })).rejects.toEqual(refusedWith('NOT_FOUND'));
  });

  it('keeps its note for as long as the person whom it is about is known', async () => {
    const customer = await bank.customer();
    const id = await newEvent({ type: 'SUSPICIOUS_ACTIVITY', severity: 'MEDIUM', user: customer.id });
    await admin.api.securityEvents.resolve({ id, version: 1, resolution: 'ACCEPTED', note: NOTE });
    const note = async () => (await admin.api.securityEvents.get({ id })).note;
    await bank.owner('select forget_erased_person(?)', [customer.id]);
    expect(await note()).toBe(NOTE);
    await bank.owner('update customer set erased_at = now() where id = ?', [customer.id]);
    await bank.owner('select forget_erased_person(?)', [customer.id]);
    expect(await note()).toBeNull();
  });
});
