import type { CaseView } from '@ostiary/domain/review';
import type { ApplicationId } from '@ostiary/domain/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ADDRESS,
  createTestBank,
  giveDocuments,
  IDENTITY,
  type SignedInCustomer,
  type SignedInStaff,
  samplePdf,
  SSN,
  type TestBank,
  upload,
} from '../../testing.ts';

let bank: TestBank;
let holder: SignedInStaff;
let other: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  holder = await bank.staff('reviewer');
  other = await bank.newStaff('reviewer');
});
afterAll(() => bank.close());

let numbers = 0;
const NUMBER = () => `B${30_000_000 + (numbers += 1)}`;
const ISSUED = '2026-11-02';

/** Everything given, with a bill that prints these lines; not yet submitted. */
async function applicant(print: (number: string) => string): Promise<{ customer: SignedInCustomer; number: string }> {
  const customer = await bank.customer();
  const { put } = customer.api.requirements;
  await put({ code: 'identity', ...IDENTITY });
  await put({ code: 'address', ...ADDRESS });
  await put({ code: 'ssn', ssn: SSN });
  await put({ code: 'consent', accepted: true });
  await giveDocuments(bank, customer, { isChecked: false });
  const { results } = await customer.api.documents.list();
  const bill = results.find(({ documentType }) => documentType === 'UTILITY_BILL');
  if (bill) await customer.api.documents.remove({ id: bill.id });
  const number = NUMBER();
  const file = { name: 'bill.pdf', mediaType: 'application/pdf', bytes: await samplePdf(print(number)) };
  const fields = { documentType: 'UTILITY_BILL', documentNumber: number, issuedOn: ISSUED, file };
  expect((await upload(bank, customer.access, fields)).status).toBe(201);
  await bank.runJobs();
  return { customer, number };
}

async function claimed({ customer }: { customer: SignedInCustomer }): Promise<ApplicationId> {
  await bank.runJobs();
  await customer.api.application.submit();
  const { id } = await customer.api.application.overview();
  await holder.api.review.claim({ id });
  return id;
}

const factsOf = async (staff: SignedInStaff, id: ApplicationId) => {
  const shown = await staff.api.review.case({ id });
  return (label: string, requirement?: string): CaseView['comparison'][number] | undefined =>
    shown.comparison.find(
      (fact) => fact.label === label && (requirement === undefined || fact.requirement === requirement),
    );
};

const same = (number: string) =>
  `Lake Power (fictional)\nAccount number: ${number}\nBill date: 2 November 2026\nAVERY STONE\n400 N Lake Street\nChicago, IL 60611\nTax ${SSN}`;

describe('what was typed beside what the papers say', { timeout: 90_000 }, () => {
  it('agrees where they agree, identifiers masked on every side', async () => {
    const { customer, number } = await applicant(same);
    const id = await claimed({ customer });
    const fact = await factsOf(holder, id);
    expect(fact('name')).toMatchObject({ typed: 'Avery Stone', document: 'AVERY STONE', differs: false });
    expect(fact('documentNumber', 'proof_of_address')).toMatchObject({
      typed: `•••• ${number.slice(-4)}`,
      document: `•••• ${number.slice(-4)}`,
      differs: false,
    });
    expect(fact('issuedOn', 'proof_of_address')).toMatchObject({
      typed: ISSUED,
      document: '2 November 2026',
      differs: false,
    });
    expect(fact('ssn')).toMatchObject({ typed: '•••-••-4399', document: '•••-••-4399', differs: false });
    expect(fact('dateOfBirth')).toMatchObject({ typed: '1990-04-12', document: null, differs: false });
    const text = JSON.stringify((await holder.api.review.case({ id })).comparison);
    expect(text).not.toContain(number);
    expect(text).not.toMatch(/536[- ]?90/);
  });

  it('shows address and birth date to who holds the case and to second approvers, and only that to others', async () => {
    const id = await claimed(await applicant((number) => `${same(number)}\nDate of birth: 12 April 1990`));
    const whole = { address: '400 N Lake Street, Chicago, 60611', dateOfBirth: '12 April 1990' };
    for (const staff of [holder, await bank.staff('admin')]) {
      const fact = await factsOf(staff, id);
      expect(fact('address')).toMatchObject({ typed: expect.stringContaining(ADDRESS.line1), document: whole.address });
      expect(fact('dateOfBirth')).toMatchObject({ typed: '1990-04-12', document: whole.dateOfBirth, differs: false });
    }
    for (const staff of [other, await bank.staff('auditor')]) {
      const fact = await factsOf(staff, id);
      const veiled = { typed: '•••', document: '•••', differs: false };
      expect([fact('address'), fact('dateOfBirth')]).toMatchObject([veiled, veiled]);
      expect(JSON.stringify((await staff.api.review.case({ id })).comparison)).not.toMatch(/Lake|60611|1990/);
    }
  });

  it('differs where a paper names somebody, something or some day else', async () => {
    const print = () => 'Customer name: Jordan Reyes\nAccount number: B99999999\nBill date: 9 September 2025';
    const id = await claimed(await applicant(print));
    const fact = await factsOf(holder, id);
    expect(fact('name')).toMatchObject({ document: 'Jordan Reyes', differs: true });
    expect(fact('documentNumber', 'proof_of_address')).toMatchObject({ document: '•••• 9999', differs: true });
    expect(fact('issuedOn', 'proof_of_address')).toMatchObject({ document: '9 September 2025', differs: true });
    expect(fact('address')).toMatchObject({ document: null, differs: false });
  });

  it('differs once something else is typed after the reading', async () => {
    const { customer } = await applicant(same);
    await customer.api.requirements.put({ code: 'address', ...ADDRESS, line1: '12 Rush Walk', postalCode: '60699' });
    await customer.api.requirements.put({
      code: 'identity',
      firstName: 'Jordan',
      lastName: 'Stone',
      dateOfBirth: '1990-04-12',
    });
    const fact = await factsOf(holder, await claimed({ customer }));
    expect([fact('name'), fact('address')]).toMatchObject([{ differs: true }, { differs: true }]);
  });

  it('has the registers’ words, and differs where they know another value, not where they know none', async () => {
    const id = await claimed(await applicant(same));
    await bank.owner('delete from identity_check where application_id = ?', [id]);
    const answer = (requirement: string, kind: string, facts: string[]) =>
      bank.owner(
        `insert into identity_check (id, application_id, kind, requirement, subject_hash, provider, requested_at, state,
           finished_at, reference, evidence, attempts)
         values (gen_random_uuid(), ?, ?, ?, sha256('x'), 'test', now(), 'MISMATCH', now(), 'r', ?::jsonb, 1)`,
        [id, kind, requirement, JSON.stringify({ facts })],
      );
    await answer('photo_id', 'document', ['DOCUMENT_UNKNOWN']);
    await answer('ssn', 'pan', ['NUMBER_KNOWN', 'NAME_DIFFERS']);
    const fact = await factsOf(holder, id);
    expect(fact('documentNumber', 'photo_id')).toMatchObject({
      register: 'The issuer does not know this document',
      differs: false,
    });
    expect(fact('ssn')).toMatchObject({ register: 'The register knows this number', differs: false });
    expect(fact('name')).toMatchObject({ register: 'It stands there under another name', differs: true });
  });

  it('does without a reading that does not open', async () => {
    const { customer } = await applicant(same);
    const id = await claimed({ customer });
    await bank.owner(
      'update kyc_document set reading_encrypted = ? where customer_id = ? and reading_encrypted is not null',
      [`gAAAAA${'B'.repeat(94)}`, customer.id],
    );
    const fact = await factsOf(holder, id);
    expect(fact('name')).toMatchObject({ typed: 'Avery Stone', document: null, differs: false });
  });
});
