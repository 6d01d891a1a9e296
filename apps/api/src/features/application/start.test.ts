import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, giveDocuments, type TestBank, wholeSignIn } from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const invalid = expect.objectContaining({ cause: expect.objectContaining({ code: 'INVALID_TRANSITION' }) });
const DAY = 86_400_000;

describe('a new application', () => {
  it('follows a withdrawn one, keeps what was said and asks for documents and consent again', async () => {
    const { id, customer } = await bank.submittedApplication();
    await customer.api.application.withdraw();
    expect((await customer.api.application.overview()).canStartAgain).toBe(true);
    await expect(customer.api.application.start()).resolves.toMatchObject({
      status: 'INCOMPLETE',
      kycStatus: 'PENDING',
    });
    const overview = await customer.api.application.overview();
    expect(overview.id).not.toBe(id);
    expect(overview.canStartAgain).toBe(false);
    expect(
      overview.rows
        .filter((row) => row.state === 'missing')
        .map((row) => row.code)
        .toSorted(),
    ).toEqual(['consent', 'photo_id', 'proof_of_address']);
    expect(
      await bank.owner(`select 1 from audit_event where action = 'application.started' and actor_id = ?`, [
        customer.id,
      ]),
    ).toHaveLength(1);
    expect(await bank.owner('select 1 from kyc_document where application_id = ?', [id])).toHaveLength(3);
    await customer.api.requirements.put({ code: 'consent', accepted: true });
    await giveDocuments(bank, customer);
    await expect(customer.api.application.submit()).resolves.toMatchObject({ status: 'SUBMITTED' });
  });

  it('starts once when asked twenty times at once', async () => {
    const customer = await bank.customer();
    await customer.api.application.withdraw();
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => customer.api.application.start()));
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toEqual(invalid);
    expect(await bank.owner('select 1 from kyc_application where customer_id = ?', [customer.id])).toHaveLength(2);
  });

  it('does not start while one is open', async () => {
    const customer = await bank.customer();
    await expect(customer.api.application.start()).rejects.toEqual(invalid);
  });

  it('follows a declined one after ninety days, not before', async () => {
    const reviewer = await bank.staff('reviewer');
    const { id, version, customer } = await bank.claimedApplication(reviewer);
    await reviewer.api.review.reject({ id, version, reasons: [{ code: 'OUT_OF_POLICY' }] });
    await expect(customer.api.application.start()).rejects.toEqual(invalid);
    await bank.setNow(new Date(bank.now().getTime() + 90 * DAY));
    const { access } = wholeSignIn(
      await customer.api.auth.login({ username: customer.username, password: customer.password }),
    );
    customer.visitor.access = access;
    await expect(customer.api.application.start()).resolves.toMatchObject({ status: 'INCOMPLETE' });
  });
});
