import { REASONS } from '@ostiary/domain/review';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, publicCaller, type SignedInStaff, type TestBank, wholeSignIn } from '../../testing.ts';
import { waitingCases, type WaitingCase } from '../../testing/many-cases.ts';

const CANARIES = ['judgement-canary', 'decision-canary', 'reason-canary', 'case-canary', 'dissent-canary'];
/** What nobody may learn: the notes, the true reasons, and that a second person looked. */
const SECRETS = new RegExp(
  [
    ...CANARIES,
    'SANCTION',
    'FRAUD',
    ...Object.values(REASONS.SANCTIONS_MATCH.label),
    ...Object.values(REASONS.FRAUD_SUSPECTED.label),
    'SECOND_APPROVAL',
    'second approval',
    'voided|counts no more',
  ].join('|'),
  'i',
);

let bank: TestBank;
let reviewer: SignedInStaff;
let admin: SignedInStaff;
let cases: WaitingCase[];
beforeAll(async () => {
  bank = await createTestBank();
  reviewer = await bank.staff('reviewer');
  admin = await bank.staff('admin');
  cases = await waitingCases(bank, 4);
}, 60_000);
afterAll(() => bank.close());

async function claimed() {
  const next = cases.pop();
  if (!next) throw new Error('no case is left');
  const { case: shown } = await reviewer.api.review.claim({ id: next.id });
  return { person: next, id: next.id, version: shown.version };
}

/** Every query of the customer door that needs no input, and the data download. */
async function everythingTold(person: WaitingCase): Promise<string> {
  await bank.runJobs();
  const password = bank.deps.env.DEMO_PASSWORD;
  const { access } = wholeSignIn(await publicCaller(bank.deps).auth.login({ username: person.username, password }));
  const customer = publicCaller(bank.deps, { access });
  await customer.auth.stepUp({ password });
  const told = [
    await customer.application.overview(),
    await customer.application.status(),
    await customer.documents.list(),
    await customer.requirements.list(),
    await customer.requirements.form(),
    await customer.profile.get(),
    await customer.sessions.list(),
    await customer.privacy.export(),
    await bank.owner('select * from dev_message where recipient in (select email from app_user where id = ?)', [
      person.customerId,
    ]),
  ];
  return JSON.stringify(told);
}

describe('what the applicant is told', () => {
  it.each(['SANCTIONS_MATCH', 'FRAUD_SUSPECTED'] as const)(
    'of a rejection for %s is the neutral sentence, with no word of a note',
    async (code) => {
      const { person, id, version } = await claimed();
      await reviewer.api.desk.addNote({ id, body: 'case-canary' });
      const judged = await reviewer.api.review.judge({
        id,
        version,
        requirement: 'photo_id',
        verdict: 'refuse',
        reason: 'DOCUMENT_TAMPERED',
        note: 'judgement-canary',
      });
      const reasons = [{ code, note: 'reason-canary' }];
      await reviewer.api.review.reject({ id, version: judged.version, reasons, note: 'decision-canary', hold: 10 });
      expect(await everythingTold(person)).not.toMatch(SECRETS);
      await bank.setNow(new Date(bank.now().getTime() + 11_000));
      await admin.api.review.case({ id });
      const told = await everythingTold(person);
      expect(told).toContain('REJECTED');
      expect(told).not.toMatch(SECRETS);
    },
  );

  it('of an approval that takes two is that it is under review, until it is approved', async () => {
    const { person, id, version } = await claimed();
    const first = await reviewer.api.review.approve({ id, version, escalate: true, note: 'decision-canary' });
    const waiting = await everythingTold(person);
    expect(waiting).not.toMatch(SECRETS);
    expect(waiting).not.toContain('APPROVE');
    await admin.api.review.disagree({ id, version: first.version, note: 'dissent-canary' });
    const { case: again } = await reviewer.api.review.claim({ id });
    const anew = await reviewer.api.review.approve({ id, version: again.version });
    await admin.api.review.secondApprove({ id, version: anew.version, note: 'decision-canary' });
    const told = await everythingTold(person);
    expect(told).toContain('APPROVED');
    expect(told.match(/"kind":"APPROVE"/g)).toHaveLength(1);
    expect(told).not.toMatch(SECRETS);
  });

  it('live, too', async () => {
    const { person, id, version } = await claimed();
    const sessionId = person.id as never; // any id will do: the stream is opened behind the door
    using seat = await bank.deps.live.open({
      sessionId,
      userId: person.customerId,
      door: 'customer',
      onlyBranch: null,
    });
    // A stream begins with what it may have missed; whatever happens before that is read is part of it.
    const heard: unknown[] = await seat.queue.take(5_000);
    await reviewer.api.review.approve({ id, version, escalate: true, note: 'decision-canary' });
    await expect
      .poll(async () => heard.push(...(await seat.queue.take(200))) && heard, { timeout: 10_000 })
      .toContainEqual(expect.objectContaining({ kind: 'case', status: 'IN_REVIEW', version: version + 1 }));
    expect(JSON.stringify(heard)).not.toMatch(SECRETS);
  });
});
