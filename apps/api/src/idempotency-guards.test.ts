import { newDataKey } from '@ostiary/domain/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, publicCaller, type TestBank, TEST_PASSWORD, wholeSignIn } from './testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const identity = { code: 'identity', firstName: 'Avery', lastName: 'Stone', dateOfBirth: '1990-04-12' } as const;
const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const kept = (id: string) => bank.owner('select 1 from idempotency_key where user_id = ?', [id]);
const idempotencyKey = 'the-same';

describe('an Idempotency-Key with a secret', () => {
  it('keeps no trace of a password', async () => {
    const { id, access } = await bank.customer();
    const api = publicCaller(bank.deps, { access, idempotencyKey });
    await api.auth.stepUp({ password: TEST_PASSWORD });
    await api.password.change({ currentPassword: TEST_PASSWORD, newPassword: 'Salt-marsh-heron-7' });
    expect(await kept(id)).toEqual([]);
  });

  it('repeats none that is shown once', async () => {
    const { id, access } = await bank.customer();
    const { secondFactor } = publicCaller(bank.deps, { access, idempotencyKey });
    const { secret } = await secondFactor.begin();
    expect((await secondFactor.begin()).secret).not.toBe(secret);
    expect(await kept(id)).toEqual([]);
    await bank.setNow(new Date(bank.now().getTime() + 600_000));
    await expect(secondFactor.begin()).rejects.toEqual(refusedWith('STEP_UP_REQUIRED'));
  });
});

describe('a repeat under an Idempotency-Key', () => {
  async function given() {
    const customer = await bank.customer();
    const { access, username } = customer;
    await publicCaller(bank.deps, { access, idempotencyKey }).requirements.put(identity);
    const put = (visitor: { access: string }, deps = bank.deps) =>
      publicCaller(deps, { ...visitor, idempotencyKey }).requirements.put(identity);
    return { access, username, put };
  }

  it('is answered to the session that asked first, and to no other', async () => {
    const { access, username, put } = await given();
    await expect(put({ access })).resolves.toMatchObject({ code: 'identity' });
    const other = wholeSignIn(await bank.anonymous.public.auth.login({ username, password: TEST_PASSWORD }));
    await expect(put({ access: other.access })).rejects.toEqual(refusedWith('IDEMPOTENCY_MISMATCH'));
  });

  it('is let in by no less than the first time', async () => {
    const { access, put } = await given();
    const env = { ...bank.deps.env, SECURITY_PROFILE: 'strict' } as const;
    await expect(put({ access }, { ...bank.deps, env })).rejects.toEqual(refusedWith('MFA_REQUIRED'));
  });

  it('is recognised by a MAC: without its key nobody can try what was asked', async () => {
    const { access, put } = await given();
    const keys = { ...bank.deps.keys, idempotency: newDataKey() };
    await expect(put({ access }, { ...bank.deps, keys })).rejects.toEqual(refusedWith('IDEMPOTENCY_MISMATCH'));
  });
});
