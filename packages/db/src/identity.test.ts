import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRows, type Rows } from './testing-rows.ts';
import { digest, insert, TOKEN } from './testing-sql.ts';

let rows: Rows;
beforeAll(async () => {
  rows = await openRows();
});
afterAll(() => rows.close());

const brokenBy = (constraint: string) => ({ constraint });

async function reset(userId: string, changes: Record<string, Date> = {}) {
  const dates = { created_at: rows.now, expires_at: rows.now };
  await insert(rows.app, 'password_reset', {
    id: uuidv7(),
    user_id: userId,
    token_hash: digest(uuidv7()),
    ...dates,
    ...changes,
  });
}

const attempt = (id: string) =>
  insert(rows.app, 'login_activity', {
    id,
    at: rows.now,
    door: 'customer',
    outcome: 'FAILED',
    identifier_hash: digest('somebody'),
    ip: '192.0.2.1',
    user_agent: 'test',
  });

describe('a password reset', () => {
  it('leaves the earlier ones of its person open', async () => {
    const userId = await rows.person();
    await reset(userId);
    await expect(reset(userId)).resolves.toBeUndefined();
  });
});

describe('the sign-in history', () => {
  it('lets the application add rows and mark them as reported, and nothing else', async () => {
    const id = uuidv7();
    await attempt(id);
    await rows.app.query('update login_activity set reported_at = now() where id = $1', [id]);
    await expect(rows.app.query(`update login_activity set outcome = 'SUCCEEDED'`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(rows.app.query('delete from login_activity')).rejects.toThrow(/permission denied/);
    await expect(rows.app.query('truncate login_activity')).rejects.toThrow(/permission denied/);
  });

  it('lets it ask for what is older than 400 days to be forgotten, and nothing younger', async () => {
    const [young, old] = [uuidv7(), uuidv7()];
    for (const id of [young, old]) await attempt(id);
    await rows.owner.query(`update login_activity set at = now() - interval '399 days' where id = $1`, [young]);
    await rows.owner.query(`update login_activity set at = now() - interval '401 days' where id = $1`, [old]);
    await rows.app.query('select forget_old_sign_ins(100)');
    const { rows: left } = await rows.app.query('select id from login_activity where id in ($1, $2)', [young, old]);
    expect(left).toEqual([{ id: young }]);
  });
});

describe('a second factor', () => {
  it('keeps its secret as a Fernet token only', async () => {
    const row = { user_id: await rows.person(), created_at: rows.now };
    await expect(
      insert(rows.app, 'second_factor', { ...row, secret_encrypted: 'JBSWY3DPEHPK3PXP' }),
    ).rejects.toMatchObject(brokenBy('second_factor_secret_encrypted_check'));
    await insert(rows.app, 'second_factor', { ...row, secret_encrypted: TOKEN });
  });

  it('has no recovery code twice, and takes its codes with it', async () => {
    const userId = await rows.person();
    await insert(rows.app, 'second_factor', { user_id: userId, created_at: rows.now, secret_encrypted: TOKEN });
    const code = { user_id: userId, code_hash: digest('code'), created_at: rows.now };
    await insert(rows.app, 'recovery_code', { id: uuidv7(), ...code });
    await expect(insert(rows.app, 'recovery_code', { id: uuidv7(), ...code })).rejects.toMatchObject(
      brokenBy('recovery_code_user_id_code_hash_key'),
    );
    await rows.change('delete from second_factor where user_id = $1', [userId]);
    const { rowCount } = await rows.app.query('select from recovery_code where user_id = $1', [userId]);
    expect(rowCount).toBe(0);
  });
});

describe('a one-time code', () => {
  const code = async (purpose: string, newValue: string | null) =>
    insert(rows.app, 'one_time_code', {
      id: uuidv7(),
      user_id: await rows.person(),
      purpose,
      new_value: newValue,
      code_hash: digest('123456'),
      created_at: rows.now,
      expires_at: rows.now,
    });

  it('of a change carries the new contact, and one that confirms carries none', async () => {
    await code('change_email', 'new@example.com');
    await code('confirm_email', null);
    await expect(code('change_phone', null)).rejects.toMatchObject(brokenBy('one_time_code_new_value_check'));
    await expect(code('confirm_phone', '+13125550134')).rejects.toMatchObject(
      brokenBy('one_time_code_new_value_check'),
    );
  });
});

describe('a network of the staff door', () => {
  it.each(['192.0.2.1/24', 'nonsense', '300.0.0.0/8'])('is never %s', async (network) => {
    await expect(insert(rows.app, 'staff_network', { network, note: '', created_at: rows.now })).rejects.toThrow(
      /cidr/,
    );
  });
});
