import { fernetEncrypt } from '@ostiary/domain/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, freshEmail, freshPhone, type TestBank, TEST_PASSWORD } from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const switchOn = (id: string | undefined) =>
  bank.owner('insert into second_factor (user_id, secret_encrypted, created_at, confirmed_at) values (?, ?, ?, ?)', [
    id,
    fernetEncrypt(bank.deps.keys.outbox, 'secret', { now: bank.now() }),
    bank.now(),
    bank.now(),
  ]);
const report = (id: string | undefined) =>
  bank.owner('update app_user set must_reset_password = true where id = ?', [id]);

describe('the code of a registration', () => {
  it.each([
    ['a second factor is on', switchOn],
    ['a new password is owed', report],
  ])('confirms the e-mail and signs nobody in where %s', async (_why, make) => {
    const email = freshEmail('half');
    const { start, verify } = bank.anonymous.public.registration;
    const { challenge } = await start({ email, phoneNumber: freshPhone(), password: TEST_PASSWORD });
    const [row] = await bank.owner<{ id: string }>('select id from app_user where email = ?', [email]);
    await make(row?.id);
    await expect(verify({ challenge, code: await bank.codeFor(email) })).rejects.toMatchObject({
      cause: { code: 'CHALLENGE_OVER' },
    });
    expect(
      await bank.owner(
        `select email_confirmed_at is not null as is_confirmed,
           exists (select from session s where s.user_id = app_user.id) as is_in from app_user where id = ?`,
        [row?.id],
      ),
    ).toEqual([{ is_confirmed: true, is_in: false }]);
  });
});
