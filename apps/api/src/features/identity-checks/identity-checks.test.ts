import type { CheckState } from '@ostiary/domain/identity-checks';
import type { CheckKind } from '@ostiary/domain/policy';
import type { PutRequirementInput, RequirementCode } from '@ostiary/domain/requirements';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADDRESS, createTestBank, type SignedInCustomer, type TestBank, upload, samplePicture } from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const ASHA = { code: 'identity', firstName: 'Asha', lastName: 'Verma', dateOfBirth: '1990-04-12' } as const;
const AADHAAR = { code: 'aadhaar', aadhaar: '2341 2341 2346' } as const;
const IFSC = 'HDFC0002854';
const indian = () => bank.customer({ country: 'IN', applicantKind: 'individual' });
const rowOf = async ({ api }: SignedInCustomer, code: RequirementCode) =>
  (await api.application.overview()).rows.find((row) => row.code === code);

interface StoredCheck {
  readonly id: string;
  readonly kind: CheckKind;
  readonly state: CheckState;
  readonly attempts: number;
  readonly evidence: { readonly facts: string[] } | null;
}

/** Oldest first. */
const checksOf = ({ id }: SignedInCustomer, kind: CheckKind) =>
  bank.owner<StoredCheck>(
    `select c.id, c.kind, c.state, c.attempts, c.evidence from identity_check c
     join kyc_application a on a.id = c.application_id where a.customer_id = ? and c.kind = ? order by c.requested_at`,
    [id, kind],
  );

/** What their reviewer sees, by a second pair of eyes. */
async function caseOf({ api }: SignedInCustomer) {
  const { id } = await api.application.overview();
  // What nobody handed in is nobody's to read.
  await bank.owner('update kyc_application set submitted_at = coalesce(submitted_at, ?) where id = ?', [
    bank.now(),
    id,
  ]);
  return (await bank.staff('auditor')).api.review.case({ id });
}

interface Magic {
  readonly state: CheckState;
  readonly row: 'submitted' | 'refused';
  readonly facts: readonly string[];
  readonly signal: string | null;
  readonly attempts?: number;
}
const ENDINGS: Record<string, Magic> = {
  '2346': { state: 'MATCH', row: 'submitted', facts: ['NAME_SAME'], signal: null },
  '9409': { state: 'MISMATCH', row: 'submitted', facts: ['NAME_DIFFERS'], signal: 'CHECK_MISMATCH' },
  '9404': { state: 'NOT_FOUND', row: 'refused', facts: ['NUMBER_UNKNOWN'], signal: 'CHECK_NOT_FOUND' },
  '9425': { state: 'MATCH', row: 'submitted', facts: ['NAME_SAME'], signal: null },
  '9408': { state: 'UNAVAILABLE', row: 'submitted', facts: [], signal: 'CHECK_NOT_MADE' },
  '9503': { state: 'UNAVAILABLE', row: 'submitted', facts: [], signal: 'CHECK_NOT_MADE' },
};
const AADHAARS = ['234123412346', '234123459409', '234123469404', '234123479425', '234123449408', '234123429503'];

const inputs: Record<'aadhaar' | 'pan' | 'bank_account', (ending: string) => PutRequirementInput> = {
  aadhaar: (ending) => ({ code: 'aadhaar', aadhaar: AADHAARS.find((number) => number.endsWith(ending)) ?? '' }),
  pan: (ending) => ({ code: 'pan', pan: `AAPPV${ending}K` }),
  bank_account: (ending) => ({
    code: 'bank_account',
    holderName: 'Asha Verma',
    accountNumber: `50100123${ending}`,
    ifsc: IFSC,
  }),
};
const KINDS = ['aadhaar', 'pan', 'bank_account'] as const;

describe.each(KINDS)('a check of %s', (kind) => {
  it.each(Object.entries(ENDINGS))('of a number that ends in %s comes to its documented end', async (ending, magic) => {
    const customer = await indian();
    await customer.api.requirements.put(ASHA);
    await expect(customer.api.requirements.put(inputs[kind](ending))).resolves.toMatchObject({ isChecking: true });
    await bank.runJobs();
    const [check, ...more] = await checksOf(customer, kind);
    expect(more).toEqual([]);
    expect(check).toMatchObject({ state: magic.state, attempts: 1 });
    for (const fact of magic.facts) expect(check?.evidence?.facts).toContain(fact);
    const row = await rowOf(customer, kind);
    expect(row).toMatchObject({ state: magic.row, isChecking: false });
    expect(row?.refusal?.code).toBe(magic.row === 'refused' ? 'CHECK_FAILED' : undefined);
    const { timeline } = await customer.api.application.overview();
    expect(timeline.some(({ kind: told }) => told === 'check_failed')).toBe(magic.row === 'refused');
    const { checks, signals } = await caseOf(customer);
    const shown = checks.find((one) => one.kind === kind);
    expect(shown).toMatchObject({ requirement: kind, state: magic.state, provider: 'simulator' });
    expect(shown?.evidence.length ?? 0).toBeGreaterThanOrEqual(magic.facts.length);
    const told = signals.map(({ code }) => code).filter((code) => code.startsWith('CHECK_'));
    expect(told).toEqual(magic.signal === null ? [] : [magic.signal]);
  });
});

describe('a document check', () => {
  it.each([
    ['N1000001', 'MATCH'],
    ['N1009409', 'MISMATCH'],
    ['N1009404', 'NOT_FOUND'],
    ['N1009503', 'UNAVAILABLE'],
  ] as const)('of a passport numbered %s says %s and asks the applicant for nothing', async (documentNumber, state) => {
    const customer = await indian();
    await customer.api.requirements.put(ASHA);
    const file = { name: 'p.jpg', mediaType: 'image/jpeg', bytes: await samplePicture('jpeg', 3) };
    const fields = { documentType: 'PASSPORT', documentNumber, expiresOn: '2034-06-01', file };
    expect((await upload(bank, customer.access, fields)).status).toBe(201);
    await bank.runJobs();
    expect(await checksOf(customer, 'document')).toMatchObject([{ state }]);
    expect(await rowOf(customer, 'photo_id')).toMatchObject({ state: 'submitted', isChecking: false });
  });

  it('of a licence waits for both of its sides', async () => {
    const customer = await indian();
    await customer.api.requirements.put(ASHA);
    for (const [seed, side] of (['FRONT', 'BACK'] as const).entries()) {
      expect(await checksOf(customer, 'document')).toEqual([]);
      const file = { name: `${side}.jpg`, mediaType: 'image/jpeg', bytes: await samplePicture('jpeg', 40 + seed) };
      const fields = {
        documentType: 'DRIVER_LICENSE',
        documentNumber: 'S5551234',
        side,
        expiresOn: '2034-06-01',
        file,
      };
      expect((await upload(bank, customer.access, fields)).status).toBe(201);
      await bank.runJobs();
    }
    expect(await checksOf(customer, 'document')).toMatchObject([{ state: 'MATCH' }]);
  });
});

describe('the data of a check', () => {
  it('is asked about once, however often it is given', async () => {
    const customer = await indian();
    await customer.api.requirements.put(ASHA);
    for (let times = 0; times < 3; times += 1) await customer.api.requirements.put(AADHAAR);
    await bank.runJobs();
    await expect(customer.api.requirements.put(AADHAAR)).resolves.toMatchObject({ isChecking: false });
    await bank.runJobs();
    expect(await checksOf(customer, 'aadhaar')).toMatchObject([{ state: 'MATCH', attempts: 1 }]);
  });

  it('is asked about anew once the number or the name changes, and only then', async () => {
    const customer = await indian();
    const { put } = customer.api.requirements;
    await put(ASHA);
    await put(inputs.aadhaar('9404'));
    await bank.runJobs();
    expect(await rowOf(customer, 'aadhaar')).toMatchObject({ state: 'refused' });
    await put(AADHAAR);
    await bank.runJobs();
    expect(await rowOf(customer, 'aadhaar')).toMatchObject({ state: 'submitted' });
    await put({ ...ASHA, lastName: 'Rao' });
    await put({
      code: 'address',
      ...ADDRESS,
      line1: '14 Karve Road',
      region: 'MH',
      postalCode: '411004',
      country: 'IN',
    });
    await bank.runJobs();
    expect((await checksOf(customer, 'aadhaar')).map(({ state }) => state)).toEqual(['NOT_FOUND', 'MATCH', 'MATCH']);
  });

  it('that got no answer keeps nobody waiting when it is given again', async () => {
    const customer = await indian();
    await customer.api.requirements.put(inputs.bank_account('9503'));
    await bank.runJobs();
    await expect(customer.api.requirements.put(inputs.bank_account('9503'))).resolves.toMatchObject({
      isChecking: false,
    });
  });

  it('that comes back brings its answer back', async () => {
    const customer = await indian();
    const { put } = customer.api.requirements;
    await put(ASHA);
    for (const input of [inputs.aadhaar('9404'), AADHAAR, inputs.aadhaar('9404')]) {
      await put(input);
      await bank.runJobs();
    }
    expect(await rowOf(customer, 'aadhaar')).toMatchObject({ state: 'refused' });
    expect((await checksOf(customer, 'aadhaar')).map(({ attempts }) => attempts)).toEqual([1, 1]);
  });

  it('that was replaced before its turn is not asked about', async () => {
    const customer = await indian();
    await customer.api.requirements.put(ASHA);
    await customer.api.requirements.put(inputs.aadhaar('9404'));
    await customer.api.requirements.put(AADHAAR);
    await bank.runJobs();
    const [old, current] = await checksOf(customer, 'aadhaar');
    expect([old?.state, current?.state]).toEqual(['UNAVAILABLE', 'MATCH']);
    expect((await caseOf(customer)).signals.map(({ code }) => code)).not.toContain('CHECK_NOT_MADE');
  });

  it('waits for its other half: an Aadhaar number without a name is not asked about', async () => {
    const customer = await indian();
    await customer.api.requirements.put(AADHAAR);
    expect(await checksOf(customer, 'aadhaar')).toEqual([]);
    await customer.api.requirements.put(ASHA);
    expect(await checksOf(customer, 'aadhaar')).toHaveLength(1);
  });

  it('follows a name that is changed in the profile', async () => {
    const customer = await indian();
    await customer.api.requirements.put(ASHA);
    await customer.api.profile.update({ lastName: 'Rao' });
    expect(await checksOf(customer, 'screening')).toHaveLength(2);
  });
});
