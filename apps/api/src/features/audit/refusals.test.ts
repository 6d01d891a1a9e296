import { DocumentId } from '@ostiary/domain/shared';
import type { Express } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type TestBank } from '../../testing.ts';
import { openStream, serveDoor } from '../../testing/live-stream.ts';
import { givePapers } from '../../testing/papers.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank({ env: { RATE_LIMIT_FACTOR: '1', TRUST_PROXY: '1' }, liveRecheckMs: 50 });
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

describe('what was tried and kept from somebody', () => {
  it('is on record: what the rules forbid, what is not theirs, and what failed by a fault of ours', async () => {
    const [customer, admin, reviewer] = [
      await bank.customer(),
      await bank.staff('admin'),
      await bank.newStaff('reviewer'),
    ];
    const joined = admin.api.people.assignRole({ id: reviewer.id, role: 'AUDITOR', why: 'both at once (fictional)' });
    await expect(joined).rejects.toMatchObject({ cause: { code: 'DUTIES_SEPARATED' } });
    await refusedOnce('people.assignRole', { severity: 'MEDIUM', who: admin.id, code: 'DUTIES_SEPARATED' });
    const theirs = DocumentId.parse(crypto.randomUUID());
    await expect(customer.api.documents.remove({ id: theirs })).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } });
    await refusedOnce('documents.remove', { severity: 'LOW', who: customer.id, code: 'NOT_FOUND' });
    await bank.owner('alter table saved_view rename to saved_view_away');
    await expect(reviewer.api.views.list()).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    await bank.owner('alter table saved_view_away rename to saved_view');
    const failed = await bank.owner(
      `select actor_id from audit_event where action = 'action.failed' and target_id = ?`,
      ['views.list'],
    );
    expect(failed).toEqual([{ actor_id: reviewer.id }]);
  });
});

describe('a flood', () => {
  it('of refusals is written down thirty times in ten minutes; of the rest there is the number', async () => {
    const knock = (name: string) =>
      request(bank.publicApp)
        .post(`/trpc/auth.refresh,${name}?batch=1`)
        // An address of its own: what this process counted of others is not of this flood.
        .set({ 'sec-fetch-site': 'cross-site', 'x-forwarded-for': '203.0.113.77' })
        .send({});
    const written = async () =>
      (
        await bank.owner<{ omitted: string | null; description: string }>(
          `select metadata ->> 'omitted' as omitted, description from security_event
           where metadata ->> 'code' = 'ORIGIN_REFUSED' and metadata ->> 'path' like '%made.up%' order by created_at, id`,
        )
      ).map(({ omitted, description }) => ({ omitted, isLast: description.includes('only counted') }));
    await bank.setNow(new Date(bank.now().getTime() + 11 * 60_000));
    for (let name = 0; name < 34; name += 1) await knock(`made.up.${name}`);
    const first = await written();
    expect([first.length, first.filter(({ isLast }) => isLast).length, first.at(-1)?.isLast]).toEqual([30, 1, true]);
    await bank.setNow(new Date(bank.now().getTime() + 10 * 60_000));
    await knock('made.up.again');
    expect((await written()).slice(30)).toEqual([{ omitted: '4', isLast: false }]);
  });

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
