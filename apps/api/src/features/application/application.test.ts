import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADDRESS, createTestBank, giveEverything, IDENTITY, SSN, type TestBank } from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const actionsOn = async (id: string) =>
  (
    await bank.owner<{ action: string }>('select action from audit_event where target_id = ? order by at, id', [id])
  ).map((row) => row.action);

describe('the requirements of a newcomer', () => {
  it('are those of the pinned policy, with contacts settled by their codes', async () => {
    const { api } = await bank.customer();
    const list = await api.requirements.list();
    expect(list.satisfied.map((row) => row.code)).toEqual(['email', 'phone']);
    expect(list.currentlyDue.map((row) => row.code)).toEqual([
      'identity',
      'address',
      'ssn',
      'photo_id',
      'proof_of_address',
      'consent',
    ]);
    expect(list).toMatchObject({ completion: 25, pendingVerification: [], refused: [] });
  });

  it('are told in the language of the person', async () => {
    const customer = await bank.customer();
    customer.visitor.language = 'hi';
    expect((await customer.api.requirements.list()).currentlyDue[0]?.title).toBe('आपका नाम और जन्म-तिथि');
  });
});

describe('giving data', () => {
  it('moves a row to submitted, masks what identifies, and leaves one audit row', async () => {
    const { api } = await bank.customer();
    await expect(api.requirements.put({ code: 'ssn', ssn: SSN })).resolves.toMatchObject({
      state: 'submitted',
      summary: '•••-••-4399',
    });
    const { id } = await api.application.overview();
    expect((await actionsOn(id)).filter((action) => action === 'requirement.given')).toHaveLength(1);
  });

  it('keeps values out of the record', async () => {
    const { api } = await bank.customer();
    await api.requirements.put({ code: 'identity', ...IDENTITY });
    await api.requirements.put({ code: 'address', ...ADDRESS });
    const { id } = await api.application.overview();
    const [row] = await bank.owner<{ text: string }>(
      `select string_agg(canonical, '') as text from audit_event where target_id = ?`,
      [id],
    );
    expect(row?.text).toContain('requirement.given');
    expect(row?.text).not.toMatch(/Avery|1990-04-12|Lake Street/);
  });

  it('names the field of a bad value and stores nothing', async () => {
    const { api } = await bank.customer();
    await expect(
      api.requirements.put({ code: 'identity', ...IDENTITY, dateOfBirth: '2015-01-01' }),
    ).rejects.toMatchObject({ cause: { fields: { dateOfBirth: [{ code: 'UNDER_AGE' }] } } });
    expect((await api.requirements.form()).rows.identity?.fields).toEqual({});
  });

  it('keeps what is being typed, sealed, and gives it back on another device', async () => {
    const { api, id } = await bank.customer();
    await api.requirements.saveDraft({ code: 'identity', fields: { firstName: 'Zebulon', lastName: '' } });
    expect((await api.requirements.form()).rows.identity?.fields).toEqual({ firstName: 'Zebulon', lastName: '' });
    expect((await api.requirements.list()).currentlyDue[0]).toMatchObject({ code: 'identity', state: 'in_progress' });
    const rows = await bank.owner<{ text: string }>(
      'select s::text as text from requirement_state s join kyc_application a on a.id = s.application_id where a.customer_id = ?',
      [id],
    );
    expect(JSON.stringify(rows)).not.toContain('Zebulon');
    await api.requirements.put({ code: 'identity', ...IDENTITY });
    expect((await api.requirements.form()).rows.identity?.fields).toEqual(IDENTITY);
  });

  it('never sends the SSN back whole', async () => {
    const { api } = await bank.customer();
    await api.requirements.put({ code: 'ssn', ssn: SSN });
    const everything = JSON.stringify([
      await api.requirements.form(),
      await api.application.overview(),
      await api.profile.get(),
      await api.requirements.list(),
    ]);
    expect(everything).toContain('4399');
    expect(everything).not.toMatch(/536-?90-?4399/);
  });

  it('is left out when another row’s token stands in its place', async () => {
    const [one, two] = [await bank.customer(), await bank.customer()];
    for (const { api } of [one, two]) await api.requirements.put({ code: 'ssn', ssn: SSN });
    await bank.owner(
      'update customer set ssn_encrypted = (select ssn_encrypted from customer where id = ?) where id = ?',
      [one.id, two.id],
    );
    expect((await two.api.profile.get()).ssn).toBeNull();
    expect((await one.api.profile.get()).ssn).toContain('4399');
  });
});

describe('submitting', () => {
  it('waits for every row, naming those that are due', async () => {
    const { api } = await bank.customer();
    await expect(api.application.submit()).rejects.toMatchObject({
      cause: { code: 'REQUIREMENTS_OPEN', details: { open: expect.arrayContaining(['identity', 'photo_id']) } },
    });
  });

  it('puts the case into the queue with a due date, tells the customer, and closes the rows', async () => {
    const { id, customer } = await bank.submittedApplication();
    const overview = await customer.api.application.overview();
    expect(overview).toMatchObject({
      status: 'SUBMITTED',
      kycStatus: 'PENDING',
      completion: 100,
      nextAction: null,
      canWithdraw: true,
      canTransact: false,
      waiting: null,
    });
    expect(overview.rows.some((row) => row.isOpen)).toBe(false);
    expect(overview.timeline.map((entry) => entry.kind)).toContain('submitted');
    expect(await bank.owner('select due_at - submitted_at as room from kyc_application where id = ?', [id])).toEqual([
      { room: '1 day' },
    ]);
    await bank.runJobs();
    expect(
      await bank.owner('select subject from dev_message where recipient = ? and subject like ?', [
        customer.email,
        '%received%',
      ]),
    ).toHaveLength(1);
    await expect(customer.api.requirements.put({ code: 'ssn', ssn: SSN })).rejects.toEqual(
      refusedWith('REQUIREMENT_CLOSED'),
    );
  });

  it('has one effect when pressed ten times at once', async () => {
    const customer = await bank.customer();
    await giveEverything(bank, customer);
    const answers = await Promise.allSettled(Array.from({ length: 10 }, () => customer.api.application.submit()));
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
    const { id } = await customer.api.application.overview();
    expect((await actionsOn(id)).filter((action) => action === 'application.submitted')).toHaveLength(1);
  });
});

describe('what was received', () => {
  it('carries the time of each row, and nothing for what is missing', async () => {
    const customer = await bank.customer();
    const { api } = customer;
    const started = bank.now();
    expect(Object.keys((await api.application.overview()).receivedAt)).toEqual(['email', 'phone']);
    const later = new Date(started.getTime() + 60_000);
    await bank.setNow(later);
    await api.requirements.put({ code: 'ssn', ssn: SSN });
    expect((await api.application.overview()).receivedAt).toEqual({
      email: started.toISOString(),
      phone: started.toISOString(),
      ssn: later.toISOString(),
    });
    await giveEverything(bank, customer);
    const { receivedAt, rows } = await api.application.overview();
    expect(Object.keys(receivedAt).toSorted()).toEqual(rows.map((row) => row.code).toSorted());
  });
});

describe('withdrawing', () => {
  it('ends an application, and a reviewer’s lease on it', async () => {
    const reviewer = await bank.staff('reviewer');
    const { id, customer } = await bank.claimedApplication(reviewer);
    await expect(customer.api.application.withdraw()).resolves.toMatchObject({
      status: 'WITHDRAWN',
      kycStatus: 'REJECTED',
    });
    expect(await bank.owner('select claimed_by from kyc_application where id = ?', [id])).toEqual([
      { claimed_by: null },
    ]);
    await expect(customer.api.application.withdraw()).rejects.toEqual(refusedWith('INVALID_TRANSITION'));
  });
});

describe('waiting time', () => {
  it('is told only from twenty decided cases on, as they really were', async () => {
    const { api } = await bank.customer();
    await bank.owner('alter table kyc_application disable trigger user');
    for (let minutes = 1; minutes <= 20; minutes++) {
      const person = await bank.customer();
      const decided = new Date(bank.now().getTime() - 3_600_000);
      await bank.owner(
        `update kyc_application set status = 'APPROVED', submitted_at = ?, due_at = bank_now(), decided_at = ? where customer_id = ?`,
        [new Date(decided.getTime() - minutes * 60_000), decided, person.id],
      );
    }
    // Sent back once and decided a minute after the second sending: the days before count.
    await bank.owner(
      `with sent as (update kyc_application set round = 2, submitted_at = decided_at - interval '1 minute'
         where decided_at - submitted_at = interval '20 minutes' returning id, decided_at)
       insert into application_event (id, application_id, kind, at)
       select gen_random_uuid(), id, 'submitted', decided_at - interval '20 minutes' from sent`,
    );
    await bank.owner('alter table kyc_application enable trigger user');
    expect((await api.application.overview()).waiting).toEqual({
      halfWithinMinutes: 11,
      nineInTenWithinMinutes: 19,
      decisions: 20,
      days: 30,
      kind: 'US individual',
    });
  });
});

describe('the profile', () => {
  it('lets names change while that row is open, and not afterwards', async () => {
    const customer = await bank.customer();
    await customer.api.requirements.put({ code: 'identity', ...IDENTITY });
    await expect(customer.api.profile.update({ lastName: 'Stone-Hill' })).resolves.toMatchObject({
      lastName: 'Stone-Hill',
      roles: [{ name: 'CUSTOMER' }],
    });
    const { phoneNumber } = customer;
    await expect(customer.api.profile.update({ lastName: 'Stone', phoneNumber })).resolves.toMatchObject({
      lastName: 'Stone',
      phoneNumber,
    });
    await giveEverything(bank, customer);
    await customer.api.application.submit();
    await expect(customer.api.profile.update({ lastName: 'Other' })).rejects.toEqual(refusedWith('REQUIREMENT_CLOSED'));
    await expect(customer.api.profile.update({ language: 'hi' })).resolves.toMatchObject({ language: 'hi' });
  });
});
