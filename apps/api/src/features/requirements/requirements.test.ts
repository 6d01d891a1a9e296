import type { PutRequirementInput } from '@ostiary/domain/requirements';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, IDENTITY, SSN, type SignedInCustomer, type TestBank } from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const refusedFields = (fields: Record<string, string>) => ({
  cause: {
    code: 'INVALID_INPUT',
    fields: Object.fromEntries(
      Object.entries(fields).map(([path, code]) => [path, [expect.objectContaining({ code })]]),
    ),
  },
});

/** What the input's own schema refuses, before any service sees it. */
const misread = (...issues: readonly [path: string, code: string][]) => ({
  cause: { issues: issues.map(([path, message]) => expect.objectContaining({ path: path.split('.'), message })) },
});

const PUNE = { line1: '14 Karve Road', city: 'Pune', region: 'MH', postalCode: '411004' };
const CHICAGO = { line1: '400 North Lake Street', city: 'Chicago', region: 'IL', postalCode: '60611' };
const IN_ACCOUNT = { holderName: 'Asha Verma', accountNumber: '50100123456789', ifsc: 'HDFC0002854' };
const US_ACCOUNT = { holderName: 'Lakeside Bakery LLC', accountNumber: '000123456789', routingNumber: '021000021' };
const ADA = '0197f3a0-0000-4000-8000-000000000001';
const BEN = '0197f3a0-0000-4000-8000-000000000002';
const person = (number?: string) => ({
  firstName: 'Ada',
  lastName: 'Marsh',
  dateOfBirth: '1975-11-30',
  country: 'US',
  numberKind: 'ssn' as const,
  ...(number === undefined ? {} : { number }),
});

/** Everything stored of a person outside the record, as text. */
async function stored({ id }: SignedInCustomer): Promise<string> {
  const rows = await bank.owner<{ text: string }>(
    `select d::text as text from customer_data d where customer_id = ?
     union all select c::text from customer c where id = ?
     union all select i::text from identifier_index i where customer_id = ?
     union all select e.canonical from audit_event e join kyc_application a on a.id::text = e.target_id::text where a.customer_id = ?`,
    [id, id, id, id],
  );
  return rows.map(({ text }) => text).join('\n');
}

const kindsOf = async ({ id }: SignedInCustomer) =>
  (
    await bank.owner<{ kind: string }>('select kind from identifier_index where customer_id = ? order by kind', [id])
  ).map(({ kind }) => kind);

interface Given {
  readonly input: PutRequirementInput;
  /** What the row says afterwards, masked. */
  readonly summary: string;
  readonly kinds: readonly string[];
  /** Texts that must stand nowhere. */
  readonly secrets: readonly string[];
}

const aadhaar: Given = {
  input: { code: 'aadhaar', aadhaar: '2341 2341 2346' },
  summary: 'XXXX XXXX 2346',
  kinds: ['aadhaar'],
  secrets: ['234123412346', '2341 2341 2346'],
};
const pan: Given = {
  input: { code: 'pan', pan: 'aappv8261k' },
  summary: 'AAPPVXXXXK',
  kinds: ['pan'],
  secrets: ['AAPPV8261K', 'aappv8261k'],
};
const account = (holder: object, code: string, digits: string): Given => ({
  input: { code: 'bank_account', ...holder },
  summary: `${code} •••• 6789`,
  kinds: ['bank_account'],
  secrets: [digits, code],
});
const business = (given: object, { summary, kinds, secrets }: Omit<Given, 'input'>): Given => ({
  input: { code: 'business', ...given },
  summary,
  kinds,
  secrets,
});
const owners: Given = {
  input: { code: 'owners', nobodyAtThreshold: false, owners: [{ key: ADA, ...person(SSN), sharePercent: 60 }] },
  summary: '1 owner',
  kinds: ['owners:ssn'],
  secrets: ['536904399', SSN, 'Marsh'],
};
const controlPerson: Given = {
  input: { code: 'control_person', ...person('912-70-1234'), numberKind: 'itin', title: 'President' },
  summary: 'Ada Marsh, President',
  kinds: ['control_person:itin'],
  secrets: ['912701234', '912-70-1234', 'President'],
};
const usBusiness = business(
  { legalName: 'Lakeside Bakery LLC', registrationNumber: '12-3456789', ...CHICAGO },
  {
    summary: 'Lakeside Bakery LLC, •••• 6789',
    kinds: ['business:registration'],
    secrets: ['123456789', 'North Lake'],
  },
);
const inBusiness = business(
  { legalName: 'Deccan Looms', registrationNumber: 'U72900KA2015PTC082988', gstin: '27AAPFU0939F1ZV', ...PUNE },
  {
    summary: 'Deccan Looms, •••• 2988, 27AAPFUXXXXF1ZV',
    kinds: ['business:gstin', 'business:registration'],
    secrets: ['U72900KA2015PTC082988', '27AAPFU0939F1ZV', 'Karve'],
  },
);

const usAccount = account(US_ACCOUNT, '021000021', '000123456789');
const inAccount = account(IN_ACCOUNT, 'HDFC0002854', '50100123456789');
const inIndividual = { country: 'IN', applicantKind: 'individual' } as const;
const packs = [
  ['an individual in India', inIndividual, [aadhaar, pan, inAccount]],
  [
    'a business in the US',
    { country: 'US', applicantKind: 'business' },
    [usBusiness, owners, controlPerson, usAccount],
  ],
  ['a business in India', { country: 'IN', applicantKind: 'business' }, [inBusiness, owners, controlPerson, inAccount]],
] as const;

describe.each(packs)('%s', (_, kind, given) => {
  it('gives each row: masked in the answer, indexed, and nowhere in the clear', async () => {
    const customer = await bank.customer(kind);
    for (const { input, summary } of given)
      await expect(customer.api.requirements.put(input)).resolves.toMatchObject({ state: 'submitted', summary });
    expect(await kindsOf(customer)).toEqual(given.flatMap(({ kinds }) => kinds).toSorted());
    const text = await stored(customer);
    for (const secret of given.flatMap(({ secrets }) => secrets)) expect(text).not.toContain(secret);
    const { rows } = await customer.api.requirements.form();
    expect(JSON.stringify(rows)).not.toMatch(/234123412346|AAPPV8261K|50100123456789|000123456789|536904399|912701234/);
  });

  it('is known by its name where it is a company, as a person is by theirs', async () => {
    const customer = await bank.customer(kind);
    const [first] = given;
    await customer.api.requirements.put(first.input);
    const names = await bank.owner(
      'select full_name, applicant_key from customer c join kyc_application a on a.customer_id = c.id where c.id = ?',
      [customer.id],
    );
    const name = 'legalName' in first.input ? String(first.input.legalName) : '';
    expect(names).toEqual([{ full_name: name, applicant_key: name.toLowerCase() }]);
  });

  it('has no row of another pack', async () => {
    const { api } = await bank.customer(kind);
    await expect(api.requirements.put({ code: 'ssn', ssn: SSN })).rejects.toEqual(refusedWith('NOT_FOUND'));
    await expect(api.requirements.choose({ code: 'tax_id_alternative' })).rejects.toEqual(refusedWith('NOT_FOUND'));
  });
});

describe('somebody without an SSN', () => {
  it('gives an ITIN or a passport in its place, and what stood there goes', async () => {
    const customer = await bank.customer();
    const { api } = customer;
    await api.requirements.put({ code: 'ssn', ssn: SSN });
    await expect(api.requirements.choose({ code: 'tax_id_alternative' })).resolves.toMatchObject({
      state: 'missing',
      alternative: { code: 'ssn' },
    });
    expect(await kindsOf(customer)).toEqual([]);
    const passport = { kind: 'passport', passportNumber: 'k1234567', passportCountry: 'BR' } as const;
    await expect(api.requirements.put({ code: 'tax_id_alternative', ...passport })).resolves.toMatchObject({
      summary: 'BR •••• 4567',
    });
    expect(await stored(customer)).not.toContain('1234567');
    const { rows } = await api.requirements.form();
    expect(rows.tax_id_alternative).toEqual({
      fields: { kind: 'passport', passportCountry: 'BR' },
      masked: { passportNumber: '•••• 4567' },
    });
    expect(rows.ssn).toBeUndefined();
    await api.requirements.put({ code: 'tax_id_alternative', kind: 'itin', itin: '912-70-1234' });
    expect(await kindsOf(customer)).toEqual(['tax_id_alternative:itin']);
  });

  it('may turn back, and is not asked for both', async () => {
    const customer = await bank.customer();
    await customer.api.requirements.put({ code: 'tax_id_alternative', kind: 'itin', itin: '912-70-1234' });
    await customer.api.requirements.choose({ code: 'ssn' });
    expect(await kindsOf(customer)).toEqual([]);
    const codes = (await customer.api.application.overview()).rows.map(({ code }) => code);
    expect(codes).toContain('ssn');
    expect(codes).not.toContain('tax_id_alternative');
  });

  it('has to fill in the fields of the chosen kind alone', async () => {
    const { api } = await bank.customer();
    await expect(
      api.requirements.put({ code: 'tax_id_alternative', kind: 'passport', passportNumber: 'K1' }),
    ).rejects.toMatchObject(misread(['passportNumber', 'PASSPORT_FORMAT'], ['passportCountry', 'REQUIRED']));
  });
});

describe('the owners', () => {
  const open = async () => (await bank.customer({ country: 'US', applicantKind: 'business' })).api.requirements;
  const put = { code: 'owners', nobodyAtThreshold: false } as const;
  const named = (key: string, sharePercent: number) => ({ key, firstName: 'Ada', lastName: 'Marsh', sharePercent });

  it('at the threshold must be identified, each by field', async () => {
    const { put: give } = await open();
    const gaps = { 'owners.1.dateOfBirth': 'REQUIRED', 'owners.1.country': 'REQUIRED' };
    const numbers = { 'owners.1.numberKind': 'REQUIRED', 'owners.1.number': 'REQUIRED' };
    await expect(give({ ...put, owners: [named(ADA, 24.99), named(BEN, 25)] })).rejects.toMatchObject(
      refusedFields({ ...gaps, ...numbers }),
    );
    await expect(give({ ...put, owners: [named(ADA, 24.99)] })).rejects.toMatchObject(
      refusedFields({ owners: 'OWNERS_NEEDED' }),
    );
    await expect(give({ ...put, owners: [named(ADA, 24.99)], nobodyAtThreshold: true })).resolves.toMatchObject({
      state: 'submitted',
    });
  });

  it.each([
    ['owners', '2099-01-01', 'owners.0.dateOfBirth', 'DATE_IN_FUTURE'],
    ['owners', '2020-01-01', null, null],
    ['control_person', '2020-01-01', 'dateOfBirth', 'CONTROL_PERSON_UNDER_AGE'],
    ['control_person', '1801-01-01', 'dateOfBirth', 'DATE_TOO_OLD'],
  ] as const)(
    'and who runs the company have real birth dates: %s born %s',
    async (...[code, dateOfBirth, path, problem]) => {
      const { put: give } = await open();
      const somebody = { ...person(SSN), dateOfBirth };
      const given =
        code === 'owners'
          ? give({ ...put, owners: [{ key: ADA, ...somebody, sharePercent: 60 }] })
          : give({ code, ...somebody, title: 'President' });
      if (path === null) await expect(given).resolves.toMatchObject({ state: 'submitted' });
      else await expect(given).rejects.toMatchObject({ cause: { fields: { [path]: [{ code: problem }] } } });
    },
  );

  it('cannot have more than the whole', async () => {
    const { put: give } = await open();
    const both = [named(ADA, 60), named(BEN, 40.01)];
    await expect(give({ ...put, owners: both })).rejects.toMatchObject(misread(['owners', 'SHARES_ABOVE_100']));
  });

  it('keep the number given before, under their key and beside a draft that moved them', async () => {
    const { put: give, form, saveDraft } = await open();
    const first = { key: ADA, ...person(SSN), sharePercent: 30 };
    const second = { key: BEN, ...person('219-09-1234'), sharePercent: 40 };
    await give({ ...put, owners: [first, second] });
    const fields = { 'owners.0.key': BEN, 'owners.0.numberKind': 'ssn', 'owners.0.number': '219091234' };
    await saveDraft({ code: 'owners', fields });
    expect((await form()).rows.owners?.masked).toEqual({ 'owners.0.number': '•••• 1234' });
    expect((await form()).rows.owners?.fields).not.toHaveProperty(['owners.0.number']);
    await saveDraft({ code: 'owners', fields: { ...fields, 'owners.0.numberKind': 'passport' } });
    expect((await form()).rows.owners?.masked).toEqual({});
    await give({ ...put, owners: [{ key: BEN, ...person(), sharePercent: 40 }] });
    expect((await form()).rows.owners?.masked).toEqual({ 'owners.0.number': '•••• 1234' });
  });
});

describe('a row', () => {
  it('of the wrong country’s form is refused by its fields', async () => {
    const { api } = await bank.customer(inIndividual);
    await expect(api.requirements.put({ code: 'bank_account', ...US_ACCOUNT })).rejects.toMatchObject(
      refusedFields({ ifsc: 'REQUIRED', routingNumber: 'UNKNOWN_FIELD' }),
    );
  });

  it('is closed once the application is sent', async () => {
    const customer = await bank.customer();
    await bank.owner(
      `update kyc_application set status = 'SUBMITTED', submitted_at = bank_now(), due_at = bank_now() where customer_id = ?`,
      [customer.id],
    );
    const closed = refusedWith('REQUIREMENT_CLOSED');
    await expect(customer.api.requirements.put({ code: 'identity', ...IDENTITY })).rejects.toEqual(closed);
    await expect(customer.api.requirements.choose({ code: 'tax_id_alternative' })).rejects.toEqual(closed);
    await expect(
      customer.api.requirements.put({ code: 'tax_id_alternative', kind: 'itin', itin: '912-70-1234' }),
    ).rejects.toEqual(closed);
  });
});
