import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, publicCaller, staffCaller, type TestBank, TEST_PASSWORD, wholeSignIn } from '../../testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

const NEW_PASSWORD = 'Salt-marsh-heron-7';
const after = (seconds: number) => bank.setNow(new Date(bank.now().getTime() + seconds * 1_000));
const linkDead = expect.objectContaining({
  cause: expect.objectContaining({ fields: { token: [expect.objectContaining({ code: 'RESET_LINK_INVALID' })] } }),
});

async function linkOf(email: string, api = bank.anonymous.public): Promise<string> {
  await api.password.forgot({ username: email });
  await bank.runJobs();
  const [row] = await bank.owner<{ token: string }>(
    `select substring(body from '#token=([A-Za-z0-9_-]{43})') as token from dev_message
     where recipient = ? and body like '%#token=%' order by at desc, id desc limit 1`,
    [email],
  );
  if (!row) throw new Error('no link was sent');
  return row.token;
}
const reset = (token: string, api = bank.anonymous.public) => api.password.reset({ token, newPassword: NEW_PASSWORD });

describe('a link for a new password', () => {
  it('works at 29:59 and not at 30:00', async () => {
    const [quick, slow] = [await bank.customer(), await bank.customer()];
    const [first, second] = [await linkOf(quick.email), await linkOf(slow.email)];
    await after(30 * 60 - 1);
    await expect(reset(first)).resolves.toEqual({ ok: true });
    await after(1);
    await expect(reset(second)).rejects.toEqual(linkDead);
  });

  it('is dead once an administrator has blocked its person', async () => {
    const customer = await bank.customer();
    const token = await linkOf(customer.email);
    await bank.owner('update app_user set is_blocked = true where id = ?', [customer.id]);
    await expect(reset(token)).rejects.toEqual(linkDead);
  });

  it('works beside a newer one, until either is used', async () => {
    const { email } = await bank.customer();
    const older = await linkOf(email);
    const newer = await linkOf(email);
    await expect(reset(older)).resolves.toEqual({ ok: true });
    await expect(reset(newer)).rejects.toEqual(linkDead);
  });

  it('is dead once the password was changed another way', async () => {
    const customer = await bank.customer();
    const token = await linkOf(customer.email);
    await customer.api.password.change({ currentPassword: TEST_PASSWORD, newPassword: 'Heron-in-the-reeds-3' });
    await expect(reset(token)).rejects.toEqual(linkDead);
  });

  it('works for staff at their own door alone, and ends every session there', async () => {
    const staff = await bank.newStaff('reviewer');
    const credentials = { username: staff.username, password: TEST_PASSWORD };
    const { access } = wholeSignIn(await bank.anonymous.staff.auth.login(credentials));
    const token = await linkOf(`${staff.username}@bank.example`, bank.anonymous.staff as never); // one router at both doors
    await expect(reset(token)).rejects.toEqual(linkDead);
    await bank.anonymous.staff.password.reset({ token, newPassword: NEW_PASSWORD });
    for (const each of [staff.access, access])
      await expect(staffCaller(bank.deps, { access: each }).profile.get()).rejects.toMatchObject({
        cause: { code: 'SESSION_ENDED', details: { reason: 'PASSWORD_CHANGED' } },
      });
  });
});

describe('a changed password', () => {
  it('spares the session that asked and ends the others', async () => {
    const staff = await bank.newStaff('reviewer');
    const { access } = wholeSignIn(
      await bank.anonymous.staff.auth.login({ username: staff.username, password: TEST_PASSWORD }),
    );
    await staff.api.password.change({ currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD });
    await expect(staff.api.profile.get()).resolves.toBeDefined();
    await expect(staffCaller(bank.deps, { access }).profile.get()).rejects.toMatchObject({
      cause: { details: { reason: 'PASSWORD_CHANGED' } },
    });
  });

  it('loses to the owner’s recovery while it is hashed', async () => {
    const recoveries = [
      ['update session set revoked_at = bank_now(), revoked_reason = ? where user_id = ?', 'REPORTED', 'SESSION_ENDED'],
      ['update app_user set password_hash = ?, password_changed_at = bank_now() where id = ?', 'new', 'INVALID_INPUT'],
    ] as const;
    for (const [recovery, value, code] of recoveries) {
      const { id, visitor } = await bank.customer();
      let hashed = 0;
      const run: typeof bank.deps.hashes.run = async (job) => {
        const answer = await bank.deps.hashes.run(job);
        // The second one is of the new password: the old one was right before.
        if ((hashed += 1) === 2) await bank.owner(recovery, [value, id]);
        return answer;
      };
      const { password } = publicCaller({ ...bank.deps, hashes: { ...bank.deps.hashes, run } }, visitor);
      await bank.owner('update app_user set must_reset_password = true where id = ?', [id]);
      const change = password.change({ currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD });
      await expect(change).rejects.toMatchObject({ cause: { code } });
      expect(await bank.owner('select must_reset_password as must from app_user where id = ?', [id])).toEqual([
        { must: true },
      ]);
    }
  });

  it('needs a session', async () => {
    const { password } = publicCaller(bank.deps, {});
    await expect(password.change({ currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD })).rejects.toMatchObject({
      cause: { code: 'TOKEN_INVALID' },
    });
  });
});
