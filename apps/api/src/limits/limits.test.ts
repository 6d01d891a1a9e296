import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@ostiary/domain/shared';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { startRedisStub } from '../testing/redis-stub.ts';
import { openTestDeps, type TestDeps } from '../testing/test-deps.ts';
import { addressBucket } from './address-bucket.ts';
import type { LimitName } from './limits.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

interface Line {
  readonly level: number;
  readonly msg: string;
}

async function openBank(env: Record<string, string>) {
  const lines: Line[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const bank = await openTestDeps({ env, deps: { log } });
  undo.push(() => bank.close());
  return { ...bank, lines, told: (text: string) => lines.filter(({ msg }) => msg.includes(text)) };
}

async function isAllowed({ deps }: TestDeps, name: LimitName, subject = '192.0.2.10'): Promise<boolean> {
  try {
    await deps.limits.consume(name, subject);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'RATE_LIMITED') return false;
    throw error;
  }
}

const parallel = async (bank: TestDeps, calls: number) => {
  const answers = await Promise.all(Array.from({ length: calls }, () => isAllowed(bank, 'registration')));
  return answers.filter(Boolean).length;
};

async function withRedis() {
  const redis = await startRedisStub();
  undo.push(redis.kill);
  const bank = await openBank({ REDIS_URL: redis.url, RATE_LIMIT_FACTOR: '10' });
  // Connecting goes on in the background; a probe under another name shows when it is done.
  for (let tries = 0; redis.state.evaluations === 0 && tries < 100; tries += 1) {
    await bank.deps.limits.consume('rest', '198.51.100.1');
    await sleep(20);
  }
  redis.state.evaluations = 0;
  return { redis, bank };
}

describe('a limit', () => {
  it('lets exactly its points through when 200 ask at once, and says when to come back', async () => {
    const bank = await openBank({ RATE_LIMIT_FACTOR: '10' });
    expect(await parallel(bank, 200)).toBe(50);
    const refused = await bank.deps.limits.consume('registration', '192.0.2.10').catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) });
    expect(refused).toHaveProperty(
      'retryAfterSeconds',
      expect.toSatisfy((s: number) => s > 3_500 && s <= 3_600),
    );
  });

  it('counts each address and each purpose by itself', async () => {
    const bank = await openBank({ RATE_LIMIT_FACTOR: '1' });
    expect(await parallel(bank, 6)).toBe(5);
    expect(await isAllowed(bank, 'registration', '192.0.2.11')).toBe(true);
    expect(await isAllowed(bank, 'code-sending')).toBe(true);
  });

  it('keeps no address in the database, and begins anew when its window is over', async () => {
    const bank = await openBank({ RATE_LIMIT_FACTOR: '1' });
    expect(await isAllowed(bank, 'registration')).toBe(true);
    const rows = await bank.owner<{ key: string; points: number }>('select key, points from rate_limit');
    expect(rows).toEqual([{ key: expect.stringMatching(/^registration:[\w-]{43}$/), points: 1 }]);
    await bank.owner('update rate_limit set points = 5, expire = 1');
    expect(await isAllowed(bank, 'registration')).toBe(true);
    expect(await bank.owner('select points from rate_limit')).toEqual([{ points: 1 }]);
  });
});

describe('Redis in front', () => {
  it('refuses what is over the limit without asking PostgreSQL', async () => {
    const { redis, bank } = await withRedis();
    expect(await parallel(bank, 200)).toBe(50);
    expect(redis.state.evaluations).toBe(200);
    expect(await bank.owner("select points from rate_limit where key like 'registration:%'")).toEqual([{ points: 50 }]);
    expect(bank.lines.filter(({ level }) => level > 30)).toEqual([]);
  });

  it('may be killed in the middle: the total stays exact and one line tells of it', async () => {
    const { redis, bank } = await withRedis();
    redis.state.killAfter = 20;
    let allowed = 0;
    for (let round = 0; round < 20; round += 1) allowed += await parallel(bank, 10);
    expect(redis.state.evaluations).toBe(20);
    expect(allowed).toBe(50);
    expect(bank.told('degraded')).toHaveLength(1);
  });

  it('is left out when it does not answer, and is back in front when it does', async () => {
    const { redis, bank } = await withRedis();
    redis.pause();
    expect(await parallel(bank, 30)).toBe(30);
    expect(bank.told('degraded')).toHaveLength(1);
    expect(await parallel(bank, 30)).toBe(20);
    redis.resume();
    await sleep(1_050);
    expect(await isAllowed(bank, 'code-sending')).toBe(true);
    expect(bank.told('is back')).toHaveLength(1);
  });

  it('does not keep the bank from starting when it is not there', async () => {
    const bank = await openBank({ REDIS_URL: 'redis://127.0.0.1:1', RATE_LIMIT_FACTOR: '1' });
    expect(await parallel(bank, 10)).toBe(5);
    await expect.poll(() => bank.told('degraded')).toHaveLength(1);
  });
});

describe('addressBucket', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::ffff:c000:201', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '20010db800010002/64'],
    ['2001:DB8:1:2::', '20010db800010002/64'],
    ['2001:db8:1:2:ffff::1', '20010db800010002/64'],
    ['2001:db8::1', '20010db800000000/64'],
    ['fe80::1%eth0', 'fe80000000000000/64'],
    ['::1', '0000000000000000/64'],
    ['::', '0000000000000000/64'],
    ['64:ff9b::192.0.2.33', '0064ff9b00000000/64'],
    ['not an address', 'unknown'],
  ])('puts %s into %s', (address, bucket) => {
    expect(addressBucket(address)).toBe(bucket);
  });
});
