import type { ApplicationId } from '@ostiary/domain/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestBank,
  type SignedInCustomer,
  type SignedInStaff,
  staffCaller,
  TEST_PASSWORD,
  type TestBank,
  wholeSignIn,
} from '../../testing.ts';
import { openStream, serveDoor } from '../../testing/live-stream.ts';
import { heldCase, waitingCase } from '../../testing/waiting-case.ts';

let bank: TestBank;
let reviewer: SignedInStaff;
let admin: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  reviewer = await bank.staff('reviewer');
  admin = await bank.staff('admin');
});
afterAll(() => bank.close());

const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const unreadable = expect.objectContaining({
  cause: expect.objectContaining({ code: 'INVALID_INPUT', fields: { mentions: expect.anything() } }),
});
const hire = ({ id }: SignedInCustomer) =>
  bank.owner(
    `insert into user_role (id, user_id, role_id, assigned_at)
     select gen_random_uuid(), ?, id, now() from role where name = 'KYC_REVIEWER'`,
    [id],
  );
const inboxOf = (person: SignedInStaff) => person.api.notifications.list().then(({ results }) => results);
const notesOf = (id: string) => bank.owner('select * from kyc_note where application_id = ?', [id]);

describe('a note', () => {
  it('is sealed, shown to staff as it was written, and leaves the version alone', async () => {
    const { id, version } = await heldCase(bank, reviewer);
    const body = '<img src=x onerror=alert(1)>\nहस्ताक्षर differs & "looks" odd';
    const note = await admin.api.desk.addNote({ id, body, mentions: [] });
    const auditor = await bank.staff('auditor');
    for (const person of [reviewer, auditor]) {
      const view = await person.api.review.case({ id });
      expect(view.notes).toEqual([{ ...note, author: 'Test admin', body }]);
      expect(view.version).toBe(version);
    }
    const stored = JSON.stringify([
      await notesOf(id),
      await bank.owner('select canonical from audit_event where target_id = ?', [id]),
      await bank.owner('select facts from notification'),
    ]);
    expect(stored).not.toContain('onerror');
    expect(stored).toContain(`case.noted`);
  });

  it('may be as long as ten thousand characters, and no longer or empty', async () => {
    const { id } = await waitingCase(bank);
    const body = 'अ'.repeat(10_000);
    expect((await reviewer.api.desk.addNote({ id, body })).body).toBe(body);
    for (const bad of [`${body}a`, '', ' \n '])
      await expect(reviewer.api.desk.addNote({ id, body: bad })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await notesOf(id)).toHaveLength(1);
  });

  it('tells each person it mentions once, and not its author', async () => {
    const { id, customer } = await waitingCase(bank);
    const { customerNumber } = await customer.api.application.overview();
    const person = await bank.newStaff('reviewer');
    const mentions = [person.id, reviewer.id, person.id];
    const note = await reviewer.api.desk.addNote({ id, body: 'please look', mentions });
    expect(note.mentions.map(({ name }) => name)).toEqual(['Test reviewer', 'Test reviewer']);
    const facts = { by: 'Test reviewer', customer: customerNumber };
    expect(await inboxOf(person)).toMatchObject([{ kind: 'MENTIONED', applicationId: id, facts }]);
    expect(await inboxOf(reviewer)).toEqual([]);
  });

  it('mentions nobody who cannot read the case, and then is not written at all', async () => {
    const { id, customer } = await waitingCase(bank);
    const blocked = await bank.newStaff('reviewer');
    await bank.owner('update app_user set is_blocked = true where id = ?', [blocked.id]);
    const former = await bank.newStaff('reviewer');
    await bank.owner('update user_role set is_active = false where user_id = ?', [former.id]);
    await hire(customer);
    for (const person of [blocked, former, customer, await bank.customer()])
      await expect(reviewer.api.desk.addNote({ id, body: 'hello', mentions: [admin.id, person.id] })).rejects.toEqual(
        unreadable,
      );
    expect(await notesOf(id)).toEqual([]);
    const listed = (await reviewer.api.desk.mentionable({ id })).results;
    for (const person of [blocked, customer]) expect(listed.map((one) => one.id)).not.toContain(person.id);
    expect(listed.find((one) => one.id === admin.id)).toMatchObject({ name: 'Test admin', canClaim: true });
    const auditor = await bank.staff('auditor');
    const again = (await reviewer.api.desk.mentionable({ id })).results;
    expect(again.find((one) => one.id === auditor.id)).toMatchObject({ canClaim: false });
  });

  it('is written and read by nobody about themself, nor is the case', async () => {
    const { id, customer } = await waitingCase(bank);
    await reviewer.api.desk.addNote({ id, body: 'looks like a colleague' });
    await hire(customer);
    const { username, password } = customer;
    const { access } = wholeSignIn(await bank.anonymous.staff.auth.login({ username, password }));
    const { desk, review } = staffCaller(bank.deps, { access });
    await expect(desk.addNote({ id, body: 'me' })).rejects.toEqual(refusedWith('SELF_REVIEW_FORBIDDEN'));
    await expect(review.case({ id })).rejects.toEqual(refusedWith('SELF_REVIEW_FORBIDDEN'));
    await expect(desk.presence({ id })).rejects.toEqual(refusedWith('SELF_REVIEW_FORBIDDEN'));
    const seen = (await review.queue({ tab: 'waiting' })).results.map((row) => row.id);
    expect(seen).not.toContain(id);
    expect((await reviewer.api.review.queue({ tab: 'waiting' })).results.map((row) => row.id)).toEqual(
      expect.arrayContaining([id, ...seen]),
    );
    expect(await notesOf(id)).toHaveLength(1);
  });

  it('is not of a case that nobody handed in', async () => {
    const { id: customerId } = await bank.customer();
    const [draft] = await bank.owner<{ id: ApplicationId }>('select id from kyc_application where customer_id = ?', [
      customerId,
    ]);
    if (!draft) throw new Error('a customer has an application');
    const { id } = draft;
    await expect(admin.api.desk.addNote({ id, body: 'early', mentions: [] })).rejects.toEqual(refusedWith('NOT_FOUND'));
    await expect(admin.api.desk.mentionable({ id })).rejects.toEqual(refusedWith('NOT_FOUND'));
  });

  it('is not for auditors to write', async () => {
    const { id } = await waitingCase(bank);
    const auditor = await bank.staff('auditor');
    await expect(auditor.api.desk.addNote({ id, body: 'hm' })).rejects.toEqual(refusedWith('FORBIDDEN'));
  });

  it('reaches open screens of staff, and no customer', async () => {
    const doors = { staff: await serveDoor(bank.staffApp), customer: await serveDoor(bank.publicApp) };
    const { id, customer } = await waitingCase(bank);
    const desk = await openStream(doors.staff.url, 'review.live', reviewer.access);
    const own = await openStream(doors.customer.url, 'application.live', customer.access);
    await expect.poll(() => desk.events.length + own.events.length, { timeout: 5_000, interval: 10 }).toBe(2);
    await admin.api.desk.addNote({ id, body: 'hello' });
    await expect.poll(() => desk.events.at(-1), { timeout: 5_000, interval: 10 }).toEqual({ kind: 'notes', id });
    await admin.api.desk.assign({ ids: [id], to: reviewer.id });
    await expect.poll(() => desk.events.length, { timeout: 5_000, interval: 10 }).toBeGreaterThan(3);
    expect(
      desk.events
        .slice(2)
        .map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['case', 'notification']);
    expect(own.events).toEqual([{ kind: 'resync' }]);
    desk.leave();
    own.leave();
    await doors.staff.close();
    await doors.customer.close();
  });

  it('goes with the applicant’s data', async () => {
    const { id, customer } = await waitingCase(bank);
    await reviewer.api.desk.addNote({ id, body: 'hello' });
    await admin.api.auth.stepUp({ password: TEST_PASSWORD });
    const { customerNumber } = await customer.api.application.overview();
    await admin.api.customers.erase({ id: customer.id, customerNumber, reason: 'CUSTOMER_REQUEST' });
    expect(await notesOf(id)).toEqual([]);
  });
});
