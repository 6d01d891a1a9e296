import type { Express } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type TestBank } from '../../testing.ts';
import { openStream, serveDoor } from '../../testing/live-stream.ts';
import { givePapers } from '../../testing/papers.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank({ env: { RATE_LIMIT_FACTOR: '1' }, liveRecheckMs: 50 });
}, 60_000);
afterAll(() => bank.close());

interface Refused {
  readonly type: string;
  readonly severity: string;
  readonly who: string | null;
  readonly code: string | null;
}
const refusalsOf = (path: string) =>
  bank.owner<Refused>(
    `select event_type as type, severity, user_id as who, metadata ->> 'code' as code from security_event
     where metadata ->> 'path' = ?`,
    [path],
  );
const recordsOf = (path: string) =>
  bank.owner(`select from audit_event where action = 'action.refused' and target_id = ?`, [path]);
const refusedOnce = (path: string, event: Partial<Refused>) =>
  Promise.all([
    expect(refusalsOf(path)).resolves.toEqual([expect.objectContaining({ type: 'UNAUTHORIZED_ACCESS', ...event })]),
    expect(recordsOf(path)).resolves.toHaveLength(1),
  ]);

describe('a refusal', () => {
  it('of a document is on record once, for it is no procedure', async () => {
    const [customer, auditor] = [await bank.customer(), await bank.staff('auditor')];
    await givePapers(bank, customer);
    const [paper] = await bank.owner<{ id: string }>('select id from kyc_document where customer_id = ?', [
      customer.id,
    ]);
    const look = request(bank.staffApp).get(`/documents/${paper?.id}/preview`);
    expect((await look.set('authorization', `Bearer ${auditor.access}`)).status).toBe(403);
    await refusedOnce('documents.open', { severity: 'MEDIUM', who: auditor.id, code: 'FORBIDDEN' });
  });

  it('inside a live stream that had begun is on record once', async () => {
    const reviewer = await bank.newStaff('reviewer');
    const door = await serveDoor(bank.staffApp);
    const stream = await openStream(door.url, 'review.live', reviewer.access);
    await expect.poll(() => stream.events.length).toBe(1);
    await bank.owner('update user_role set is_active = false where user_id = ?', [reviewer.id]);
    await stream.ended;
    await door.close();
    await refusedOnce('review.live', { who: reviewer.id, code: 'FORBIDDEN' });
  });

  it('of another site’s use of the cookie is on record', async () => {
    const app: Express = bank.publicApp;
    const { status } = await request(app).post('/trpc/auth.refresh').set('sec-fetch-site', 'cross-site').send({});
    expect(status).toBe(403);
    await refusedOnce('auth.refresh', { severity: 'MEDIUM', who: null, code: 'ORIGIN_REFUSED' });
  });

  it('that only asks for another proof weighs less', async () => {
    const customer = await bank.customer();
    await bank.setNow(new Date(bank.now().getTime() + 6 * 60_000));
    await expect(customer.api.secondFactor.begin()).rejects.toMatchObject({ cause: { code: 'STEP_UP_REQUIRED' } });
    await refusedOnce('secondFactor.begin', { severity: 'LOW', who: customer.id });
  });
});

describe('a flood', () => {
  it('is one event, however often it is turned away', async () => {
    const ask = () => bank.anonymous.public.password.forgot({ username: 'nobody.fictional' });
    const answers = [];
    for (let left = 9; left > 0; left -= 1)
      answers.push(
        await ask().then(
          () => 'ok',
          () => 'refused',
        ),
      );
    expect(answers.filter((answer) => answer === 'refused')).toHaveLength(4);
    expect(await refusalsOf('password.forgot')).toEqual([
      { type: 'RATE_LIMIT_EXCEEDED', severity: 'LOW', who: null, code: null },
    ]);
  });
});
