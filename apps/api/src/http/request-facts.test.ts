import { Writable } from 'node:stream';
import express from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPublicApp } from '../app.ts';
import type { RequestFacts } from '../context.ts';
import { createTestBank, type TestBank } from '../testing.ts';
import { createContext } from './request-facts.ts';
import { requestLog } from './request-log.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

async function factsOf(headers: Record<string, string>, trustProxy: number | false = false): Promise<RequestFacts> {
  const app = express();
  app.set('trust proxy', trustProxy);
  app.use(requestLog(bank.deps.log));
  app.get('/', (req, res) => {
    res.json(createContext(bank.deps, { req, res, door: 'customer', face: 'trpc' }).request);
  });
  return (await request(app).get('/').set(headers)).body;
}

describe('what a request tells of itself', () => {
  it('is believed about its address only behind a trusted proxy', async () => {
    const forged = { 'x-forwarded-for': '203.0.113.7' };
    expect((await factsOf(forged)).address).toBe('127.0.0.1');
    expect((await factsOf(forged, 1)).address).toBe('203.0.113.7');
  });

  it('never brings an address that is none, nor a mapped or scoped one, into the record', async () => {
    expect((await factsOf({ 'x-forwarded-for': `'; drop table --` }, 1)).address).toBe('127.0.0.1');
    expect((await factsOf({ 'x-forwarded-for': '::ffff:203.0.113.7' }, 1)).address).toBe('203.0.113.7');
    expect((await factsOf({ 'x-forwarded-for': 'fe80::1%eth0' }, 1)).address).toBe('fe80::1');
  });

  it('keeps a user agent short and free of control characters', async () => {
    const { userAgent } = await factsOf({ 'user-agent': `a\tb\u0085c${'x'.repeat(400)}` });
    expect(userAgent).toHaveLength(300);
    expect(userAgent.slice(0, 5)).toBe('a b c');
  });

  it('chooses a language we speak', async () => {
    expect((await factsOf({ 'accept-language': 'fr-FR, hi-IN;q=0.9' })).language).toBe('hi');
    expect((await factsOf({ 'accept-language': 'fr' })).language).toBe('en');
  });
});

describe('the log', () => {
  it('has the path and the status, and no query, body, cookie or token', async () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    const app = createPublicApp({ ...bank.deps, log: pino({ level: 'debug' }, sink) });
    await request(app)
      .post('/api/auth/login/?who=secret-query')
      .set({ cookie: 'ostiary_customer_rt=secret-cookie', authorization: 'Bearer secret-token' })
      .send({ username: 'secret-name', password: 'secret-word' });
    const log = lines.join('');
    expect(log).toContain('"path":"/api/auth/login/"');
    expect(log).toContain('"status":401');
    expect(log).not.toContain('secret-');
  });
});
