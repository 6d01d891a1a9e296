import { LoginInput } from '@ostiary/domain/auth';
import { ConsentData } from '@ostiary/domain/requirements';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestBank,
  freshEmail,
  freshPhone,
  type SignedInCustomer,
  type TestBank,
  TEST_PASSWORD,
} from '../testing.ts';

let bank: TestBank;
let customer: SignedInCustomer;

beforeAll(async () => {
  bank = await createTestBank();
  customer = await bank.customer();
});
afterAll(() => bank.close());

const post = (path: string, body?: string | object) => request(bank.publicApp).post(path).send(body);
const put = (path: string, body: object) =>
  request(bank.publicApp).put(path).set('authorization', `Bearer ${customer.access}`).send(body);
const get = (path: string) => request(bank.publicApp).get(path).set('authorization', `Bearer ${customer.access}`);

describe('the REST face', () => {
  it.each(['/api/kyc/requirements', '/api/kyc/requirements/'])('answers %s in snake_case', async (path) => {
    const answer = await get(path).expect(200);
    expect(Object.keys(answer.body).toSorted()).toEqual([
      'completion',
      'currently_due',
      'deadline',
      'pending_verification',
      'refused',
      'satisfied',
    ]);
    expect(answer.body.currently_due[0]).toHaveProperty('is_open');
  });

  it('takes snake_case bodies and honours the success status', async () => {
    const answer = await post('/api/auth/register/initiate/', {
      email: freshEmail(),
      phone_number: freshPhone(),
      password: TEST_PASSWORD,
    }).expect(201);
    expect(answer.body).toMatchObject({
      challenge: expect.any(String),
      sent_to: expect.stringContaining('@example.com'),
      resend_at: expect.any(String),
    });
  });

  it('names each field that needs correcting, in words and codes', async () => {
    const answer = await post('/api/auth/register/initiate/', {
      email: 'nobody',
      phone_number: '12',
      password: 'short',
    }).expect(400);
    expect(answer.body.email).toEqual([expect.stringContaining('e-mail')]);
    expect(answer.body.codes).toMatchObject({ email: ['EMAIL_FORMAT'] });
    const rules = await post('/api/auth/register/initiate/', {
      email: freshEmail(),
      phone_number: '+1555',
      password: 'short',
    }).expect(400);
    expect(rules.body.codes).toMatchObject({
      phone_number: expect.any(Array),
      password: expect.arrayContaining(['PASSWORD_TOO_SHORT']),
    });
  });

  it('answers a taken e-mail with 409 in the same shape', async () => {
    const answer = await post('/api/auth/register/initiate/', {
      email: customer.email.toUpperCase(),
      phone_number: freshPhone(),
      password: TEST_PASSWORD,
    }).expect(409);
    expect(answer.body).toEqual({
      email: [expect.stringContaining('already has an account')],
      codes: { email: ['EMAIL_TAKEN'] },
    });
  });

  it('asks for every missing field when there is no body', async () => {
    const answer = await post('/api/auth/login/').expect(400);
    expect(answer.body.codes).toEqual({ username: ['REQUIRED'], password: ['REQUIRED'] });
  });

  it('refuses unknown keys, keys in another case and keys of the path, by name', async () => {
    const consent = '/api/kyc/requirements/consent/';
    expect((await put(consent, { accepted: true, admin: true }).expect(400)).body.codes).toEqual({
      admin: ['UNKNOWN_FIELD'],
    });
    expect((await put(consent, { accepted: true, code: 'ssn' }).expect(400)).body.codes).toEqual({
      code: ['UNKNOWN_FIELD'],
    });
    const camel = await put('/api/kyc/requirements/identity/', {
      firstName: 'A',
      last_name: 'B',
      date_of_birth: '1990-01-01',
    }).expect(400);
    expect(camel.body.codes).toEqual({ firstName: ['UNKNOWN_FIELD'] });
    const bare = await post('/api/kyc/submit/', { force: true })
      .set('authorization', `Bearer ${customer.access}`)
      .expect(400);
    expect(bare.body.codes).toEqual({ force: ['UNKNOWN_FIELD'] });
  });

  it.each([['"false"'], ['"true"'], ['""'], ['1'], ['"on"']])('never turns %s into a boolean', async (value) => {
    const answer = await request(bank.publicApp)
      .put('/api/kyc/requirements/consent/')
      .set('authorization', `Bearer ${customer.access}`)
      .type('json')
      .send(`{"accepted": ${value}}`)
      .expect(400);
    expect(answer.body.codes).toEqual({ accepted: ['CONSENT_NEEDED'] });
    // The schemas are shared with tRPC: nothing may have changed them.
    expect(ConsentData.safeParse({ accepted: 'true' }).success).toBe(false);
    expect(LoginInput.safeParse({ username: 1, password: 'x' }).success).toBe(false);
  });

  it('says plainly what it cannot read', async () => {
    const refused = (status: number) => ({
      detail: expect.any(String),
      code: 'MALFORMED_REQUEST',
      request_id: expect.any(String),
      status,
    });
    const broken = await request(bank.publicApp).post('/api/auth/login/').type('json').send('{"username": ');
    const form = await request(bank.publicApp).post('/api/auth/login/').type('form').send('username=a&password=b');
    const list = await post('/api/auth/login/', [1]);
    const huge = await post('/api/auth/login/', { username: 'x'.repeat(120_000), password: 'y' });
    const seen = [broken, form, list, huge].map(({ body, status }) => ({ ...body, status }));
    expect(seen).toEqual([refused(400), refused(415), refused(400), refused(413)]);
  });

  it('answers 404 in JSON for unknown paths, wrong methods, ids of the wrong form, and procedures without a route', async () => {
    const answers = await Promise.all([
      get('/api/nothing/'),
      request(bank.publicApp).delete('/api/auth/login/'),
      put('/api/kyc/requirements/nonsense/', {}),
      post('/api/requirements/saveDraft', {}),
      post('/api/requirements/save-draft', {}),
      get('/api/application/overview'),
    ]);
    for (const { status, body } of answers)
      expect({ status, code: body.code }).toEqual({ status: 404, code: 'NOT_FOUND' });
    const staff = await bank.staff('reviewer');
    await request(bank.staffApp).get('/api/kyc/not-a-uuid/').set('authorization', `Bearer ${staff.access}`).expect(404);
  });

  it('needs a token of its own door', async () => {
    const none = await request(bank.publicApp).get('/api/profile/').expect(401);
    expect(none.body).toMatchObject({
      code: 'TOKEN_INVALID',
      detail: 'Please sign in.',
      request_id: none.headers['x-request-id'],
    });
    const foreign = await request(bank.staffApp)
      .get('/api/profile/')
      .set('authorization', `Bearer ${customer.access}`)
      .expect(401);
    expect(foreign.body.code).toBe('TOKEN_INVALID');
  });

  it('pages the queue as count, next, results and more; reads query parameters strictly', async () => {
    const { access } = await bank.staff('reviewer');
    const queue = (query: string) =>
      request(bank.staffApp).get(`/api/kyc/pending/${query}`).set('authorization', `Bearer ${access}`);
    expect((await queue('?limit=5&tab=all').expect(200)).body).toEqual({
      count: expect.any(Number),
      more: false,
      next: null,
      results: expect.any(Array),
    });
    expect((await queue('?limit=0').expect(400)).body.codes).toEqual({ limit: ['TOO_SHORT'] });
    expect((await queue('?colour=red').expect(400)).body.codes).toEqual({ colour: ['UNKNOWN_FIELD'] });
  });

  it('sends Retry-After with 429', async () => {
    const send = () => post('/api/auth/contacts/email/send/').set('authorization', `Bearer ${customer.access}`);
    await send();
    const answer = await send().expect(429);
    expect(answer.headers['retry-after']).toMatch(/^\d+$/);
    expect(answer.body).toMatchObject({ code: 'RATE_LIMITED', resend_at: expect.any(String) });
  });

  it('repeats an answer for the same Idempotency-Key', async () => {
    const body = { first_name: 'Ana', last_name: 'Reyes', date_of_birth: '1991-02-03' };
    const call = (sent: object) => put('/api/kyc/requirements/identity/', sent).set('idempotency-key', 'key-1');
    const first = await call(body).expect(200);
    expect((await call(body).expect(200)).body).toEqual(first.body);
    await call({ ...body, first_name: 'Eva' }).expect(422);
  });

  it('repeats its status too, where it was not the usual one', async () => {
    const call = (sent: object) => put('/api/profile/', sent).set('idempotency-key', 'key-2');
    const { access } = await bank.customer();
    const phone = { phone_number: freshPhone() };
    const proved = () => call(phone).set('authorization', `Bearer ${access}`);
    const first = await proved().expect(202);
    expect((await proved().expect(202)).body).toEqual(first.body);
  });
});

describe('unforeseen failures', () => {
  it('become one safe sentence with the request id', async () => {
    const breaking = await createTestBank({
      deps: {
        hashes: { assertRoom: () => undefined, run: () => Promise.reject(new Error('secret internals')) },
      },
    });
    const answer = await request(breaking.publicApp)
      .post('/api/auth/login/')
      .send({ username: 'nobody', password: 'x' })
      .expect(500);
    expect(answer.body).toEqual({
      detail: 'Something went wrong. Please try again.',
      code: 'INTERNAL',
      request_id: answer.headers['x-request-id'],
    });
    await breaking.close();
  });
});
