import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADDRESS, createTestBank, publicCaller, type TestBank } from './testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const identity = { code: 'identity', firstName: 'Avery', lastName: 'Stone', dateOfBirth: '1990-04-12' } as const;
const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });

async function keyed(idempotencyKey: string) {
  const customer = await bank.customer();
  return { customer, api: publicCaller(bank.deps, { access: customer.access, idempotencyKey }) };
}
const given = (id: string) =>
  bank.owner(`select 1 from audit_event where actor_id = ? and action = 'requirement.given'`, [id]);

describe('an Idempotency-Key', () => {
  it('repeats the first answer without repeating the change', async () => {
    const { customer, api } = await keyed('once');
    const first = await api.requirements.put(identity);
    await expect(api.requirements.put(identity)).resolves.toEqual(first);
    expect(await given(customer.id)).toHaveLength(1);
  });

  it('has one effect when the same request arrives twenty times at once', async () => {
    const { customer, api } = await keyed('race');
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => api.requirements.put(identity)));
    const refused = answers
      .filter((answer) => answer.status === 'rejected')
      .map((answer) => answer.reason as { cause: { code: string } });
    expect(refused.filter((error) => error.cause.code !== 'IDEMPOTENCY_IN_FLIGHT')).toEqual([]);
    expect(await given(customer.id)).toHaveLength(1);
  });

  it('refuses another payload under the same key', async () => {
    const { api } = await keyed('mismatch');
    await api.requirements.put(identity);
    await expect(api.requirements.put({ code: 'address', ...ADDRESS })).rejects.toEqual(
      refusedWith('IDEMPOTENCY_MISMATCH'),
    );
  });

  it('is free again after a refusal, so that the corrected request may use it', async () => {
    const { customer, api } = await keyed('mended');
    await expect(api.requirements.put({ ...identity, dateOfBirth: '2020-01-01' })).rejects.toEqual(
      refusedWith('INVALID_INPUT'),
    );
    await expect(api.requirements.put(identity)).resolves.toMatchObject({ state: 'submitted' });
    expect(await given(customer.id)).toHaveLength(1);
  });

  it('belongs to one person', async () => {
    const [one, two] = [await keyed('shared'), await keyed('shared')];
    await one.api.requirements.put(identity);
    await two.api.requirements.put(identity);
    expect(await given(two.customer.id)).toHaveLength(1);
  });

  it('keeps its answer sealed', async () => {
    const { customer, api } = await keyed('sealed');
    await api.requirements.put(identity);
    const [row] = await bank.owner<{ text: string }>(
      'select k::text as text from idempotency_key k where user_id = ?',
      [customer.id],
    );
    expect(row?.text).not.toContain('Avery');
  });
});
