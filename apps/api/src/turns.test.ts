import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inTurn } from './turns.ts';

describe('work on one thing', () => {
  it('is done one after the other, in order, also after a failure', async () => {
    const log: string[] = [];
    const job = (name: string, fails = false) =>
      inTurn('case', async () => {
        log.push(`${name} begins`);
        await pause(5);
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const done = await Promise.allSettled([job('a'), job('b', true), job('c')]);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('does not wait for work on another', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const held = inTurn('one', () => promise);
    await expect(inTurn('two', () => Promise.resolve('done'))).resolves.toBe('done');
    resolve('held');
    await expect(held).resolves.toBe('held');
  });
});
