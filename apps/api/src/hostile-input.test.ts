import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type SignedInCustomer, type SignedInStaff, type TestBank } from './testing.ts';

let bank: TestBank;
let customer: SignedInCustomer;
let reviewer: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  customer = await bank.customer();
  reviewer = await bank.staff('reviewer');
});
afterAll(() => bank.close());

/** A few of the Big List of Naughty Strings (Max Woolf, MIT, github.com/minimaxir/big-list-of-naughty-strings), and our own. */
const NAUGHTY: readonly string[] = [
  '',
  ' ',
  'undefined',
  'null',
  'NaN',
  '-1',
  '1E+02',
  '0x0',
  '--1;DROP TABLE users',
  "' OR 1=1 -- 1",
  '%',
  '_',
  '%00',
  '{0}',
  '${7*7}',
  '<script>alert(123)</script>',
  '../../../../etc/passwd%00',
  '$HOME',
  'Ω≈ç√∫˜µ≤≥÷',
  '田中さんにあげて下さい',
  '😍',
  '👨‍👩‍👧‍👦',
  '1️⃣',
  '🇺🇸',
  'בְּרֵאשִׁית',
  '‪‪test‪',
  '⁦test⁧',
  '̡͓̞ͅI̗̘̦͝n',
  '﷽',
  '﻿',
  'a\u0000b',
  '\u0000',
  '\uD800',
  'x\uDC00',
  '\u0001\u0007\u001B[31m',
  '\r\nSet-Cookie: a=b',
  '__proto__',
  'constructor',
  '[object Object]',
  'x'.repeat(10_000),
];

const bodyOf = (text: string): Record<string, unknown> => ({ text });
const post = (path: string, body: object) => request(bank.publicApp).post(path).send(body);
const put = (path: string, body: object) =>
  request(bank.publicApp)
    .put(path)
    .set('authorization', `Bearer ${customer.access}`)
    .set('idempotency-key', `k${Math.random()}`)
    .send(body);
const draft = (fields: object) =>
  request(bank.publicApp)
    .post('/trpc/requirements.saveDraft')
    .set('authorization', `Bearer ${customer.access}`)
    .send({ code: 'address', fields });
const decide = (body: object) =>
  request(bank.staffApp)
    .put(`/api/kyc/${customer.id}/reject/`)
    .set('authorization', `Bearer ${reviewer.access}`)
    .send(body);
const REGISTRATION = {
  username: 'naughty',
  email: 'n@example.com',
  password: 'Quiet-harbour-41',
  confirm_password: 'Quiet-harbour-41',
  first_name: 'A',
  last_name: 'B',
  phone_number: '+13122999999',
  date_of_birth: '2020-01-01',
  ssn: '536-90-4399',
  address: 'x',
};

const FIELDS: readonly [string, (text: string) => request.Test][] = [
  ['login name', (text) => post('/api/auth/login/', { username: text, password: 'Quiet-harbour-41' })],
  ['login password', (text) => post('/api/auth/login/', { username: 'nobody', password: text })],
  ['refresh token', (text) => post('/api/auth/refresh/', { refresh: text })],
  ['challenge', (text) => post('/api/auth/register/verify/', { challenge: text, code: '123456' })],
  ['code', (text) => post('/api/auth/contacts/email/verify/', { code: text })],
  ...Object.keys(REGISTRATION).map((field): [string, (text: string) => request.Test] => [
    `registration ${field}`,
    (text) => post('/api/auth/register/', { ...REGISTRATION, [field]: text }),
  ]),
  [
    'first name',
    (text) =>
      put('/api/kyc/requirements/identity/', { first_name: text, last_name: 'Stone', date_of_birth: '1990-04-12' }),
  ],
  [
    'birth date',
    (text) => put('/api/kyc/requirements/identity/', { first_name: 'A', last_name: 'Stone', date_of_birth: text }),
  ],
  [
    'address line',
    (text) =>
      put('/api/kyc/requirements/address/', {
        line1: text,
        city: text,
        region: 'IL',
        postal_code: '60611',
        country: 'US',
      }),
  ],
  ['address text', (text) => put('/api/kyc/requirements/address/', bodyOf(text))],
  [
    'postal code',
    (text) =>
      put('/api/kyc/requirements/address/', { line1: 'a', city: 'b', region: 'IL', postal_code: text, country: 'US' }),
  ],
  ['ssn', (text) => put('/api/kyc/requirements/ssn/', { ssn: text })],
  ['profile name', (text) => put('/api/profile/', { first_name: text })],
  ['draft value', (text) => draft({ line1: text })],
  ['draft key', (text) => draft({ [text]: 'x' })],
  ['decision note', (text) => decide({ version: 1, note: text, reasons: [{ code: 'OUT_OF_POLICY', note: text }] })],
  [
    'queue search',
    (text) =>
      request(bank.staffApp)
        .get('/api/kyc/pending/')
        .query({ search: text })
        .set('authorization', `Bearer ${reviewer.access}`),
  ],
  [
    'queue cursor',
    (text) =>
      request(bank.staffApp)
        .get('/api/kyc/pending/')
        .query({ cursor: text })
        .set('authorization', `Bearer ${reviewer.access}`),
  ],
  [
    'forged cursor',
    (text) =>
      request(bank.staffApp)
        .get('/api/kyc/pending/')
        .query({ cursor: Buffer.from(JSON.stringify([text, customer.id])).toString('base64url') })
        .set('authorization', `Bearer ${reviewer.access}`),
  ],
  ['mailbox search', (text) => request(bank.publicApp).get('/dev/mailbox').query({ to: text })],
];

describe('hostile text', () => {
  it.each(FIELDS)('is answered without a failure of ours: %s', async (_name, send) => {
    for (const text of NAUGHTY) {
      let call: request.Test;
      try {
        call = send(text);
      } catch {
        continue; // a query string cannot carry half a surrogate pair
      }
      const { status } = await call;
      expect({ text, isOurFailure: status >= 500 }).toEqual({ text, isOurFailure: false });
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('hostile numbers and headers', () => {
  it.each([2 ** 31, 2 ** 53 - 1, -1, 1.5])('are refused as a version: %d', async (version) => {
    const { id } = await customer.api.application.overview();
    const answer = await request(bank.staffApp)
      .put(`/api/kyc/${id}/approve/`)
      .set('authorization', `Bearer ${reviewer.access}`)
      .send({ version });
    expect([400, 409]).toContain(answer.status);
  });

  it('refuse an empty Idempotency-Key as malformed', async () => {
    const call = request(bank.publicApp)
      .put('/api/profile/')
      .set('authorization', `Bearer ${customer.access}`)
      .set('idempotency-key', '')
      .send({ language: 'en' });
    expect((await call).status).toBe(400);
  });
});

describe('hostile requests', () => {
  it.each([
    ['two values of one filter', '/api/kyc/pending/?tab=all&tab=mine'],
    ['brackets', '/api/kyc/pending/?tab[a]=1&__proto__[role]=x'],
    ['bad escapes', '/api/kyc/%E0%A4%A/'],
    ['a path that climbs', '/..%2f..%2fpackage.json'],
    ['an encoded climb', '/assets/%2e%2e/%2e%2e/package.json'],
    ['a NUL in the path', '/assets/%00'],
  ])('are answered without a failure of ours: %s', async (_name, path) => {
    const { status, text } = await request(bank.staffApp).get(path).set('authorization', `Bearer ${reviewer.access}`);
    expect(status).toBeLessThan(500);
    expect(text).not.toContain('"private": true');
  });

  it.each([
    '{',
    '[]',
    'null',
    '"x"',
    '{"__proto__":{"role":"BANK_ADMIN"}}',
    `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  ])('refuse the body %.40s', async (body) => {
    const answer = await request(bank.publicApp)
      .post('/api/auth/login/')
      .set('content-type', 'application/json')
      .send(body);
    expect(answer.status).toBe(400);
    const profile = await request(bank.publicApp)
      .put('/api/profile/')
      .set('authorization', `Bearer ${customer.access}`)
      .set('content-type', 'application/json')
      .send(body);
    expect([200, 400]).toContain(profile.status);
  });
});
