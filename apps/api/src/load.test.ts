import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, publicCaller, staffCaller, type TestBank } from './testing.ts';
import { waitingCases } from './testing/many-cases.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

interface Outcome {
  readonly codes: Readonly<Record<string, number>>;
  readonly ms: number;
}

/** What every call came to; a failure that nobody foresaw shows as `INTERNAL`. */
async function outcomes(calls: readonly Promise<unknown>[]): Promise<Outcome> {
  const from = performance.now();
  const codes: Record<string, number> = {};
  for (const answer of await Promise.allSettled(calls)) {
    const reason: unknown = answer.status === 'fulfilled' ? null : answer.reason;
    const cause: unknown = reason instanceof Error ? reason.cause : null;
    const code = reason === null ? 'ok' : cause instanceof Error && 'code' in cause ? String(cause.code) : 'INTERNAL';
    codes[code] = (codes[code] ?? 0) + 1;
  }
  return { codes, ms: performance.now() - from };
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('one hundred calls at once on ten connections', () => {
  it('all get an empty queue, an Idempotency-Key each', async () => {
    const reviewer = await bank.staff('reviewer');
    const calls = times(100, (index) =>
      staffCaller(bank.deps, { access: reviewer.access, idempotencyKey: `next${index}` }).review.next(),
    );
    expect((await outcomes(calls)).codes).toEqual({ ok: 100 });
  });

  it('all get their refusal of a wrong code, an Idempotency-Key each', async () => {
    const customer = await bank.customer();
    const calls = times(100, (index) =>
      publicCaller(bank.deps, { access: customer.access, idempotencyKey: `code${index}` }).contacts.verify({
        channel: 'email',
        code: '000000',
      }),
    );
    expect((await outcomes(calls)).codes).toEqual({ INVALID_INPUT: 100 });
  });

  it('all get their refusal of a birth date in the future, an Idempotency-Key each', async () => {
    const customer = await bank.customer();
    const identity = { code: 'identity', firstName: 'Avery', lastName: 'Stone', dateOfBirth: '2999-01-01' } as const;
    const calls = times(100, (index) =>
      publicCaller(bank.deps, { access: customer.access, idempotencyKey: `born${index}` }).requirements.put(identity),
    );
    expect((await outcomes(calls)).codes).toEqual({ INVALID_INPUT: 100 });
  });

  it('all are refused what is not theirs', async () => {
    const auditor = await bank.staff('auditor');
    const calls = times(100, () => auditor.api.review.next());
    expect((await outcomes(calls)).codes).toEqual({ FORBIDDEN: 100 });
  });
});

describe('one customer in many places at once', () => {
  it('asks for codes with different keys without a deadlock', async () => {
    const customer = await bank.customer();
    await bank.setNow(new Date(bank.now().getTime() + 2 * 60_000));
    const calls = times(8, (index) =>
      publicCaller(bank.deps, { access: customer.access, idempotencyKey: `send${index}` }).contacts.send({
        channel: 'phone',
      }),
    );
    expect((await outcomes(calls)).codes).toEqual({ ok: 1, RATE_LIMITED: 7 });
  });

  it('confirms the phone while changing the profile, and no change is lost', async () => {
    const people = [await bank.customer(), await bank.customer(), await bank.customer()];
    for (const { id } of people) await bank.owner('update app_user set phone_confirmed_at = null where id = ?', [id]);
    await bank.setNow(new Date(bank.now().getTime() + 2 * 60_000));
    for (const customer of people) {
      const { access } = customer;
      await customer.api.contacts.send({ channel: 'phone' });
      const code = await bank.codeFor(customer.phoneNumber);
      const version = async () =>
        (
          await bank.owner<{ version: number }>('select version from kyc_application where customer_id = ?', [
            customer.id,
          ])
        )[0]?.version ?? 0;
      const before = await version();
      const languages = times(6, (index) =>
        publicCaller(bank.deps, { access }).profile.update({
          firstName: `Name${'abcdef'[index]}`,
          language: index % 2 === 0 ? 'hi' : 'en',
        }),
      );
      expect((await outcomes([...languages, customer.api.contacts.verify({ channel: 'phone', code })])).codes).toEqual({
        ok: 7,
      });
      expect(await version()).toBe(before + 7);
    }
  });
});

describe('the desk at once', () => {
  it('hands twenty reviewers twenty cases, each once, and one of fifty decisions wins', async () => {
    const ids = (await waitingCases(bank, 20)).map(({ id }) => id);
    const reviewers = await Promise.all(times(20, () => bank.newStaff('reviewer')));
    const answers = await Promise.all(reviewers.map((reviewer) => reviewer.api.review.next()));
    expect(answers.map((answer) => answer.case?.id ?? 'none').toSorted()).toEqual(ids.toSorted());
    const [first] = reviewers;
    const held = answers[0]?.case;
    if (!first || !held) throw new Error('nothing was claimed');
    const { id, version } = held;
    const decide = first.api.review;
    const mixed = [
      () => decide.approve({ id, version }),
      () => decide.reject({ id, version, reasons: [{ code: 'OUT_OF_POLICY' }] }),
      () => decide.requestMore({ id, version, reasons: [{ requirement: 'photo_id', code: 'DOCUMENT_UNREADABLE' }] }),
    ] as const;
    const { codes } = await outcomes(times(50, (index) => (mixed[index % 3] ?? mixed[0])()));
    expect(codes).toEqual({ ok: 1, ALREADY_REVIEWED: 49 });
  }, 240_000);

  it('withdraws, decides and claims one case without a failure of ours', async () => {
    const reviewer = await bank.newStaff('reviewer');
    const admin = await bank.newStaff('admin');
    for (let turn = 0; turn < 3; turn += 1) {
      const { id, version, customer } = await bank.claimedApplication(reviewer);
      const { codes } = await outcomes([
        customer.api.application.withdraw(),
        reviewer.api.review.approve({ id, version }),
        reviewer.api.review.release({ id }),
        admin.api.review.claim({ id }),
        admin.api.review.next(),
        customer.api.application.submit(),
        reviewer.api.auth.refresh({}),
      ]);
      expect(codes.INTERNAL).toBeUndefined();
      expect(codes.UNAVAILABLE).toBeUndefined();
      const [row] = await bank.owner<{ status: string }>('select status from kyc_application where id = ?', [id]);
      expect(['WITHDRAWN', 'APPROVED', 'IN_REVIEW', 'SUBMITTED']).toContain(row?.status);
    }
  }, 60_000);
});
