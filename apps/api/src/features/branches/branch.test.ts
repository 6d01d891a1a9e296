import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type TestBank } from '../../testing.ts';
import { insertQueueCatalogue } from '../../testing/queue-rows.ts';
import { branchOf } from './branch.service.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
  await insertQueueCatalogue(bank);
});
afterAll(() => bank.close());

const codeOf = async (country: string, region: string | null) => {
  const id = await branchOf(bank.deps.orm.em.fork(), { country, region });
  const [branch] = await bank.owner<{ code: string }>('select code from branch where id = ?::uuid', [id]);
  return branch?.code ?? null;
};

describe('the branch of an application', () => {
  it.each([
    ['US', 'IL', 'MIDWEST'],
    ['US', 'CA', 'US-ALL'],
    ['US', null, 'US-ALL'],
    ['IN', 'KA', 'EMPTY'],
    ['IN', 'MH', null],
    ['GB', 'IL', null],
  ])('for %s %s is %s', async (country, region, code) => {
    expect(await codeOf(country, region)).toBe(code);
  });

  it('is set by the address when the application is handed in', async () => {
    const { id } = await bank.submittedApplication();
    const reviewer = await bank.staff('reviewer');
    const { results } = await reviewer.api.review.queue({ branch: 'MIDWEST' });
    expect(results.map((item) => item.id)).toEqual([id]);
  });
});
