import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, freshPhone, type TestBank } from '../testing.ts';
import { staticPortal } from './static-portal.ts';

const CANARY = {
  ssn: '536-90-4377',
  address: '77 Canary Wharf Lane',
  password: 'Quiet-lantern-77',
  name: 'Canarina',
  email: 'canary@example.com',
} as const;
const lines: string[] = [];
let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank({
    deps: { log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }) },
  });
});
afterAll(() => bank.close());

describe('logs and answers', () => {
  it('hold nothing that people typed, even when the database fails in a way nobody foresaw', async () => {
    await bank.owner(`alter table customer add constraint surprise check (first_name <> '${CANARY.name}')`);
    await bank.owner(`alter table app_user add constraint surprise check (email <> '${CANARY.email}')`);
    const customer = await bank.customer({ email: 'free@example.com' });
    const identity = { first_name: CANARY.name, last_name: 'Stone', date_of_birth: '1990-04-12' };
    const failed = await request(bank.publicApp)
      .put('/api/kyc/requirements/identity/')
      .set('authorization', `Bearer ${customer.access}`)
      .send(identity);
    const registration = {
      username: 'canary',
      email: CANARY.email,
      password: CANARY.password,
      confirm_password: CANARY.password,
      first_name: 'Ann',
      last_name: 'Stone',
      phone_number: freshPhone(),
      date_of_birth: '1990-04-12',
      ssn: CANARY.ssn,
      address: CANARY.address,
    };
    const refused = await request(bank.publicApp).post('/api/auth/register/').send(registration);
    const wrong = await request(bank.publicApp)
      .post('/api/auth/login/')
      .send({ username: CANARY.email, password: CANARY.password });
    expect([failed.status, refused.status, wrong.status]).toEqual([500, 500, 401]);
    const told = [...lines, failed.text, refused.text, wrong.text].join('\n');
    expect(lines.join('\n')).toContain('unexpected failure');
    for (const secret of [...Object.values(CANARY), '536904377', customer.access])
      expect({ secret, isTold: told.includes(secret) }).toEqual({ secret, isTold: false });
  });
});

describe('the portal in a folder with a dot', () => {
  it('is served', async () => {
    const root = mkdtempSync(join(tmpdir(), 'portal-'));
    const folder = join(root, '.hidden', 'dist');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.html'), '<p>here</p>');
    const app = express().use(staticPortal('customer-web', folder));
    const answer = await request(app).get('/somewhere').set('accept', 'text/html');
    rmSync(root, { recursive: true, force: true });
    expect(answer.status).toBe(200);
  });
});
