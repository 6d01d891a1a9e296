import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import bcrypt from 'bcrypt';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { askThread } from './password-threads.ts';
import { hashPassword, needsRehash, verifyAgainstNobody, verifyAlike, verifyPassword } from './password.ts';
import { createWorkQueue, WorkQueueFullError } from './work-queue.ts';

const pepper = Buffer.alloc(32, 5);
const COST = 4;

describe('a password hash', () => {
  it('is bcrypt of cost 12 behind a scheme tag unless told otherwise', async () => {
    expect(await hashPassword('Correct-Horse-9', pepper)).toMatch(/^v1\$\$2b\$12\$.{53}$/);
    expect(await hashPassword('Correct-Horse-9', pepper, COST)).toMatch(/^v1\$\$2b\$04\$/);
  });

  it('verifies its password and no other', async () => {
    const stored = await hashPassword('Correct-Horse-9', pepper, COST);
    expect(await verifyPassword('Correct-Horse-9', stored, pepper)).toBe(true);
    expect(await verifyPassword('Correct-Horse-8', stored, pepper)).toBe(false);
    expect(await verifyPassword('Correct-Horse-9', stored, Buffer.alloc(32, 6))).toBe(false);
  });

  it('tells passwords apart beyond the 72 bytes that bcrypt reads, and after a NUL', async () => {
    const long = 'é'.repeat(60);
    const stored = await hashPassword(`${long}a`, pepper, COST);
    expect(await verifyPassword(`${long}b`, stored, pepper)).toBe(false);
    const withNul = await hashPassword('before\0after', pepper, COST);
    expect(await verifyPassword('before\0other', withNul, pepper)).toBe(false);
  });

  it('is the same for composed and decomposed letters (NFKC)', async () => {
    const stored = await hashPassword('Ame\u0301lie-2026-x', pepper, COST);
    expect(await verifyPassword('Am\u00e9lie-2026-x', stored, pepper)).toBe(true);
  });

  it.each(['', 'plain', '$2b$04$abc', 'v1$', 'v2$$2b$04$abc'])(
    'verifies nothing against the stored text %j',
    async (stored) => {
      expect(await verifyPassword('anything', stored, pepper)).toBe(false);
    },
  );

  it('needs a pepper of 32 bytes', async () => {
    await expect(hashPassword('x', Buffer.alloc(8), COST)).rejects.toThrow(RangeError);
  });
});

describe('the threads that hash', () => {
  /** Of every thread of this process (proc_pid_stat(5), field 19). */
  const niceness = () =>
    readdirSync('/proc/self/task').map((id) =>
      Number(readFileSync(`/proc/self/task/${id}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[16]),
    );

  it('tell passwords apart as this one does, and give way to all else', async () => {
    const stored = await hashPassword('Correct-Horse-9', pepper, 10);
    expect(await bcrypt.compare('Correct-Horse-9', stored.slice(3))).toBe(false);
    const verified = ['Correct-Horse-9', 'Correct-Horse-8'].map((word) => verifyPassword(word, stored, pepper));
    expect(await Promise.all(verified)).toEqual([true, false]);
    if (process.platform === 'linux') expect(niceness().filter((one) => one === 10)).toHaveLength(2);
  });

  it('hash as well where a priority may not be changed', async () => {
    const refusing = `data:text/javascript,import os from 'node:os';
      import { syncBuiltinESMExports } from 'node:module';
      os.setPriority = () => { throw new Error('EPERM'); };
      syncBuiltinESMExports();`.replaceAll('\n', ' ');
    const thread = new Worker(new URL('password-thread.ts', import.meta.url), { execArgv: ['--import', refusing] });
    thread.postMessage({ text: 'a', cost: 4 });
    const answered = once(thread, 'message');
    await expect(answered).resolves.toEqual([expect.stringMatching(/^\$2b\$04/)]);
    await thread.terminate();
  });

  it('say when one of them breaks, and go on', async () => {
    const nothing = undefined as never; // bcrypt throws for what no caller can send
    await expect(askThread({ text: nothing, cost: 4 })).rejects.toThrow('required');
    expect(await askThread({ text: 'a', cost: 4 })).toMatch(/^\$2b\$04/);
  });
});

describe('verifying against nobody', () => {
  it('is false and takes the time of a real verification', async () => {
    const stored = await hashPassword('Correct-Horse-9', pepper, 9);
    const time = async (work: () => Promise<boolean>) => {
      const start = performance.now();
      expect(await work()).toBe(false);
      return performance.now() - start;
    };
    const real = await time(() => verifyPassword('wrong', stored, pepper));
    const nobody = await time(() => verifyAgainstNobody('wrong', pepper, 9));
    expect(nobody).toBeGreaterThan(real / 4);
  });
});

describe('verifying a hash of before the cost was raised', () => {
  afterEach(() => vi.restoreAllMocks());
  /** Rounds of bcrypt asked for: two to the power of the cost of each hash compared with. */
  const rounds = (compare: { mock: { calls: unknown[][] } }) =>
    compare.mock.calls.reduce((sum, [, hash]) => sum + 2 ** Number(String(hash).slice(4, 6)), 0);

  it.each([4, 5, 6, 7])('of cost %i does the work of one made at cost 7', async (made) => {
    const stored = await hashPassword('Correct-Horse-9', pepper, made);
    const compare = vi.spyOn(bcrypt, 'compare');
    expect(await verifyAlike('Correct-Horse-9', stored, { pepper, cost: 7 })).toBe(true);
    expect(rounds(compare)).toBe(2 ** 7);
    expect(await verifyAlike('wrong', stored, { pepper, cost: 7 })).toBe(false);
  });

  it('makes a new one where it is cheaper, and only there', async () => {
    const stored = await hashPassword('Correct-Horse-9', pepper, 5);
    expect([4, 5, 6].map((cost) => needsRehash(stored, cost))).toEqual([false, false, true]);
    expect(needsRehash('plain', 4)).toBe(true);
  });
});

describe('the hash queue', () => {
  it('runs as many at a time as it may, lets as many wait, and refuses the next at once', async () => {
    const queue = createWorkQueue({ concurrency: 2, waiting: 3 });
    const open: (() => void)[] = [];
    let most = 0;
    let running = 0;
    const job = async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => open.push(resolve));
      running -= 1;
    };
    const jobs = Array.from({ length: 5 }, () => queue.run(job));
    await expect(queue.run(job)).rejects.toThrow(WorkQueueFullError);
    expect(() => queue.assertRoom()).toThrow(WorkQueueFullError);
    for (let done = 0; done < 5; done++) {
      await expect.poll(() => open.length).toBeGreaterThan(0);
      open.shift()?.();
    }
    await Promise.all(jobs);
    expect(most).toBe(2);
  });

  it('frees the place of a job that fails', async () => {
    const queue = createWorkQueue({ concurrency: 1, waiting: 0 });
    await expect(queue.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(queue.run(() => Promise.resolve('next'))).resolves.toBe('next');
  });
});
