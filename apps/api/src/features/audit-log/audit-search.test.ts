import { AuditItem } from '@ostiary/domain/audit';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInCustomer, type SignedInStaff, type TestBank } from '../../testing.ts';
import { plantEvents } from '../../testing/audit-rows.ts';
import { readPage } from './event-rows.ts';

/** The owner alone may change something without a record, and says so. */
const unattributed = (sql: string) =>
  bank.owner(`do $$ begin perform set_config('ostiary.unattributed', 'a test', true); ${sql}; end $$`);

let bank: TestBank;
let auditor: SignedInStaff;
let customer: SignedInCustomer;
let number: string;
beforeAll(async () => {
  bank = await createTestBank();
  auditor = await bank.staff('auditor');
  customer = await bank.customer();
  number = (await customer.api.profile.get()).customerId ?? '';
  await unattributed(`update customer set first_name = 'Asha', last_name = 'Rao' where id = '${customer.id}'`);
}, 60_000);
afterAll(() => bank.close());

type Search = Parameters<SignedInStaff['api']['audit']['search']>[0];
const search = (input: Search) => auditor.api.audit.search(input);
const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);
const refusedField = (field: string, code: string) =>
  expect.objectContaining({
    cause: expect.objectContaining({ fields: { [field]: [expect.objectContaining({ code })] } }),
  });
const LONG_AGO = Date.parse('2020-01-01T00:00:00Z');
const ago = (seconds: number) => new Date(LONG_AGO + seconds * 1_000);
const period = (from: number, to: number) => ({ from: ago(from).toISOString(), to: ago(to).toISOString() });

describe('pages of the audit log', () => {
  it('go on and back in both orders, without a gap or a repeat, though many records have one moment', async () => {
    const planted = await plantEvents(bank, [
      ...Array.from({ length: 7 }, () => ({ at: ago(10) })),
      ...Array.from({ length: 4 }, (_, at) => ({ at: ago(20 + at) })),
    ]);
    const oldest = planted.slice(0, 7).toSorted().concat(planted.slice(7));
    for (const order of ['oldest', 'newest'] as const) {
      const wanted = order === 'oldest' ? oldest : oldest.toReversed();
      const pages: string[][] = [];
      let page = await search({ ...period(0, 100), order, limit: 4 });
      expect(page.previous).toBeNull();
      for (; ; page = await search({ ...period(0, 100), order, limit: 4, cursor: page.next ?? '' })) {
        pages.push(idsOf(page.items));
        if (page.next === null) break;
      }
      expect(pages.flat()).toEqual(wanted);
      for (let at = pages.length - 2; at >= 0; at -= 1) {
        page = await search({ ...period(0, 100), order, limit: 4, cursor: page.previous ?? '' });
        expect(idsOf(page.items)).toEqual(pages[at]);
      }
      expect(page.previous).toBeNull();
    }
  });

  it.each([
    'x',
    Buffer.from('["on","0000-01-01T00:00:00.000000Z"]').toString('base64url'),
    Buffer.from('["up","2020-01-01T00:00:00.000000Z","00000000-0000-0000-0000-000000000000"]').toString('base64url'),
  ])('refuse the cursor %s, which we did not make', async (cursor) => {
    await expect(search({ cursor })).rejects.toEqual(refusedField('cursor', 'INVALID'));
  });
});

describe('a search of the audit log', () => {
  it('finds a person by id, username, e-mail and customer number, and shows them masked', async () => {
    for (const actor of [customer.id, customer.username.toUpperCase(), customer.email, number, ` ${number} `]) {
      const { items } = await search({ actor, action: ['contact.confirmed'] });
      expect(items.map((item) => item.action)).toEqual(['contact.confirmed', 'contact.confirmed']);
    }
    const [item] = (await search({ actor: number, action: ['account.created'] })).items;
    expect(item?.actor).toMatchObject({ kind: 'customer', customerNumber: number, isErased: false });
    expect(item?.actor.name).toBe('A••• R•••');
    expect(item?.target).toMatchObject({ type: 'app_user', id: customer.id, label: number });
    expect(JSON.stringify(item)).not.toMatch(/asha|rao/i);
  });

  it('finds staff by a part of their name, and nobody by a part that is too short or by marks', async () => {
    const { items } = await search({ actor: 'auditor', action: ['session.started'] });
    expect(items[0]?.actor).toMatchObject({ id: auditor.id, kind: 'staff' });
    for (const actor of ['a', '%%%%%', '_____', "o'brien", '-- ;', '\\\\\\\\'])
      expect((await search({ actor })).items).toEqual([]);
  });

  it('says so when more people fit than can be meant', async () => {
    await unattributed(`insert into app_user (id, username, email, display_name, created_at, updated_at)
      select gen_random_uuid(), 'crowd' || n, 'crowd' || n || '@example.com', 'Crowded House ' || n, now(), now()
      from generate_series(1, 51) n`);
    await expect(search({ actor: 'crowded' })).rejects.toEqual(refusedField('actor', 'TOO_MANY_PEOPLE'));
  });

  it('finds by target: a customer number stands for the customer and their applications', async () => {
    const { id } = await customer.api.application.overview();
    const [seen] = await plantEvents(bank, [{ at: ago(200), target: { type: 'kyc_application', id } }]);
    expect(idsOf((await search({ target: number, ...period(200, 201) })).items)).toEqual([seen]);
    const [item] = (await search({ target: id.toUpperCase(), ...period(200, 201) })).items;
    expect(item?.target).toEqual({ type: 'kyc_application', id, label: number, caseId: id });
    expect((await search({ target: number, targetType: 'kyc_document' })).items).toEqual([]);
  });

  it('finds by category, by action, and by what both allow', async () => {
    const { items } = await search({ category: ['access'], actor: number });
    expect(new Set(items.map(({ category }) => category))).toEqual(new Set(['access']));
    expect((await search({ category: ['access'], action: ['session.started'] })).items).toEqual([]);
  });

  it('finds one address and a whole network', async () => {
    const events = ['198.51.100.7', '198.51.100.9', '2001:db8::5'].map((ip) => ({ at: ago(300), ip }));
    const [seven, nine, six] = await plantEvents(bank, events);
    const found = async (ip: string) => new Set(idsOf((await search({ ip, ...period(300, 301) })).items));
    expect(await found('198.51.100.7')).toEqual(new Set([seven]));
    expect(await found('198.51.100.8/29')).toEqual(new Set([nine]));
    expect(await found('198.51.100.1/24')).toEqual(new Set([seven, nine]));
    expect(await found('2001:db8::/32')).toEqual(new Set([six]));
  });

  it('takes typed text for what it is: quotes, wildcards, backslashes and line breaks', async () => {
    const agents = [
      '100% sure',
      '100 sure',
      'a_b',
      'axb',
      String.raw`C:\temp`,
      'say "hi"',
      'two\r\nlines',
      "it's",
      '$1 ?',
    ];
    const ids = await plantEvents(
      bank,
      agents.map((agent) => ({ at: ago(400), agent })),
    );
    for (const [at, text] of agents.entries()) {
      const { items } = await search({ text, ...period(400, 401) });
      expect([text, idsOf(items)]).toEqual([text, [ids[at]]]);
    }
    expect((await search({ text: 'SAY "HI"', ...period(400, 401) })).items).toHaveLength(1);
    expect((await search({ text: '%', ...period(400, 401) })).items).toHaveLength(1);
  });

  it.each([
    ['text', 'x'.repeat(10_000)],
    ['text', `%'"_`.repeat(500)],
    ['actor', 'x'.repeat(10_000)],
    ['target', 'x'.repeat(10_000)],
  ])('gives a named answer to far too much %s', async (field, typed) => {
    const answer = await request(bank.staffApp)
      .get('/trpc/audit.search')
      .set('authorization', `Bearer ${auditor.access}`)
      .query({ input: JSON.stringify({ [field]: typed }) });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: { data: { fieldErrors: { [field]: [{ code: 'TOO_LONG' }] } } } });
  });

  it('reads on where a text is rare: a page may be empty and still has a next one', async () => {
    const events = Array.from({ length: 12 }, (_, at) => ({ at: ago(500 + at), agent: at === 0 ? 'needle' : 'hay' }));
    const [needle] = await plantEvents(bank, events);
    const em = bank.deps.orm.em.fork();
    const wanted = {
      parts: [{ sql: 'e.at >= ? and e.at < ?', params: [ago(500), ago(600)] }],
      text: { sql: 'e.canonical ilike ?', params: ['%needle%'] },
      ...({ recordsRead: 5, order: 'newest', limit: 2 } as const),
    };
    const start = await readPage(em, wanted);
    expect(start).toMatchObject({ rows: [], previous: null, readUntil: ago(507).toISOString() });
    const middle = await readPage(em, { ...wanted, cursor: start.next ?? '' });
    expect(middle).toMatchObject({ rows: [], readUntil: ago(502).toISOString() });
    const end = await readPage(em, { ...wanted, cursor: middle.next ?? '' });
    expect([idsOf(end.rows), end.next, end.readUntil]).toEqual([[needle], null, null]);
  });

  it('shows what was tampered with instead of breaking on it', async () => {
    const events = ['{', 'null', '{"after":{"to":{"a":[]}}}'].map((canonical) => ({ at: ago(700), canonical }));
    await plantEvents(bank, [...events, { at: ago(700), action: 'case.stolen', after: { name: 'Asha' } }]);
    const { items } = await search({ ...period(700, 701) });
    expect(items.map((item) => AuditItem.parse(item).facts)).toEqual(
      Array.from({ length: 4 }, () => ({ before: null, after: null })),
    );
    expect(new Set(items.map(({ category }) => category))).toEqual(new Set(['review', null]));
  });
});

describe('a look at the audit log', () => {
  const looks = (action: string) =>
    bank.owner<{ after: Record<string, unknown>; canonical: string }>(
      `select canonical, canonical::jsonb -> 'after' as after from audit_event where actor_id = ? and action = ? order by at, id`,
      [auditor.id, action],
    );

  it('is on record once for all pages of a search, with ids and never with what was typed', async () => {
    const before = (await looks('audit.searched')).length;
    const first = await search({ actor: customer.email, limit: 1 });
    await search({ actor: customer.email, limit: 1, cursor: first.next ?? '' });
    await search({ actor: customer.email, order: 'oldest' });
    const after = await looks('audit.searched');
    expect(after).toHaveLength(before + 1);
    expect(after.at(-1)?.after).toMatchObject({ filters: ['actor'], people: [customer.id] });
    expect(after.at(-1)?.canonical).not.toContain(customer.email);
    await search({ actor: customer.email, text: 'anything' });
    expect(await looks('audit.searched')).toHaveLength(before + 2);
    await bank.setNow(new Date(bank.now().getTime() + 11 * 60_000));
    await search({ actor: customer.email, text: 'anything' });
    expect(await looks('audit.searched')).toHaveLength(before + 3);
  });

  it('is on record for one record, a person and a case', async () => {
    const [item] = (await search({ actor: number })).items;
    const { id } = await customer.api.application.overview();
    await auditor.api.audit.event({ id: item?.id ?? '' });
    await auditor.api.audit.event({ id: item?.id ?? '' });
    await auditor.api.audit.personTrail({ id: customer.id });
    await auditor.api.audit.caseTrail({ id });
    for (const action of ['audit.viewed', 'audit.person-followed', 'audit.case-followed'])
      expect([action, (await looks(action)).length]).toEqual([action, 1]);
  });
});
