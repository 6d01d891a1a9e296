import type { RevealInput } from '@ostiary/domain/data-protection';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestBank,
  samplePicture,
  SSN,
  type SignedInCustomer,
  type SignedInStaff,
  type TestBank,
  upload,
} from '../../testing.ts';

let bank: TestBank;
let reviewer: SignedInStaff;
let id: RevealInput['applicationId'];
let customer: SignedInCustomer;
beforeAll(async () => {
  bank = await createTestBank();
  reviewer = await bank.staff('reviewer');
  ({ id, customer } = await bank.claimedApplication(reviewer));
}, 60_000);
afterAll(() => bank.close());

const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const look = (more: Partial<RevealInput> = {}): RevealInput => ({
  applicationId: id,
  field: 'ssn',
  purpose: 'MATCH_DOCUMENT',
  ...more,
});

describe('a reveal', () => {
  it('shows the number whole for five minutes, with one audit record and one line for the customer', async () => {
    const shown = await reviewer.api.customers.reveal(look({ note: 'the card shows another digit' }));
    expect(shown).toEqual({
      values: [{ label: 'ssn', of: null, value: SSN.replaceAll('-', '') }],
      expiresAt: new Date(bank.now().getTime() + 300_000).toISOString(),
    });
    await reviewer.api.customers.reveal(look({ purpose: 'CONFIRM_IDENTITY' }));
    const records = await bank.owner<{ actor_id: string; canonical: string }>(
      `select actor_id, canonical from audit_event where action = 'pii.revealed' and target_id = ?`,
      [id],
    );
    expect(records.map((record) => record.actor_id)).toEqual([reviewer.id, reviewer.id]);
    expect(JSON.stringify(records)).not.toMatch(/536904399|another digit/);
    const { items, isWhole } = await customer.api.privacy.views();
    expect(isWhole).toBe(true);
    expect(items.map(({ what, purpose, by }) => [what, purpose, by])).toEqual([
      ['ssn', 'CONFIRM_IDENTITY', 'reviewer'],
      ['ssn', 'MATCH_DOCUMENT', 'reviewer'],
    ]);
    expect(JSON.stringify(items)).not.toContain(reviewer.username);
    // Told of the first look of a day, in the bell and by mail.
    const { results } = await customer.api.notifications.list();
    expect(results.filter(({ kind }) => kind === 'DATA_VIEWED')).toHaveLength(1);
    const mails = await bank.owner(`select from outbox_message where user_id = ? and template = 'data_viewed'`, [
      customer.id,
    ]);
    expect(mails).toHaveLength(1);
  });

  it('shows a document’s own number', async () => {
    const [document] = (await customer.api.documents.list()).results;
    const input = look({ field: 'document_number', documentId: document?.id });
    const { values } = await reviewer.api.customers.reveal(input);
    expect(values).toEqual([{ label: 'documentNumber', of: null, value: expect.stringMatching(/^[A-Z]\d{8}$/) }]);
    const other = await bank.customer();
    const bytes = await samplePicture('jpeg', 1);
    const file = { name: 'a.jpg', mediaType: 'image/jpeg', bytes };
    const fields = { documentType: 'PASSPORT', documentNumber: 'X1234567', expiresOn: '2031-06-01', file };
    await upload(bank, other.access, fields);
    const [theirs] = (await other.api.documents.list()).results;
    expect(theirs).toBeDefined();
    await expect(reviewer.api.customers.reveal({ ...input, documentId: theirs?.id })).rejects.toEqual(
      refusedWith('NOT_FOUND'),
    );
  });

  it('is for who holds the case, and for second approvers', async () => {
    const colleague = await bank.newStaff('reviewer');
    await expect(colleague.api.customers.reveal(look())).rejects.toEqual(refusedWith('CASE_NOT_CLAIMED'));
    const admin = await bank.staff('admin');
    await expect(admin.api.customers.reveal(look())).resolves.toHaveProperty('values');
    const auditor = await bank.staff('auditor');
    await expect(auditor.api.customers.reveal(look())).rejects.toEqual(refusedWith('FORBIDDEN'));
  });

  it('shows nothing of an application that was not submitted, to nobody', async () => {
    const admin = await bank.staff('admin');
    const typing = await bank.customer();
    await typing.api.requirements.put({ code: 'ssn', ssn: SSN });
    const [row] = await bank.owner<{ id: typeof id }>('select id from kyc_application where customer_id = ?', [
      typing.id,
    ]);
    if (!row) throw new Error('a customer has an application');
    const { customers, desk, review } = admin.api;
    for (const opened of [
      () => customers.reveal(look({ applicationId: row.id })),
      () => review.case({ id: row.id }),
      () => desk.presence({ id: row.id }),
    ])
      await expect(opened()).rejects.toEqual(refusedWith('NOT_FOUND'));
  });

  it('never shows one’s own', async () => {
    const admin = await bank.newStaff('admin');
    // The same person on both sides of the desk: no door makes such an account, the rule stands all the same.
    await bank.owner(
      `insert into customer (id, customer_number, country, created_at, updated_at)
       select ?, 'CUST0000000000', 'US', now(), now()`,
      [admin.id],
    );
    await bank.owner('update kyc_application set customer_id = ? where id = ?', [admin.id, id]);
    const { customers } = admin.api;
    for (const opened of [
      () => customers.reveal(look()),
      () => customers.get({ id: admin.id }),
      () => customers.history({ id: admin.id, limit: 10 }),
    ])
      await expect(opened()).rejects.toEqual(refusedWith('SELF_REVIEW_FORBIDDEN'));
    await bank.owner('update kyc_application set customer_id = ? where id = ?', [customer.id, id]);
  });

  it('tells an empty row from a shown one, and is stored under no Idempotency-Key', async () => {
    await expect(reviewer.api.customers.reveal(look({ field: 'pan' }))).rejects.toEqual(refusedWith('NOT_FOUND'));
    reviewer.visitor.idempotencyKey = 'look-1';
    const kept = reviewer.api.customers.reveal(look());
    await expect(kept).rejects.toEqual(refusedWith('MALFORMED_REQUEST'));
    reviewer.visitor.idempotencyKey = undefined;
    expect(await bank.owner('select key from idempotency_key where user_id = ?', [reviewer.id])).toEqual([]);
  });

  it('needs a fresh proof of who looks, and leaves no line when refused', async () => {
    const before = (await customer.api.privacy.views()).items;
    await bank.owner(`update session set stepped_up_at = stepped_up_at - interval '6 minutes' where user_id = ?`, [
      reviewer.id,
    ]);
    await expect(reviewer.api.customers.reveal(look())).rejects.toEqual(refusedWith('STEP_UP_REQUIRED'));
    expect((await customer.api.privacy.views()).items).toHaveLength(before.length);
  });
});
