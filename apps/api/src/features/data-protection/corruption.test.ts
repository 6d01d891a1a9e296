import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type SignedInCustomer,
  SSN,
  createTestBank,
  giveDocuments,
  giveEverything,
  type TestBank,
} from '../../testing.ts';
import { reportCorruption, reportsStored } from './corruption.service.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

/** A token that is well formed and was never made here. */
const STRAY = `gAAAAA${'B'.repeat(94)}`;
const events = (rowId: string) =>
  bank.owner<{ severity: string; user_id: string; metadata: Record<string, string> }>(
    `select severity, user_id, metadata from security_event
     where event_type = 'CORRUPTED_CIPHERTEXT' and metadata ->> 'rowId' = ?`,
    [rowId],
  );
const spoil = (customer: SignedInCustomer) =>
  bank.owner('update customer set ssn_encrypted = ? where id = ?', [STRAY, customer.id]);

describe('a field that does not open', () => {
  it('leaves the rest of the page standing and asks for itself again', async () => {
    const customer = await bank.customer();
    await giveEverything(bank, customer);
    await spoil(customer);
    // Found by the first look, told by the second.
    await customer.api.requirements.list();
    const { currentlyDue, pendingVerification } = await customer.api.requirements.list();
    expect(currentlyDue.map(({ code }) => code)).toEqual(['ssn']);
    expect(pendingVerification.find(({ code }) => code === 'address')?.summary).toContain('Chicago');
    await expect(customer.api.application.submit()).rejects.toMatchObject({
      cause: { code: 'REQUIREMENTS_OPEN', details: { open: ['ssn'] } },
    });
    await customer.api.requirements.put({ code: 'ssn', ssn: SSN });
    expect((await customer.api.profile.get()).ssn).toContain('4399');
    await expect(customer.api.application.submit()).resolves.toMatchObject({ status: 'SUBMITTED' });
  });

  it('is one CRITICAL event that names the place and nothing else, however often it is read', async () => {
    const customer = await bank.customer();
    await customer.api.requirements.put({ code: 'ssn', ssn: SSN });
    await spoil(customer);
    await Promise.all(Array.from({ length: 8 }, () => customer.api.profile.get()));
    await customer.api.profile.get();
    const [event, ...others] = await events(customer.id);
    expect(others).toEqual([]);
    expect(event).toMatchObject({ severity: 'CRITICAL', user_id: customer.id });
    expect(event?.metadata).toEqual({
      table: 'customer',
      column: 'ssn_encrypted',
      rowId: customer.id,
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  it('takes an acceptance back, and the reviewer still sees the case', async () => {
    const reviewer = await bank.newStaff('reviewer');
    const { id, version, customer } = await bank.claimedApplication(reviewer);
    await reviewer.api.review.judge({ id, version, requirement: 'ssn', verdict: 'accept' });
    await spoil(customer);
    await reviewer.api.review.case({ id });
    const seen = await reviewer.api.review.case({ id });
    expect(seen.requirements.find(({ code }) => code === 'ssn')).toMatchObject({ state: 'missing', judgedBy: null });
    await expect(
      reviewer.api.review.approve({ id, version: seen.version, acceptRemaining: true, reasons: [] }),
    ).rejects.toMatchObject({ cause: { code: 'REQUIREMENTS_OPEN' } });
    expect(seen.timeline.some(({ kind }) => kind === 'asked_again')).toBe(true);
    // The customer hears of it, and needs nobody to send the case back: that row alone is open.
    const { results } = await customer.api.notifications.list();
    expect(results.filter(({ kind }) => kind === 'ASKED_AGAIN')).toHaveLength(1);
    const asked = await customer.api.application.overview();
    expect(asked).toMatchObject({ status: 'IN_REVIEW', nextAction: 'ssn' });
    expect(asked.rows.filter(({ isOpen }) => isOpen).map(({ code }) => code)).toEqual(['ssn']);
    await customer.api.requirements.put({ code: 'ssn', ssn: SSN });
    expect((await customer.api.application.overview()).nextAction).toBeNull();
    await expect(customer.api.requirements.put({ code: 'ssn', ssn: SSN })).rejects.toMatchObject({
      cause: { code: 'REQUIREMENT_CLOSED' },
    });
  });

  it('is not asked for again when somebody has given it anew meanwhile', async () => {
    const customer = await bank.customer();
    await customer.api.requirements.put({ code: 'ssn', ssn: SSN });
    await spoil(customer);
    await customer.api.requirements.put({ code: 'ssn', ssn: SSN });
    // Somebody read the old token just before, and tells of it only now.
    const place = { table: 'customer', column: 'ssn_encrypted', rowId: customer.id, requirement: 'ssn' } as const;
    reportCorruption(bank.deps, { userId: customer.id, place, sealed: STRAY });
    await reportsStored(bank.deps.orm);
    const row = (await customer.api.requirements.list()).pendingVerification.find(({ code }) => code === 'ssn');
    expect(row?.summary).toContain('4399');
  });
});

describe('a row of sealed data that does not open', () => {
  it('can be given again, although the form was filled from it', async () => {
    const { api, id } = await bank.customer();
    await api.requirements.choose({ code: 'tax_id_alternative' });
    const given = { code: 'tax_id_alternative', kind: 'itin', itin: '912-70-1234' } as const;
    await api.requirements.put(given);
    await bank.owner('update customer_data set value_encrypted = ? where customer_id = ?', [STRAY, id]);
    await api.requirements.form();
    expect((await api.requirements.list()).currentlyDue.map(({ code }) => code)).toContain('tax_id_alternative');
    await expect(api.requirements.put(given)).resolves.toMatchObject({ state: 'submitted' });
  });
});

describe('a document that does not open', () => {
  let customer: SignedInCustomer;
  beforeAll(async () => {
    customer = await bank.customer();
    await giveDocuments(bank, customer);
  }, 60_000);

  it('asks to be sent again and says why', async () => {
    const [first] = (await customer.api.documents.list()).results;
    await bank.owner('update kyc_document set number_encrypted = ? where id = ?', [STRAY, first?.id]);
    await customer.api.documents.list();
    const [now] = (await customer.api.documents.list()).results;
    expect(now).toMatchObject({ status: 'REJECTED', refusal: { code: 'DOCUMENT_CORRUPT' } });
    expect(await events(first?.id ?? '')).toHaveLength(1);
    // Of a case that waits it is replaced: taken away, nothing would ask for it.
    const submitted = `status = 'SUBMITTED', submitted_at = now(), due_at = now()`;
    await bank.owner(`update kyc_application set ${submitted} where customer_id = ?`, [customer.id]);
    for (const { id } of (await customer.api.documents.list()).results)
      await expect(customer.api.documents.remove({ id })).rejects.toMatchObject({
        cause: { code: 'REQUIREMENT_CLOSED' },
      });
  });
});
