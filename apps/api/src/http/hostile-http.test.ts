import { Writable } from 'node:stream';
import { WorkQueueFullError } from '@ostiary/domain/crypto';
import { type Logger, pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPublicApp } from '../app.ts';
import { createTestBank, type SignedInStaff, type TestBank } from '../testing.ts';

let bank: TestBank;
let admin: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  admin = await bank.staff('admin');
});
afterAll(() => bank.close());

const LOGIN = { username: 'nobody', password: 'Quiet-harbour-41' };

describe('a body that claims to be compressed', () => {
  it.each(['gzip', 'br', 'deflate', 'zstd', 'x'])(
    'as %s is refused at both doors, whatever it holds',
    async (encoding) => {
      for (const app of [bank.publicApp, bank.staffApp]) {
        const { body } = await request(app)
          .post('/api/auth/login/')
          .set({ 'content-encoding': encoding, 'content-type': 'application/json' })
          .send(JSON.stringify(LOGIN))
          .expect(415);
        expect(body).toMatchObject({ code: 'MALFORMED_REQUEST' });
      }
    },
  );
});

describe('a path that cannot be decoded', () => {
  it.each(['/trpc/%E0%A4%A', '/trpc/%', '/trpc/auth.login,%ff?batch=1'])(
    'such as %s is a bad request',
    async (path) => {
      for (const app of [bank.publicApp, bank.staffApp]) {
        await request(app).get(path).expect(400);
        await request(app).post(path).send({}).expect(400);
      }
    },
  );
});

describe('a moment that the database does not know', () => {
  it.each(['list', 'failed'] as const)('is refused by the sign-in history, %s', async (name) => {
    for (const field of ['from', 'to'])
      await expect(admin.api.loginActivity[name]({ [field]: '0000-01-01T00:00:00Z' })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
      });
    await expect(admin.api.loginActivity[name]({ from: '1900-01-01T00:00:00Z' })).resolves.toBeDefined();
  });
});

describe('text that the record cannot hold', () => {
  it.each(['\u0000', 'a\u0000b', '\uD800', 'x\uDC00', '\uDE00\uD83D'])('is refused as a note: %j', async (note) => {
    const networks = [{ network: '0.0.0.0/0', note }];
    await expect(admin.api.staffNetworks.save({ networks })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('a request that is turned away in a crowd', () => {
  it.each(['/api/auth/login/', '/trpc/auth.login'])('is a warning in the log, at %s', async (path) => {
    const lines: { level: number; msg: string; err?: unknown; res?: unknown }[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(JSON.parse(chunk.toString()));
        done();
      },
    });
    const log: Logger = pino({ level: 'info' }, sink);
    const hashes = { ...bank.deps.hashes, run: () => Promise.reject(new WorkQueueFullError()) };
    const app = createPublicApp({ ...bank.deps, log, hashes });
    await request(app).post(path).set('x-requested-by', 'ostiary').send(LOGIN).expect(503);
    expect(lines).toEqual([expect.objectContaining({ level: 40, msg: 'too busy', res: { status: 503 } })]);
    expect(lines[0]).not.toHaveProperty('err');
  });

  it('is an error still where something broke', async () => {
    const levels: number[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        levels.push(JSON.parse(chunk.toString()).level);
        done();
      },
    });
    const hashes = { ...bank.deps.hashes, run: () => Promise.reject(new Error('broken')) };
    const app = createPublicApp({ ...bank.deps, log: pino({ level: 'info' }, sink), hashes });
    await request(app).post('/api/auth/login/').send(LOGIN).expect(500);
    expect(levels).toEqual([50, 50]);
  });
});
