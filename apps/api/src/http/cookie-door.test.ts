import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPublicApp } from '../app.ts';
import { createTestBank, type SignedInCustomer, type TestBank } from '../testing.ts';

let bank: TestBank;
let customer: SignedInCustomer;
beforeAll(async () => {
  bank = await createTestBank();
  customer = await bank.customer();
});
afterAll(() => bank.close());

const OWN = { 'x-requested-by': 'ostiary', 'sec-fetch-site': 'same-origin' };
const credentials = ({ email, password } = customer) => ({ username: email, password });
const call = (name: string, body: object, headers: Record<string, string> = OWN) =>
  request(bank.publicApp).post(`/trpc/${name}`).set(headers).send(body);
const cookiesOf = (answer: request.Response): string[] => [answer.headers['set-cookie'] ?? []].flat();

const refreshCookieOf = (answer: request.Response): string =>
  cookiesOf(answer)
    .find((cookie) => cookie.includes('_rt='))
    ?.split(';')[0] ?? '';

async function signIn(): Promise<string> {
  const answer = await call('auth.login', credentials()).expect(200);
  return refreshCookieOf(answer);
}

describe('the portal’s refresh cookie', () => {
  it('is HttpOnly, SameSite=Strict, on the whole door, with a name of its own, and never in the body', async () => {
    const answer = await call('auth.login', credentials()).expect(200);
    const form = (name: string) => new RegExp(`^${name}=[^;]+; Path=/; Expires=[^;]+; HttpOnly; SameSite=Strict$`);
    expect(cookiesOf(answer).toSorted()).toEqual([
      expect.stringMatching(form('ostiary_customer_dev')),
      expect.stringMatching(form('ostiary_customer_rt')),
    ]);
    expect(answer.body.result.data).not.toHaveProperty('refresh');
  });

  it('is bound to its host over TLS in production', async () => {
    const app = createPublicApp({ ...bank.deps, env: { ...bank.deps.env, OSTIARY_ENV: 'production' } });
    const answer = await request(app).post('/trpc/auth.login').set(OWN).send(credentials()).expect(200);
    expect(cookiesOf(answer).toSorted()).toEqual([
      expect.stringMatching(/^__Host-ostiary_customer_dev=.+; Secure; SameSite=Strict$/),
      expect.stringMatching(/^__Host-ostiary_customer_rt=.+; Secure; SameSite=Strict$/),
    ]);
  });

  it('renews the session and is cleared by signing out, with cache and storage but no other cookie', async () => {
    const cookie = await signIn();
    const renewed = await call('auth.refresh', {}).set('cookie', cookie).expect(200);
    const next = refreshCookieOf(renewed);
    expect(next).not.toBe(cookie);
    const out = await call('auth.logout', {}).set('cookie', next).expect(200);
    expect(cookiesOf(out)).toEqual([expect.stringMatching(/^ostiary_customer_rt=; Path=\/; Expires=Thu, 01 Jan 1970/)]);
    expect(out.headers['clear-site-data']).toBe('"cache", "storage"');
    expect(renewed.headers).not.toHaveProperty('clear-site-data');
    await call('auth.refresh', {}).set('cookie', next).expect(401);
  });

  it('survives a client that asks for a streamed batch', async () => {
    const answer = await request(bank.publicApp)
      .post('/trpc/auth.login?batch=1')
      .set({ ...OWN, 'trpc-accept': 'application/jsonl', accept: 'application/jsonl' })
      .send({ 0: credentials() });
    expect(refreshCookieOf(answer)).not.toBe('');
  });
});

describe('the cookie of a known browser', () => {
  const from = (headers: Record<string, string>, body: object) => call('auth.login', body, { ...OWN, ...headers });
  const deviceOf = (answer: request.Response) =>
    cookiesOf(answer)
      .find((cookie) => cookie.includes('_dev='))
      ?.split(';')[0];

  it('lets its owner in all day while strangers keep the account locked; the reset link opens it to all', async () => {
    const owner = await bank.customer();
    const right = credentials(owner);
    const wrong = { ...right, password: 'Wrong-password-1' };
    const cookie = deviceOf(await from({}, right).expect(200)) ?? '';
    for (const minutes of [0, 30, 23 * 60]) {
      await bank.setNow(new Date(bank.now().getTime() + minutes * 60_000));
      for (let guess = 0; guess < 5; guess++) await from({}, wrong).expect(401);
      await from({}, right).expect(401);
      await from({ cookie }, right).expect(200);
    }
    await call('password.forgot', { username: owner.email }).expect(200);
    await bank.runJobs();
    const [mail] = await bank.owner<{ token: string }>(
      `select substring(body from '#token=([A-Za-z0-9_-]{43})') as token from dev_message
       where recipient = ? and body like '%/reset-password#token=%'`,
      [owner.email],
    );
    await call('password.reset', { token: mail?.token, newPassword: 'Salt-marsh-heron-7' }).expect(200);
    const anywhere = await from({}, { ...right, password: 'Salt-marsh-heron-7' });
    expect(anywhere.body.result.data).toHaveProperty('access');
  });
});

describe('another site', () => {
  const refused = (answer: request.Response) => {
    const [first] = [answer.body].flat();
    expect({ status: answer.status, code: first.error?.data?.errorCode }).toEqual({
      status: 403,
      code: 'ORIGIN_REFUSED',
    });
    expect(cookiesOf(answer)).toEqual([]);
  };

  it.each([
    ['a cross-site request', { 'x-requested-by': 'ostiary', 'sec-fetch-site': 'cross-site' }],
    ['a sibling domain', { 'x-requested-by': 'ostiary', 'sec-fetch-site': 'same-site' }],
    ['another origin without fetch metadata', { 'x-requested-by': 'ostiary', origin: 'https://evil.example' }],
    ['an opaque origin', { 'x-requested-by': 'ostiary', origin: 'null' }],
    ['a request without our header', { 'sec-fetch-site': 'same-origin' }],
  ])('gets nowhere with %s', async (_, headers) => {
    const cookie = await signIn();
    refused(await call('auth.login', credentials(), headers));
    refused(await call('auth.verify', {}, headers));
    refused(await call('auth.refresh', {}, headers).set('cookie', cookie));
    refused(await call('auth.logout', {}, headers).set('cookie', cookie));
    await call('auth.refresh', {}).set('cookie', cookie).expect(200);
  });

  it.each(['profile.get,auth.refresh', 'auth%2Erefresh,profile.get', 'profile.get%2Cauth.refresh', 'x/auth.refresh'])(
    'cannot hide the call as %s',
    async (path) => {
      const cookie = await signIn();
      const answer = await request(bank.publicApp)
        .post(`/trpc/${path}?batch=1`)
        .set({ 'sec-fetch-site': 'cross-site', cookie })
        .send({ 0: {}, 1: {} });
      expect(cookiesOf(answer)).toEqual([]);
      expect(JSON.stringify(answer.body)).not.toContain('"access"');
      await call('auth.refresh', {}).set('cookie', cookie).expect(200);
    },
  );

  it('may come without fetch metadata from the same host, as a test or an old browser does', async () => {
    const login = request(bank.publicApp)
      .post('/trpc/auth.login')
      .set({ 'x-requested-by': 'ostiary', host: 'bank.test', origin: 'http://bank.test' });
    await login.send(credentials()).expect(200);
  });
});

describe('/trpc', () => {
  it('refuses a batch of more than ten calls', async () => {
    const names = (count: number) => Array.from({ length: count }, () => 'profile.get').join(',');
    const { body } = await call('auth.login', credentials());
    const ask = (count: number) =>
      request(bank.publicApp)
        .get(`/trpc/${names(count)}?batch=1&input={}`)
        .set('authorization', `Bearer ${body.result.data.access}`);
    await ask(10).expect(200);
    await ask(11).expect(400);
  });

  it('takes queries by POST, so that no search stands in a URL, but no change by GET', async () => {
    const { access } = await bank.staff('reviewer');
    await request(bank.staffApp)
      .post('/trpc/review.queue')
      .set('authorization', `Bearer ${access}`)
      .send({ search: 'Anna' })
      .expect(200);
    await request(bank.publicApp).get('/trpc/auth.logout?input={}').set(OWN).expect(405);
  });
});
