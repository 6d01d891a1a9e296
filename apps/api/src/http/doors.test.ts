import { DevMessage, openOrm } from '@ostiary/db';
import request from 'supertest';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPublicApp, createStaffApp } from '../app.ts';
import { createBacklog } from '../backlog.ts';
import { createTestBank, giveDocuments, type TestBank } from '../testing.ts';
import { createReadiness } from './health.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const production = () => ({ ...bank.deps, env: { ...bank.deps.env, OSTIARY_ENV: 'production' as const } });

describe('every answer of both doors', () => {
  it('carries the same protective headers', async () => {
    for (const app of [bank.publicApp, bank.staffApp]) {
      for (const path of ['/', '/api/nothing', '/trpc/nothing', '/healthz']) {
        const { headers } = await request(app).get(path).set('accept', 'text/html');
        const csp = String(headers['content-security-policy']);
        for (const rule of [
          "script-src 'self'",
          "object-src 'none'",
          "base-uri 'none'",
          "frame-ancestors 'none'",
          "style-src 'self' 'unsafe-inline'",
          "worker-src 'self' blob:",
          "img-src 'self' blob: data:",
          "font-src 'self' data:",
        ]) {
          expect(csp.split(';')).toContain(rule);
        }
        expect(headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
          'permissions-policy': expect.stringContaining('camera=()'),
          'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
        });
        expect(headers).not.toHaveProperty('x-powered-by');
        expect(headers).not.toHaveProperty('strict-transport-security');
      }
    }
  });

  it('asks for TLS in production only', async () => {
    const { headers } = await request(createPublicApp(production())).get('/healthz');
    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  });

  it('keeps data out of every cache', async () => {
    for (const path of ['/api/profile/', '/trpc/profile.get', '/dev/mailbox']) {
      expect((await request(bank.publicApp).get(path)).headers['cache-control']).toBe('no-store');
    }
    expect((await request(bank.staffApp).get('/documents/x/preview')).headers['cache-control']).toContain('no-store');
  });

  it('tells of nothing where nothing is, in text for files and JSON for calls', async () => {
    await request(bank.publicApp)
      .get('/missing.js')
      .expect(404)
      .expect('content-type', /text\/plain/);
    await request(bank.staffApp).get('/dev/mailbox').set('accept', 'application/json').expect(404);
    await request(bank.publicApp)
      .get('/api/%E0%A4%A')
      .expect((answer) => expect([400, 404]).toContain(answer.status));
  });
});

describe('health', () => {
  it('is alive and ready on a migrated database', async () => {
    await request(bank.publicApp).get('/healthz').expect(200, { status: 'ok' });
    await request(bank.staffApp).get('/readyz').expect(200, { status: 'ready' });
  });

  it('says, and stays ready, when documents wait long for their check', async () => {
    await giveDocuments(bank, await bank.customer(), { isChecked: false });
    const readiness = async () => [
      await createReadiness(bank.deps).reason(),
      await createReadiness(bank.deps).degraded(),
      (await createBacklog(bank.deps.orm)())?.documentsUncheckedSeconds,
    ];
    expect(await readiness()).toEqual([null, [], expect.any(Number)]);
    await bank.owner(`update kyc_document set uploaded_at = bank_now() - interval '301 s'`);
    await request(createPublicApp(bank.deps))
      .get('/readyz')
      .expect(200, { status: 'ready', degraded: ['document-checks'] });
    expect((await readiness())[2]).toBeCloseTo(301, 0);
    await bank.owner('delete from kyc_document');
  });

  it('is unready while draining, behind on migrations, or without its database, but alive', async () => {
    const draining = createReadiness(bank.deps);
    draining.drain();
    await request(createStaffApp(bank.deps, draining))
      .get('/readyz')
      .expect(503, { status: 'unready', reason: 'draining' });

    const other = await createTestBank();
    await other.owner('delete from schema_migration where id = (select max(id) from schema_migration)');
    await request(createPublicApp(other.deps)).get('/readyz').expect(503, { status: 'unready', reason: 'migrations' });
    await other.close();

    const orm = await openOrm({ url: 'postgresql://nobody:nothing@127.0.0.1:1/none' });
    const app = createPublicApp({ ...bank.deps, orm });
    await request(app).get('/readyz').expect(503, { status: 'unready', reason: 'database' });
    await request(app).get('/healthz').expect(200);
    await orm.close(true);
  });
});

describe('the API page', () => {
  it('is served with its document, without inline scripts', async () => {
    const page = await request(bank.publicApp).get('/api/docs/swagger/').expect(200);
    expect(page.text).not.toMatch(/<script>/);
    expect(page.text).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
    await request(bank.publicApp).get('/api/docs/swagger').expect(308).expect('location', '/api/docs/swagger/');
    await request(bank.publicApp).get('/api/docs/swagger/swagger-ui-bundle.js').expect(200);
    await request(bank.publicApp)
      .get('/api/docs/swagger/swagger-ui-init.js')
      .expect(200)
      .expect(/\/api\/openapi\.json/);
    const { body } = await request(bank.staffApp).get('/api/openapi.json').expect(200);
    expect(body.paths).toHaveProperty('/kyc/{id}/approve/');
    expect(body.paths).not.toHaveProperty('/kyc/submit/');
  });
});

describe('the dev mailbox', () => {
  const write = async (recipient: string, body: string, code: string | null = '123456') => {
    const em = bank.deps.orm.em.fork();
    em.persist(
      em.create(DevMessage, {
        id: uuidv7(),
        channel: recipient.startsWith('+') ? 'sms' : 'email',
        recipient,
        subject: 'Your <b>code</b>',
        body,
        code,
        at: new Date(),
      }),
    );
    await em.flush();
  };

  it('lists messages as JSON, newest first, by recipient', async () => {
    await write('ana@example.com', 'first');
    await write('ana@example.com', 'second', null);
    await write('+13125550134', 'sms');
    const of = async (to: string) =>
      (await request(bank.publicApp).get(`/dev/mailbox?to=${to}`).set('accept', 'application/json').expect(200)).body
        .messages;
    expect(await of('ANA@example.com')).toEqual([
      { to: 'ana@example.com', channel: 'email', subject: 'Your <b>code</b>', text: 'second', at: expect.any(String) },
      expect.objectContaining({ text: 'first', code: '123456' }),
    ]);
    expect(await of('+13125550134')).toHaveLength(1);
    expect(await of('%25')).toEqual([]);
  });

  it('shows them as an escaped page without scripts, and says so when there are none', async () => {
    await write('page@example.com', '<script>alert(1)</script>', '654321');
    const page = await request(bank.publicApp).get('/dev/mailbox?to=page@').set('accept', 'text/html').expect(200);
    expect(page.text).toContain('&lt;script&gt;alert(1)');
    expect(page.text).toContain('<p class="code">654321</p>');
    expect(page.text).not.toContain('<script');
    const empty = await request(bank.publicApp)
      .get('/dev/mailbox')
      .query({ to: '"><img src=x>' })
      .set('accept', 'text/html')
      .expect(200);
    expect(empty.text).toContain('No message to &quot;&gt;&lt;img');
    expect(empty.text).not.toContain('<img');
  });

  it('does not exist in production, nor on the staff door', async () => {
    for (const accept of ['text/html', 'application/json'])
      await request(createPublicApp(production())).get('/dev/mailbox').set('accept', accept).expect(404);
  });
});
