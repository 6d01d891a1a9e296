import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicRouter } from '../../router.ts';
import { createTestBank, giveEverything, type SignedInCustomer, SSN, type TestBank } from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const CHICAGO = { line1: '400 North Lake Street', city: 'Chicago', region: 'IL', postalCode: '60611' };
const person = (lastName: string, number: string) => ({
  firstName: 'Ada',
  lastName,
  dateOfBirth: '1975-11-30',
  country: 'US',
  numberKind: 'ssn' as const,
  number,
});

async function caseOf({ api }: SignedInCustomer) {
  const { id } = await api.application.overview();
  // What nobody handed in is nobody's to read.
  await bank.owner('update kyc_application set submitted_at = coalesce(submitted_at, ?) where id = ?', [
    bank.now(),
    id,
  ]);
  return (await bank.staff('auditor')).api.review.case({ id });
}

/** Everything a customer can read without naming a thing: every query of their door, and their own data. */
async function everythingToldTo({ api }: SignedInCustomer): Promise<string[]> {
  // tRPC types its flat record by procedure; here every one is alike.
  const procedures = publicRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  const queries = Object.entries(procedures).filter(([, { _def }]) => _def.type === 'query');
  const told: string[] = [];
  for (const [path] of [...queries, ['privacy.export']]) {
    // Paths of the router name functions of its caller.
    const call = path?.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], api);
    const answer = await (call as () => Promise<unknown>)().catch(() => null);
    told.push(`${path} ${JSON.stringify(answer)}`);
  }
  return told;
}

/** Without what differs between any two people. */
const levelled = (told: readonly string[]) =>
  told.map((text) =>
    text
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'AT')
      .replaceAll(/[0-9a-f]{64}/g, 'HASH')
      .replaceAll(/customer\d+|CUST\d+|c\d{9}|\+1\d{10}|[SB]1\d{7}|\b[56]\d{8}\b/g, 'WHO')
      .replaceAll(/Sandbox-\w+/g, 'NAME')
      .replaceAll(/••••\s?\w{4}|\b\d{4}\b|"sizeBytes":\d+/g, 'N'),
  );

async function applicantNamed(lastName: string): Promise<SignedInCustomer> {
  const customer = await bank.customer();
  await giveEverything(bank, customer);
  await customer.api.requirements.put({ code: 'identity', firstName: 'Avery', lastName, dateOfBirth: '1990-04-12' });
  await bank.runJobs();
  await customer.api.application.submit();
  return customer;
}

describe('screening', () => {
  it.each([
    ['Sandbox-Slow', 'MATCH', null],
    ['Sandbox-Listed', 'MISMATCH', 'SCREENING_HIT'],
    ['Sandbox-Silent', 'UNAVAILABLE', 'CHECK_NOT_MADE'],
    ['Sandbox-Down', 'UNAVAILABLE', 'CHECK_NOT_MADE'],
  ])('of %s comes to %s, and lets the applicant go on', async (lastName, state, signal) => {
    const customer = await applicantNamed(lastName);
    const { checks, signals, status } = await caseOf(customer);
    expect(status).toBe('SUBMITTED');
    expect(checks.find(({ kind }) => kind === 'screening')).toMatchObject({ requirement: 'identity', state });
    expect(signals.map(({ code }) => code).filter((code) => /CHECK|SCREEN/.test(code))).toEqual(signal ? [signal] : []);
  });

  it('tells a listed customer exactly what it tells any other', async () => {
    const [listed, other] = [await applicantNamed('Sandbox-Listed'), await applicantNamed('Sandbox-Plain')];
    expect((await caseOf(listed)).checks.flatMap(({ evidence }) => evidence)).toContain(
      'A sanctions list may name the applicant',
    );
    const told = await everythingToldTo(listed);
    expect(told.filter((text) => !text.endsWith(' null')).length).toBeGreaterThan(8);
    expect(told.join('\n')).not.toMatch(/sanction|LIST_ENTRY|SCREENING|MISMATCH|SIM-|a list/i);
    expect(levelled(told)).toEqual(levelled(await everythingToldTo(other)));
  });

  it('looks at a company, its owners and its control person once all are known', async () => {
    const customer = await bank.customer({ country: 'US', applicantKind: 'business' });
    const { put } = customer.api.requirements;
    await put({ code: 'business', legalName: 'Lakeside Bakery LLC', registrationNumber: '12-3456789', ...CHICAGO });
    const key = '0197f3a0-0000-4000-8000-000000000001';
    await put({
      code: 'owners',
      owners: [{ key, ...person('Sandbox-Listed', SSN), sharePercent: 60 }],
      nobodyAtThreshold: false,
    });
    await bank.runJobs();
    expect((await caseOf(customer)).checks).toEqual([]);
    await put({ code: 'control_person', ...person('Marsh', '612-45-7788'), title: 'President' });
    await bank.runJobs();
    const { rows, timeline } = await customer.api.application.overview();
    expect(rows.find(({ code }) => code === 'business')).toMatchObject({ state: 'submitted', isChecking: false });
    expect(timeline.map(({ kind }) => kind)).not.toContain('check_failed');
    const { checks } = await caseOf(customer);
    expect(checks).toMatchObject([
      {
        kind: 'screening',
        requirement: 'business',
        state: 'MISMATCH',
        evidence: ['A sanctions list may name an owner'],
      },
    ]);
  });
});

describe('a number that two customers gave', () => {
  it('is a signal for both cases, in whatever row it stands', async () => {
    const [one, other] = [
      await bank.customer({ country: 'IN', applicantKind: 'individual' }),
      await bank.customer({ country: 'IN', applicantKind: 'individual' }),
    ];
    // Their contacts are new, for all of them.
    const codes = async (customer: SignedInCustomer) =>
      (await caseOf(customer)).signals.map(({ code }) => code).filter((code) => code !== 'CONTACT_NEW');
    const account = { holderName: 'Asha Verma', accountNumber: '50100123456', ifsc: 'HDFC0002854' };
    for (const { api } of [one, other]) {
      expect(await codes(one)).toEqual([]);
      await api.requirements.put({ code: 'aadhaar', aadhaar: '2341 2341 2346' });
      await api.requirements.put({ code: 'pan', pan: 'AAPPV8261K' });
      await api.requirements.put({ code: 'bank_account', ...account });
    }
    const shared = ['AADHAAR_SHARED', 'BANK_ACCOUNT_SHARED', 'PAN_SHARED'];
    expect((await codes(one)).toSorted()).toEqual(shared);
    expect((await codes(other)).toSorted()).toEqual(shared);
    const company = await bank.customer({ country: 'IN', applicantKind: 'business' });
    const owner = { ...person('Marsh', 'AAPPV8261K'), numberKind: 'pan' as const, country: 'IN' };
    await company.api.requirements.put({ code: 'control_person', ...owner, title: 'Director' });
    expect(await codes(company)).toEqual(['OWNER_SHARED']);
  });
});
