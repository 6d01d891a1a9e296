import { KycDocument } from '@ostiary/db';
import type { DocumentReading } from '@ostiary/domain/kyc-documents';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestBank,
  giveOwn,
  type SignedInCustomer,
  SSN,
  staffCaller,
  submitOwn,
  type TestBank,
  testContext,
} from '../../testing.ts';
import { recordTest } from '../../testing/test-record.ts';
import { openVault } from '../../vault.ts';
import { getFile } from '../requirements/case-file.service.ts';
import { assessAgain } from './assess-risk.service.ts';
import { findOthers } from './find-others.service.ts';

const NOTHING_READ: DocumentReading = {
  name: null,
  businessName: null,
  dateOfBirth: null,
  street: null,
  city: null,
  postalCode: null,
  number: null,
  issuedOn: null,
  expiresOn: null,
  nationality: null,
  identifiers: [],
};

let bank: TestBank;

beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

async function newcomers(count: number): Promise<SignedInCustomer[]> {
  const all: SignedInCustomer[] = [];
  while (all.length < count) all.push(await bank.customer());
  return all;
}

const submitted = (customer: SignedInCustomer, given?: Parameters<typeof submitOwn>[2]) =>
  submitOwn(bank, customer, given);

const assessments = (id: string) =>
  bank.owner<{ score: number; band: string; cause: string; codes: string[] }>(
    `select score, band, cause, array(select s ->> 'code' from jsonb_array_elements(signals) s) as codes
     from risk_assessment where application_id = ? order by assessed_at, id`,
    [id],
  );

async function application(id: string) {
  const [row] = await bank.owner<{ band: string; score: number | null; codes: string[]; version: number }>(
    'select risk_band as band, risk_score as score, signal_codes as codes, version from kyc_application where id = ?',
    [id],
  );
  return row;
}

describe('an application', { timeout: 60_000 }, () => {
  it('is unassessed until it is submitted, and assessed in the same moment', async () => {
    const customer = await bank.customer();
    await giveOwn(bank, customer);
    const { id } = await customer.api.application.overview();
    expect(await application(id)).toMatchObject({ band: 'UNASSESSED', score: null, codes: [] });
    expect(await assessments(id)).toEqual([]);

    await customer.api.application.submit();

    expect(await application(id)).toMatchObject({ band: 'LOW', score: 5, codes: ['CONTACT_NEW'] });
    expect(await assessments(id)).toEqual([{ score: 5, band: 'LOW', cause: 'submitted', codes: ['CONTACT_NEW'] }]);
  });

  it('is assessed again by a change, which writes only what is new', async () => {
    const id = await submitted(await bank.customer());
    const before = await application(id);
    const reviewer = await bank.staff('reviewer');
    await bank.owner(`update kyc_application set risk_assessed_at = now() - interval '2 days' where id = ?`, [id]);
    await reviewer.api.review.claim({ id });
    expect(await assessments(id)).toHaveLength(1);
    // Claiming counts as a change of the case, assessing alone does not.
    expect((await application(id))?.version).toBe((before?.version ?? 0) + 1);
  });

  it('is assessed at its first claim where it was submitted before there were assessments', async () => {
    const id = await submitted(await bank.customer());
    await bank.owner('delete from risk_assessment where application_id = ?', [id]);
    await bank.owner(
      `update kyc_application set risk_score = null, risk_assessed_at = null, risk_band = 'UNASSESSED', signal_codes = '{}'
       where id = ?`,
      [id],
    );
    const reviewer = await bank.newStaff('reviewer');
    const answer = await reviewer.api.review.claim({ id });
    expect(answer.case.assessment.newest).toMatchObject({ score: 5, cause: 'claimed' });
    expect(answer.case.risk).toBe('LOW');
    expect(answer.case.version).toBe((await application(id))?.version);
  });

  it('counts a disposable mailbox and an impossible phone', async () => {
    const customer = await bank.customer();
    await bank.owner(`update app_user set email = ?, phone_number = ? where id = ?`, [
      'someone@mailinator.com',
      '+13125550',
      customer.id,
    ]);
    const id = await submitted(customer);
    expect(await application(id)).toMatchObject({
      score: 40,
      band: 'MEDIUM',
      codes: ['PHONE_IMPOSSIBLE', 'EMAIL_DISPOSABLE', 'CONTACT_NEW'],
    });
  });
});

/** As if a paper had been read: what it prints in place of what was typed. */
async function read(customer: SignedInCustomer, printed: Partial<DocumentReading>): Promise<void> {
  const ctx = testContext(bank.deps, 'customer');
  const vault = await openVault(ctx, customer.id);
  const document = await ctx.em.findOneOrFail(KycDocument, { customerId: customer.id, requirement: 'photo_id' });
  const place = { table: 'kyc_document', column: 'reading_encrypted', rowId: document.id };
  document.readingEncrypted = vault.seal(place, JSON.stringify({ ...NOTHING_READ, ...printed }));
  document.issuer = 'IR';
  recordTest(ctx.em, ctx.now);
  await ctx.em.flush();
}

describe('a document', { timeout: 60_000 }, () => {
  it('that prints something else than was typed, or comes from where the FATF calls for action, counts', async () => {
    const customer = await bank.customer();
    const id = await submitted(customer);
    await read(customer, { name: 'JORDAN REYES', dateOfBirth: '3 March 1933' });
    await assessAgain(bank.deps, id);
    const view = await (await bank.staff('admin')).api.review.case({ id });
    expect(view.signals.map(({ text }) => text)).toEqual([
      'A document has something else than what was typed: birth date, name',
      'A contact was confirmed less than a day before submitting: e-mail, phone',
      'A country under an FATF call for action is involved: IR',
    ]);
    expect(
      JSON.stringify(await bank.owner('select signals from risk_assessment where application_id = ?', [id])),
    ).not.toMatch(/JORDAN|1933|Quill/);
  });
});

describe('somebody who shares something', { timeout: 90_000 }, () => {
  it('is HIGH with the same number, name and birth date, and so is the earlier one, by a job', async () => {
    const identity = { firstName: 'Rowan', lastName: 'Fenwick', dateOfBirth: '1971-02-03' };
    const first = await submitted(await bank.customer(), { ssn: SSN, identity });
    expect(await application(first)).toMatchObject({ band: 'LOW' });

    const second = await submitted(await bank.customer(), {
      ssn: SSN,
      identity: { ...identity, lastName: 'Fenwíck' },
    });
    const both = { band: 'HIGH', score: 70, codes: ['SSN_SHARED', 'DUPLICATE_PERSON', 'CONTACT_NEW'] };
    expect(await application(second)).toMatchObject(both);
    expect(await application(first)).toMatchObject({ band: 'LOW' });

    const waiting = `select count(*)::int as count from jobs.job where name = 'assess-risk' and state = 'created'`;
    expect(await bank.owner(waiting)).toEqual([{ count: 1 }]);
    await bank.deps.jobs.send(bank.deps.orm.em.fork(), 'assess-risk', { id: first });
    expect(await bank.owner(waiting)).toEqual([{ count: 1 }]);
    const version = (await application(first))?.version ?? 0;
    await bank.runJobs();
    expect(await application(first)).toMatchObject({ ...both, version: version + 1 });
    expect((await assessments(first)).map(({ cause }) => cause)).toEqual(['submitted', 'shared']);

    const admin = await bank.staff('admin');
    const view = await admin.api.review.case({ id: first });
    const hindi = await staffCaller(bank.deps, { access: admin.access, language: 'hi' }).review.case({ id: first });
    expect(hindi.signals[0]?.text).toBe('एक अन्य ग्राहक ने यही सोशल सिक्योरिटी नंबर दिया');
    for (const { text } of [...hindi.signals, ...hindi.timeline]) expect(text).toMatch(/\p{Script=Devanagari}/u);
    expect(view.duplicates).toEqual([
      expect.objectContaining({ applicationId: second, matches: ['NAME_AND_BIRTH_DATE', 'SSN'], status: 'SUBMITTED' }),
    ]);
    expect(view.signals[0]).toEqual({
      code: 'SSN_SHARED',
      points: 40,
      facts: { count: 1 },
      text: 'Another customer gave the same Social Security number',
    });
    expect(view.assessment.history).toHaveLength(1);
  });

  it('is not the one with another name of the same day, nor a brother', async () => {
    const born = '1982-06-07';
    const first = { firstName: 'Imogen', lastName: 'Halloway', dateOfBirth: born };
    await submitted(await bank.customer(), { identity: first });
    const second = await submitted(await bank.customer(), { identity: { ...first, firstName: 'Bertram' } });
    expect(await application(second)).toMatchObject({ codes: ['CONTACT_NEW'] });
  });

  it('is seen by a browser that two signed in from', async () => {
    const [one, other] = [await bank.customer(), await bank.customer()] as const;
    for (const { id } of [one, other])
      await bank.owner(
        `insert into known_device (device_id, user_id, first_seen_at, last_seen_at, user_agent)
         values ('0197f3a0-0000-4000-8000-0000000000aa', ?, now(), now(), 'tests')`,
        [id],
      );
    const id = await submitted(one);
    expect((await application(id))?.codes).toEqual(['DEVICE_SHARED', 'CONTACT_NEW']);
  });

  it('is seen by an address from the fourth other on, by a burst from the fifth, and told from neighbours', async () => {
    const customer = await bank.customer();
    const others = await newcomers(5);
    const signIn = (userId: string, ip: string) =>
      bank.owner(
        `insert into login_activity (id, at, door, outcome, user_id, identifier_hash, ip, user_agent)
         values (?, now(), 'customer', 'SUCCEEDED', ?, sha256('x'), ?, 'tests')`,
        [uuidv7(), userId, ip],
      );
    await signIn(customer.id, '198.18.113.7');
    for (const { id } of others.slice(0, 3)) await signIn(id, '198.18.113.7');
    const id = await submitted(customer);
    expect((await application(id))?.codes).toEqual(['CONTACT_NEW']);

    await signIn(others[3]?.id ?? '', '198.18.113.99');
    const ctx = testContext(bank.deps, 'customer');
    const file = await getFile(ctx.em, id);
    const found = await findOthers(ctx, file, await openVault(ctx, customer.id));
    const near = found.filter(({ match }) => match === 'NETWORK').map(({ customerId }) => customerId);
    expect(near).toEqual([others[3]?.id]);

    for (const { id: other } of others.slice(3)) await signIn(other, '198.18.113.7');
    const all = others.map((other) => other.id);
    await bank.owner(
      `update kyc_application set status = 'SUBMITTED', submitted_at = now(), due_at = now() where customer_id = any (?::uuid[])`,
      [`{${all.join(',')}}`],
    );
    await assessAgain(bank.deps, id);
    expect((await application(id))?.codes).toEqual(['ADDRESS_SHARED', 'VELOCITY', 'CONTACT_NEW']);
  });

  it('is not seen by an address that belongs to no place', async () => {
    const customer = await bank.customer();
    const others = await newcomers(4);
    for (const { id } of [customer, ...others])
      await bank.owner(
        `insert into login_activity (id, at, door, outcome, user_id, identifier_hash, ip, user_agent)
         values (?, now(), 'customer', 'SUCCEEDED', ?, sha256('x'), '10.1.2.3', 'tests')`,
        [uuidv7(), id],
      );
    const id = await submitted(customer);
    expect((await application(id))?.codes).toEqual(['CONTACT_NEW']);
  });
});
