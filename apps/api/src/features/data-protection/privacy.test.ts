import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADDRESS, createTestBank, SSN, type TestBank, wholeSignIn } from '../../testing.ts';
import { remindOfErasures } from './erasure-wish.service.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });

describe('the download of one’s own data', () => {
  it('holds everything the bank knows, identifiers whole, and nobody else’s', async () => {
    const reviewer = await bank.staff('reviewer');
    const { id, version, customer } = await bank.claimedApplication(reviewer);
    const verdict = {
      requirement: 'address',
      verdict: 'refuse',
      reason: 'ADDRESS_MISMATCH',
      note: 'INTERNAL NOTE',
    } as const;
    await (await bank.customer()).api.requirements.put({ code: 'address', ...ADDRESS, city: 'Elsewhere' });
    const judged = await reviewer.api.review.judge({ id, version, ...verdict });
    await reviewer.api.review.requestMore({ id, version: judged.version, reasons: [], note: 'INTERNAL NOTE' });
    await customer.api.requirements.saveDraft({ code: 'address', fields: { city: 'Springfield' } });

    for (const kind of ['screening', 'document'])
      await bank.owner(
        `insert into identity_check (id, application_id, kind, requirement, subject_hash, provider, requested_at)
         values (gen_random_uuid(), ?, ?, 'identity', sha256('x'), 'test', now())`,
        [id, kind],
      );
    const { username, password } = customer;
    customer.visitor.access = wholeSignIn(await customer.api.auth.login({ username, password })).access;
    // More than any screen shows.
    await bank.owner(
      `insert into application_event (id, application_id, kind, at) select gen_random_uuid(), ?, 'document_checked', now()
       from generate_series(1, 120)`,
      [id],
    );
    await bank.owner(
      `insert into pii_reveal (id, customer_id, field, purpose, revealed_by, revealed_at, expires_at, audit_id)
       select gen_random_uuid(), ?, 'ssn', 'MATCH_DOCUMENT', ?, now(), now(), a.id
       from (select id from audit_event limit 1) a, generate_series(1, 201)`,
      [customer.id, reviewer.id],
    );
    expect(await customer.api.privacy.views()).toMatchObject({ items: { length: 200 }, isWhole: false });
    const data = await customer.api.privacy.export();
    expect(data.looks).toHaveLength(201);
    expect(data.applications[0]?.timeline.length).toBeGreaterThan(120);
    expect(data.notIncluded).toContain('risk');
    expect(data.account).toMatchObject({ email: customer.email, phoneNumber: customer.phoneNumber });
    expect(data.identity).toMatchObject({ firstName: 'Avery', lastName: 'Stone' });
    expect(data.given).toEqual({ ssn: SSN.replaceAll('-', ''), address: ADDRESS });
    const [application, ...others] = data.applications;
    expect(others).toEqual([]);
    expect(application).toMatchObject({ id, status: 'ACTION_REQUIRED', drafts: { address: { city: 'Springfield' } } });
    expect(application?.documents.map(({ documentNumber }) => documentNumber)).toEqual([
      expect.stringMatching(/^S\d{8}$/),
      expect.stringMatching(/^S\d{8}$/),
      expect.stringMatching(/^B\d{8}$/),
    ]);
    expect(application?.decisions).toMatchObject([{ kind: 'REQUEST_MORE', reasons: [expect.any(String)] }]);
    expect(new Set(application?.checks.map(({ kind }) => kind))).toEqual(new Set(['document']));
    expect(application?.timeline.length).toBeGreaterThan(3);
    expect(data.sessions.map(({ endedBecause }) => endedBecause)).toContain('SIGNED_IN_ELSEWHERE');
    expect(data.signIns).toMatchObject([{ outcome: 'SUCCEEDED' }, { outcome: 'SUCCEEDED' }]);
    const text = JSON.stringify(data);
    expect(text).not.toMatch(/INTERNAL NOTE|password|secret/i);
    expect(text).not.toMatch(new RegExp(`${reviewer.username}|Elsewhere`));
    expect(
      await bank.owner(`select id from audit_event where action = 'data.exported' and target_id = ?`, [customer.id]),
    ).toHaveLength(1);
  });

  it('says null where something stored does not open', async () => {
    const customer = await bank.customer();
    await customer.api.requirements.put({ code: 'ssn', ssn: SSN });
    await bank.owner('update customer set ssn_encrypted = ? where id = ?', [`gAAAAA${'B'.repeat(94)}`, customer.id]);
    expect((await customer.api.privacy.export()).given).toEqual({ ssn: null });
  });

  it('asks for a fresh proof, and is stored under no Idempotency-Key', async () => {
    const customer = await bank.customer();
    customer.visitor.idempotencyKey = 'export-1';
    await expect(customer.api.privacy.export()).rejects.toEqual(refusedWith('MALFORMED_REQUEST'));
    customer.visitor.idempotencyKey = undefined;
    await bank.owner(`update session set stepped_up_at = stepped_up_at - interval '6 minutes' where user_id = ?`, [
      customer.id,
    ]);
    await expect(customer.api.privacy.export()).rejects.toEqual(refusedWith('STEP_UP_REQUIRED'));
    await expect(customer.api.privacy.requestErasure({ isWanted: true })).rejects.toEqual(
      refusedWith('STEP_UP_REQUIRED'),
    );
  });
});

describe('the wish to be forgotten', () => {
  it('reaches the staff’s list and can be taken back', async () => {
    const admin = await bank.staff('admin');
    const customer = await bank.customer();
    const asked = await customer.api.privacy.requestErasure({ isWanted: true });
    expect(asked.askedAt).toBe(bank.now().toISOString());
    expect(await customer.api.privacy.requestErasure({ isWanted: true })).toEqual(asked);
    const listed = async () => (await admin.api.customers.list({ only: 'erasure_asked' })).items.map(({ id }) => id);
    expect(await listed()).toEqual([customer.id]);
    const none = { askedAt: null, answerBy: null, declined: null };
    expect(await customer.api.privacy.requestErasure({ isWanted: false })).toEqual(none);
    expect(await customer.api.privacy.erasure()).toEqual(none);
    expect(await listed()).toEqual([]);
    const records = await bank.owner<{ action: string }>(
      `select action from audit_event where target_id = ? and action like 'erasure.%' order by id`,
      [customer.id],
    );
    expect(records.map(({ action }) => action)).toEqual(['erasure.asked', 'erasure.taken-back']);
  });

  it('is told to whoever may erase, and again in the last week of its month', async () => {
    const admin = await bank.staff('admin');
    const customer = await bank.customer();
    const { askedAt, answerBy } = await customer.api.privacy.requestErasure({ isWanted: true });
    expect(Date.parse(answerBy ?? '') - Date.parse(askedAt ?? '')).toBe(30 * 86_400_000);
    const told = async () =>
      (await admin.api.notifications.list()).results
        .filter(({ facts }) => facts.customerId === customer.id)
        .map(({ kind }) => kind);
    expect(await told()).toEqual(['ERASURE_ASKED']);
    await remindOfErasures(bank.deps);
    expect(await told()).toEqual(['ERASURE_ASKED']);
    await bank.owner(`update customer set erasure_asked_at = erasure_asked_at - interval '23 days' where id = ?`, [
      customer.id,
    ]);
    await remindOfErasures(bank.deps);
    await remindOfErasures(bank.deps);
    expect((await told()).toSorted()).toEqual(['ERASURE_ASKED', 'ERASURE_DUE']);
    await customer.api.privacy.requestErasure({ isWanted: false });
  });

  it('can be answered with no, for a reason that the customer reads', async () => {
    const admin = await bank.staff('admin');
    const customer = await bank.customer();
    const answer = { id: customer.id, reason: 'LEGAL_DUTY' } as const;
    await expect(admin.api.customers.declineErasure(answer)).rejects.toEqual(refusedWith('NOT_FOUND'));
    await customer.api.privacy.requestErasure({ isWanted: true });
    const other = await bank.newStaff('admin');
    const answers = [admin, other, admin, other].map(({ api }) => api.customers.declineErasure(answer));
    const given = await Promise.allSettled(answers);
    expect(given.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const at = bank.now().toISOString();
    expect(await customer.api.privacy.erasure()).toEqual({
      askedAt: null,
      answerBy: null,
      declined: { at, reason: 'LEGAL_DUTY' },
    });
    const kinds = (await customer.api.notifications.list()).results.map(({ kind }) => kind);
    expect(kinds).toContain('ERASURE_DECLINED');
    const records = await bank.owner<{ canonical: string }>(
      `select canonical from audit_event where target_id = ? and action = 'erasure.declined'`,
      [customer.id],
    );
    expect(records).toEqual([{ canonical: expect.stringContaining('"reason":"LEGAL_DUTY"') }]);
    // Whoever asks anew has no answer yet.
    expect((await customer.api.privacy.requestErasure({ isWanted: true })).declined).toBeNull();
    await customer.api.privacy.requestErasure({ isWanted: false });
  });
});

describe('customers for staff', () => {
  it('are found by number, e-mail and name, page by page', async () => {
    const auditor = await bank.staff('auditor');
    const { customer } = await bank.submittedApplication();
    const { customerNumber } = await customer.api.application.overview();
    const find = async (search: string) => (await auditor.api.customers.list({ search })).items.map(({ id }) => id);
    expect(await find(customerNumber.toLowerCase())).toEqual([customer.id]);
    expect(await find(customer.email.toUpperCase())).toEqual([customer.id]);
    expect(await find('very sto')).toContain(customer.id);
    await expect(find('%')).rejects.toEqual(refusedWith('INVALID_INPUT'));
    const first = await auditor.api.customers.list({ limit: 2 });
    const second = await auditor.api.customers.list({ limit: 2, cursor: first.nextCursor ?? '' });
    expect(second.items.map(({ id }) => id)).not.toEqual(expect.arrayContaining([first.items[1]?.id]));
    await expect(auditor.api.customers.list({ cursor: 'x' })).rejects.toEqual(refusedWith('INVALID_INPUT'));
  });

  it('are shown masked, and the look is on record', async () => {
    const reviewer = await bank.staff('reviewer');
    const { customer, id } = await bank.submittedApplication();
    const seen = await reviewer.api.customers.get({ id: customer.id });
    expect(seen).toMatchObject({ email: customer.email, documents: { count: 3, stored: 3 }, applications: [{ id }] });
    expect(seen.given.map(({ requirement }) => requirement)).toEqual(['ssn']);
    expect(JSON.stringify(seen)).not.toMatch(/536-?90|North Lake|1990-04-12/);
    const looks = await bank.owner(`select id from audit_event where action = 'customer.viewed' and target_id = ?`, [
      customer.id,
    ]);
    expect(looks).toHaveLength(1);
    const nobody = reviewer.api.customers.get({ id: reviewer.id });
    await expect(nobody).rejects.toEqual(refusedWith('NOT_FOUND'));
  });
});
