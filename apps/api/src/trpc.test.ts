import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicRouter } from './router.ts';
import { createTestBank, IDENTITY, testContext, type TestBank } from './testing.ts';
import { createCaller } from './trpc.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

describe('calls of one batch', () => {
  it('load for themselves, however old what another of them has seen', async () => {
    const customer = await bank.customer();
    const batch = createCaller(publicRouter)(testContext(bank.deps, 'customer', { access: customer.access }));
    await batch.requirements.list();
    await customer.api.requirements.put({ code: 'identity', ...IDENTITY });
    const { pendingVerification } = await batch.requirements.list();
    expect(pendingVerification.map((row) => row.code)).toEqual(['identity']);
  });
});
