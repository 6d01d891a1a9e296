import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInCustomer, type TestBank } from '../testing.ts';

let bank: TestBank;
let customer: SignedInCustomer;
beforeAll(async () => {
  bank = await createTestBank();
  customer = await bank.customer();
});
afterAll(() => bank.close());

const post = (path: string, body: object) => request(bank.publicApp).post(path).send(body);
const profile = (access: string) =>
  request(bank.publicApp).get('/api/profile/').set('authorization', `Bearer ${access}`);
const signIn = async (username = customer.email) =>
  (await post('/api/auth/login/', { username, password: customer.password }).expect(200)).body;
const later = (seconds: number) => bank.setNow(new Date(bank.now().getTime() + seconds * 1000));

describe('signing in by REST', () => {
  it('answers tokens and the person, and sets no cookie', async () => {
    const answer = await post('/api/auth/login/', {
      username: customer.phoneNumber,
      password: customer.password,
    }).expect(200);
    expect(answer.body).toMatchObject({
      access: expect.any(String),
      refresh: expect.any(String),
      user: {
        id: customer.id,
        username: customer.username,
        email: customer.email,
        customer_id: expect.any(String),
        kyc_status: 'PENDING',
        risk_profile: 'LOW',
      },
    });
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it('tells a stranger no more than a wrong password', async () => {
    const wrong = await post('/api/auth/login/', { username: customer.email, password: 'Wrong-password-1' }).expect(
      401,
    );
    const unknown = await post('/api/auth/login/', {
      username: 'nobody@example.com',
      password: 'Wrong-password-1',
    }).expect(401);
    expect({ ...wrong.body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' });
    await request(bank.staffApp)
      .post('/api/auth/login/')
      .send({ username: customer.email, password: customer.password })
      .expect(401);
  });

  it('rotates the refresh token, and a token used twice ends the session for both', async () => {
    const first = await signIn();
    const second = (await post('/api/auth/refresh/', { refresh: first.refresh }).expect(200)).body;
    expect(second.refresh).not.toBe(first.refresh);
    await profile(second.access).expect(200);
    await later(11);
    const reused = await post('/api/auth/refresh/', { refresh: first.refresh }).expect(401);
    expect(reused.body.code).toBe('SESSION_ENDED');
    await post('/api/auth/refresh/', { refresh: second.refresh }).expect(401);
    await profile(second.access).expect(401);
    const [event] = await bank.owner<{ severity: string }>(
      `select severity from security_event where event_type = 'TOKEN_REUSE'`,
    );
    expect(event?.severity).toBe('CRITICAL');
  });

  it('forgives the same token within ten seconds: a lost answer is no theft', async () => {
    const { refresh } = await signIn();
    const once = (await post('/api/auth/refresh/', { refresh }).expect(200)).body;
    await later(5);
    const again = (await post('/api/auth/refresh', { refresh }).expect(200)).body;
    expect(again.refresh).toBe(once.refresh);
  });

  it('ends with signing out: 204 without a body, twice without complaint', async () => {
    const { access, refresh } = await signIn();
    const out = await post('/api/auth/logout/', { refresh }).expect(204);
    expect(out.text).toBe('');
    expect(out.headers).not.toHaveProperty('clear-site-data');
    await profile(access).expect(401);
    await post('/api/auth/logout/', { refresh }).expect(204);
  });

  it('never reads the portal’s cookie', async () => {
    const { refresh } = await signIn();
    await request(bank.publicApp)
      .post('/api/auth/refresh/')
      .set('cookie', `ostiary_customer_rt=${refresh}`)
      .send({})
      .expect(401);
  });
});
