import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestBank, freshEmail, freshPhone, TEST_PASSWORD, type TestBank } from '../testing.ts';

let bank: TestBank;
beforeEach(async () => {
  bank = await createTestBank({ env: { RATE_LIMIT_FACTOR: '1', TRUST_PROXY: '1' } });
});
afterEach(() => bank.close());

const person = () => ({ email: freshEmail(), phoneNumber: freshPhone(), password: TEST_PASSWORD });

const batch = (name: string, inputs: readonly object[]) =>
  request(bank.publicApp)
    .post(`/trpc/${inputs.map(() => name).join(',')}?batch=1`)
    .set('x-requested-by', 'ostiary')
    .set('x-forwarded-for', '192.0.2.30')
    .send(Object.fromEntries(inputs.entries()));

const rest = (path: string, body: object, address = '192.0.2.31') =>
  request(bank.publicApp).post(path).set('x-forwarded-for', address).send(body);

const statuses = (body: { error?: { data: { httpStatus: number } } }[]) =>
  body.map(({ error }) => error?.data.httpStatus ?? 200).toSorted((a, b) => a - b);

describe('a batch of ten registrations in one request', () => {
  it('counts ten times', async () => {
    const { body, headers } = await batch(
      'registration.start',
      Array.from({ length: 10 }, () => person()),
    );
    expect(statuses(body)).toEqual([200, 200, 200, 200, 200, 429, 429, 429, 429, 429]);
    expect(Number(headers['retry-after'])).toBeGreaterThan(3_500);
    expect(await bank.owner('select from app_user where email like ?', ['person%'])).toHaveLength(5);
  });

  it('does not count what was not even filled in', async () => {
    const wrong = await batch(
      'registration.start',
      Array.from({ length: 10 }, () => ({ ...person(), email: 'x' })),
    );
    expect(statuses(wrong.body)).toEqual(Array.from({ length: 10 }, () => 400));
    const right = await batch('registration.start', [person()]);
    expect(statuses(right.body)).toEqual([200]);
  });
});

describe('a batch of ten sign-ins in one request', () => {
  const ten = () => Array.from({ length: 10 }, () => ({ username: freshEmail(), password: TEST_PASSWORD }));

  it('counts ten times: five passwords are tried, then the address waits', async () => {
    const { body } = await batch('auth.login', ten());
    expect(statuses(body)).toEqual([401, 401, 401, 401, 401, 429, 429, 429, 429, 429]);
    const again = await batch('auth.login', ten().slice(0, 1));
    expect(statuses(again.body)).toEqual([429]);
  });

  it('is refused as a whole where it asks more than a request may', async () => {
    const { body } = await batch('auth.login', [...ten(), ...ten()]);
    expect(JSON.stringify(body)).not.toContain('INVALID_CREDENTIALS');
    expect(await bank.owner('select from login_activity')).toEqual([]);
  });
});

describe('REST', () => {
  it('answers 429 with Retry-After to the sixth registration of one network, not of another', async () => {
    const register = (address: string) =>
      rest(
        '/api/auth/register/initiate/',
        { email: freshEmail(), phone_number: freshPhone(), password: TEST_PASSWORD },
        address,
      );
    for (let host = 1; host <= 5; host += 1) await register(`2001:db8:1:1::${host}`).expect(201);
    const { body, headers } = await register('2001:db8:1:1:ffff::6').expect(429);
    expect(body).toMatchObject({ code: 'RATE_LIMITED', request_id: expect.any(String) });
    expect(Number(headers['retry-after'])).toBeGreaterThan(3_500);
    await register('2001:db8:1:2::1').expect(201);
  });

  it('is limited as a whole, whatever is asked for', async () => {
    await bank.deps.limits.consume('rest', '192.0.2.32', 600);
    expect(await rest('/api/nothing/', {}, '192.0.2.32')).toHaveProperty('status', 429);
    expect(await rest('/api/nothing/', {}, '192.0.2.33')).toHaveProperty('status', 404);
  });
});

describe('uploads', () => {
  it('are limited by customer, before the body is read', async () => {
    const customer = await bank.customer();
    await bank.deps.limits.consume('upload', customer.id, 60);
    const { headers, body } = await rest('/api/kyc/upload/', {})
      .set('authorization', `Bearer ${customer.access}`)
      .expect(429);
    expect(body).toMatchObject({ code: 'RATE_LIMITED' });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });
});
