import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, SSN, type SignedInCustomer, type TestBank } from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const ADA = '0197f3a0-0000-4000-8000-000000000001';
const ada = { firstName: 'Ada', lastName: 'Marsh', dateOfBirth: '1975-11-30', country: 'US' } as const;
const put = { code: 'owners', nobodyAtThreshold: false } as const;
const inBusiness = async () => bank.customer({ country: 'US', applicantKind: 'business' });
const without = (path: string) => ({ cause: { fields: { [path]: [{ code: 'REQUIRED' }] } } });

const OTHERS = [
  ['first name', { firstName: 'Eda' }],
  ['last name', { lastName: 'Marshall' }],
  ['birth date', { dateOfBirth: '1975-11-29' }],
] as const;

describe('a number given earlier', () => {
  it.each(OTHERS)('does not go to an owner of another %s', async (_, other) => {
    const { requirements } = (await inBusiness()).api;
    const owner = { key: ADA, ...ada, sharePercent: 60 };
    await requirements.put({ ...put, owners: [{ ...owner, numberKind: 'ssn', number: SSN }] });
    const changed = { ...owner, ...other, numberKind: 'ssn' } as const;
    await expect(requirements.put({ ...put, owners: [changed] })).rejects.toMatchObject(without('owners.0.number'));
    await expect(requirements.put({ ...put, owners: [owner] })).resolves.toMatchObject({ state: 'submitted' });
  });

  it.each(OTHERS)('does not go to a control person of another %s', async (_, other) => {
    const { requirements } = (await inBusiness()).api;
    const president = { code: 'control_person', ...ada, title: 'President' } as const;
    await requirements.put({ ...president, numberKind: 'ssn', number: SSN });
    await expect(requirements.put({ ...president, ...other, numberKind: 'ssn' })).rejects.toMatchObject(
      without('number'),
    );
    await expect(requirements.put({ ...president, title: 'Treasurer' })).resolves.toMatchObject({ state: 'submitted' });
  });

  it.each(OTHERS)('has no mask beside a draft of another %s', async (_, other) => {
    const { requirements } = (await inBusiness()).api;
    await requirements.put({ code: 'control_person', ...ada, title: 'President', numberKind: 'ssn', number: SSN });
    const draft = { ...ada, numberKind: 'ssn' };
    await requirements.saveDraft({ code: 'control_person', fields: draft });
    expect((await requirements.form()).rows.control_person?.masked).toEqual({ number: '•••• 4399' });
    await requirements.saveDraft({ code: 'control_person', fields: { ...draft, ...other } });
    expect((await requirements.form()).rows.control_person?.masked).toEqual({});
  });
});

describe('a passport', () => {
  it('has one index in every row that may hold it, and another in another country', async () => {
    const one = await bank.customer();
    const passport = { kind: 'passport', passportNumber: 'k7 654321', passportCountry: 'BR' } as const;
    await one.api.requirements.put({ code: 'tax_id_alternative', ...passport });
    const other = await inBusiness();
    const person = { ...ada, country: 'BR', numberKind: 'passport', number: 'K7654321' } as const;
    await other.api.requirements.put({ ...put, owners: [{ key: ADA, ...person, sharePercent: 60 }] });
    await other.api.requirements.put({ code: 'control_person', ...person, country: 'PT', title: 'President' });
    const found = await bank.owner<{ kinds: string }>(
      `select string_agg(kind, ' ' order by kind) as kinds from identifier_index where customer_id in (?, ?)
       group by value_index order by kinds`,
      [one.id, other.id],
    );
    expect(found.map(({ kinds }) => kinds)).toEqual([
      'control_person:passport',
      'owners:passport tax_id_alternative:passport',
    ]);
  });
});

const kept = async ({ id }: SignedInCustomer) => {
  const [row] = await bank.owner(
    `select ssn_encrypted is not null as ssn,
       (select count(*)::int from customer_data d where d.customer_id = c.id) as data,
       (select string_agg(kind, ' ') from identifier_index i where i.customer_id = c.id) as kinds
     from customer c where id = ?`,
    [id],
  );
  return row;
};

describe('of two rows that stand for one another', () => {
  it('one is kept, also over a withdrawal and a new start', async () => {
    const customer = await bank.customer();
    const { requirements, application } = customer.api;
    await requirements.put({ code: 'tax_id_alternative', kind: 'itin', itin: '912-70-1234' });
    await application.withdraw();
    await application.start();
    await requirements.put({ code: 'ssn', ssn: SSN });
    expect(await kept(customer)).toEqual({ ssn: true, data: 0, kinds: 'ssn' });
    await requirements.put({ code: 'tax_id_alternative', kind: 'itin', itin: '912-70-1234' });
    expect(await kept(customer)).toEqual({ ssn: false, data: 1, kinds: 'tax_id_alternative:itin' });
  });

  it('none is chosen by the name of a row that stands alone', async () => {
    const { api } = await bank.customer();
    const { status } = await api.application.overview();
    for (const code of ['address', 'identity', 'photo_id', 'email', 'consent'] as const)
      await expect(api.requirements.choose({ code })).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } });
    expect((await api.application.overview()).status).toBe(status);
  });
});

describe('a draft', () => {
  it('stored holds no field but the row’s own', async () => {
    const { requirements } = (await bank.customer()).api;
    const odd = { 'itin ': '912701234', ITIN: '912701234', 'itin.x': '912701234', 'owners.0.firstName': 'Ada' };
    const fields = { kind: 'passport', passportCountry: 'BR' };
    await requirements.choose({ code: 'tax_id_alternative' });
    await requirements.saveDraft({ code: 'tax_id_alternative', fields: { ...fields, ...odd } });
    expect((await requirements.form()).rows.tax_id_alternative?.fields).toEqual(fields);
  });
});
