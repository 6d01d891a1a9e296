import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, type TestBank, TEST_PASSWORD } from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const after = (seconds: number) => bank.setNow(new Date(bank.now().getTime() + seconds * 1_000));
const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const networks = [{ network: '192.0.2.0/24', note: 'head office' }];

describe('the list of networks', () => {
  it('is changed only by an administrator who has just proved themself', async () => {
    const { api } = await bank.staff('admin');
    await after(300);
    await expect(api.staffNetworks.save({ networks })).rejects.toEqual(refusedWith('STEP_UP_REQUIRED'));
    expect(await bank.owner('select 1 from staff_network')).toHaveLength(0);
    await api.auth.stepUp({ password: TEST_PASSWORD });
    await expect(api.staffNetworks.save({ networks })).resolves.toMatchObject({ networks: [networks[0]] });
  });

  it.each(['reviewer', 'auditor'] as const)('is neither read nor changed by a %s', async (role) => {
    const { api } = await bank.staff(role);
    await expect(api.staffNetworks.get()).rejects.toEqual(refusedWith('FORBIDDEN'));
    await expect(api.staffNetworks.save({ networks: [] })).rejects.toEqual(refusedWith('FORBIDDEN'));
  });
});
