import type { CheckAnswer, CheckSubjects } from '@ostiary/domain/identity-checks';
import { describe, expect, it } from 'vitest';
import { guardedCheck, guardedChecks } from './guarded-checks.ts';
import type { CheckRequest, IdentityCheckPort } from './identity-checks.ts';
import { simulatedChecks } from './simulated-checks.ts';

const LIMITS = { timeoutMs: 40, tries: 3, firstDelayMs: 1, failuresToRest: 5, restMs: 60_000 };
const SUBJECT = { pan: 'AAPPV8261K', person: { firstName: 'Asha', lastName: 'Verma', dateOfBirth: '1990-04-12' } };
const MATCH: CheckAnswer = { outcome: 'MATCH', reference: 'R-1', evidence: { facts: ['NUMBER_KNOWN'] } };
const request = (): CheckRequest => ({ id: '0197', signal: new AbortController().signal });

/** A provider that does as told, one try after the other; the last order holds for the rest. */
function provider(...orders: (() => Promise<unknown>)[]) {
  const tries: CheckRequest[] = [];
  const port: IdentityCheckPort<'pan'> = {
    name: 'stub',
    check(_: CheckSubjects['pan'], asked) {
      tries.push(asked);
      const order = orders[Math.min(tries.length, orders.length) - 1];
      return (order?.() ?? Promise.reject(new Error('no order'))) as Promise<CheckAnswer>; // may be malformed on purpose
    },
  };
  return { tries, guarded: guardedCheck(port, LIMITS) };
}
const down = () => Promise.reject(new Error('down'));
const never = () => new Promise<never>(() => undefined);

describe('a guarded check', () => {
  it('answers what a later try says, under the same id', async () => {
    const { tries, guarded } = provider(down, down, () => Promise.resolve(MATCH));
    await expect(guarded.check(SUBJECT, request())).resolves.toEqual(MATCH);
    expect(tries.map(({ id }) => id)).toEqual(['0197', '0197', '0197']);
  });

  it('gives up after three tries', async () => {
    const { tries, guarded } = provider(down);
    await expect(guarded.check(SUBJECT, request())).rejects.toThrow('down');
    expect(tries).toHaveLength(3);
  });

  it('cuts off a provider that never answers and tells it so', async () => {
    const { tries, guarded } = provider(never, () => Promise.resolve(MATCH));
    await expect(guarded.check(SUBJECT, request())).resolves.toEqual(MATCH);
    expect(tries[0]?.signal.aborted).toBe(true);
  });

  it('takes no answer that it cannot read, and none with more than facts', async () => {
    const { tries, guarded } = provider(() => Promise.resolve({ ...MATCH, name: 'Asha Verma' }));
    await expect(guarded.check(SUBJECT, request())).rejects.toThrow('name');
    expect(tries).toHaveLength(3);
  });

  it('leaves a provider alone after failures in a row', async () => {
    const { tries, guarded } = provider(down);
    await expect(guarded.check(SUBJECT, request())).rejects.toThrow('down');
    await expect(guarded.check(SUBJECT, request())).rejects.toThrow();
    await expect(guarded.check(SUBJECT, request())).rejects.toThrow(/breaker/i);
    expect(tries).toHaveLength(LIMITS.failuresToRest);
  });
});

describe('guarded checks', () => {
  it('rest one by one: the others go on', async () => {
    const checks = guardedChecks(simulatedChecks(), { ...LIMITS, failuresToRest: 3 });
    const isDown = { ...SUBJECT, pan: 'AAPPV9503K' };
    await expect(checks.pan.check(isDown, request())).rejects.toThrow();
    await expect(checks.pan.check(SUBJECT, request())).rejects.toThrow(/breaker/i);
    const aadhaar = { aadhaar: '234123412346', person: SUBJECT.person };
    await expect(checks.aadhaar.check(aadhaar, request())).resolves.toMatchObject({ outcome: 'MATCH' });
  });
});
