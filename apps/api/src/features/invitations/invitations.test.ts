import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestBank,
  freshEmail,
  type SignedInStaff,
  staffCaller,
  type TestBank,
  wholeSignIn,
} from '../../testing.ts';

let bank: TestBank;
let admin: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  admin = await bank.staff('admin');
});
afterAll(() => bank.close());

const why = 'joins the team';
const refusal = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });

async function linkOf(email: string): Promise<string> {
  await bank.runJobs();
  const [row] = await bank.owner<{ body: string }>(
    'select body from dev_message where recipient = ? order by at desc, id desc limit 1',
    [email],
  );
  const token = /#token=([\w-]+)/.exec(row?.body ?? '')?.[1];
  if (token === undefined) throw new Error(`no link for ${email}`);
  return token;
}

async function invited(role = 'KYC_REVIEWER') {
  const email = freshEmail('new.staff');
  const { id } = await admin.api.people.invite({ email, displayName: 'Nila Rao', role, why });
  return { id, email, token: await linkOf(email) };
}

const accept = (token: string, username: string, password = 'Harbour-lights-42') =>
  bank.anonymous.staff.invitations.accept({ token, username, password });

describe('an invitation', () => {
  it('is on the list until it is accepted, and makes an account that signs in', async () => {
    const { id, email, token } = await invited();
    const { items } = await admin.api.people.list({ state: 'INVITED', search: email });
    expect(items).toMatchObject([{ id, state: 'INVITED', username: null, email, roles: ['KYC_REVIEWER'] }]);
    const seen = await bank.anonymous.staff.invitations.look({ token });
    expect(seen).toMatchObject({ displayName: 'Nila Rao', email, role: 'KYC_REVIEWER', invitedBy: 'Test admin' });
    expect(await accept(token, 'nila.rao')).toEqual({ username: 'nila.rao' });
    const signedIn = wholeSignIn(
      await bank.anonymous.staff.auth.login({ username: 'nila.rao', password: 'Harbour-lights-42' }),
    );
    await staffCaller(bank.deps, { access: signedIn.access }).review.counts();
    const view = await admin.api.people.get({ id: signedIn.user.id });
    expect(view.roleList).toMatchObject([{ role: 'KYC_REVIEWER', assignedBy: 'Test admin', why }]);
    expect((await admin.api.people.list({ state: 'INVITED', search: email })).items).toEqual([]);
    const [kept] = await bank.owner('select email, display_name, accepted_by from staff_invitation where id = ?', [id]);
    expect(kept).toEqual({ email: null, display_name: null, accepted_by: signedIn.user.id });
    const rows = await bank.owner('select actor_id from audit_event where action = ?', ['invitation.accepted']);
    expect(rows).toEqual([{ actor_id: signedIn.user.id }]);
  });

  it('works once, and is stored as a hash alone', async () => {
    const { token } = await invited();
    const outcomes = await Promise.allSettled([accept(token, 'one.of.two'), accept(token, 'two.of.two')]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(accept(token, 'three.of.two')).rejects.toEqual(refusal('INVITATION_OVER'));
    const rows = await bank.owner<{ row: string }>('select staff_invitation::text as row from staff_invitation');
    expect(rows.some(({ row }) => row.includes(token))).toBe(false);
  });

  it('dies after seven days, when it is sent again, withdrawn, or its author may no longer invite', async () => {
    const over = refusal('INVITATION_OVER');
    const look = (token: string) => bank.anonymous.staff.invitations.look({ token });
    const first = await invited();
    await admin.api.people.resendInvite({ id: first.id });
    await expect(look(first.token)).rejects.toEqual(over);
    const renewed = await linkOf(first.email);
    await look(renewed);
    await bank.owner('update staff_invitation set expires_at = bank_now() where id = ?', [first.id]);
    await expect(look(renewed)).rejects.toEqual(over);
    await admin.api.people.withdrawInvite({ id: first.id });
    await expect(admin.api.people.resendInvite({ id: first.id })).rejects.toEqual(refusal('NOT_FOUND'));
    const author = await bank.newStaff('admin');
    const email = freshEmail('new.staff');
    await author.api.people.invite({ email, displayName: 'Ravi Iyer', role: 'BANK_ADMIN', why });
    const token = await linkOf(email);
    await look(token);
    const [branch] = await bank.owner<{ id: string }>(
      `insert into branch (id, code, name, country, created_at)
       values (gen_random_uuid(), 'INVITES', 'A branch (fictional)', 'US', bank_now()) returning id`,
    );
    const confine = (isConfined: boolean) =>
      bank.owner('update app_user set branch_id = ?, only_own_branch = ? where id = ?', [
        branch?.id,
        isConfined,
        author.id,
      ]);
    await confine(true);
    await expect(look(token)).rejects.toEqual(over);
    await confine(false);
    await look(token);
    await bank.owner('update staff_invitation set branch_id = ? where lower(email) = lower(?)', [branch?.id, email]);
    await bank.owner('update branch set closed_at = bank_now() where id = ?', [branch?.id]);
    await expect(look(token)).rejects.toEqual(over);
    await bank.owner('update branch set closed_at = null where id = ?', [branch?.id]);
    await look(token);
    await admin.api.people.block({ id: author.id, why });
    await expect(look(token)).rejects.toEqual(over);
    await expect(accept(token, 'ravi.iyer')).rejects.toEqual(over);
  });

  it('that cannot be delivered holds up nobody else’s messages', async () => {
    const { id } = await invited();
    const waiting = `update outbox_message set sent_at = null, next_try_at = bank_now() + interval '1 hour' where lane = ?`;
    await bank.owner(waiting, [id]);
    await bank.anonymous.staff.password.forgot({ username: admin.username });
    await bank.runJobs();
    const told = await bank.owner('select 1 from dev_message where recipient = ?', [`${admin.username}@bank.example`]);
    expect(told).toHaveLength(1);
  });

  it('keeps the password rules and the names that are taken, and is not spent by a refusal', async () => {
    const { token } = await invited();
    await expect(accept(token, 'mira.sen', 'password')).rejects.toEqual(refusal('INVALID_INPUT'));
    await expect(accept(token, 'mira.sen', 'Mira.Sen-4411')).rejects.toEqual(refusal('INVALID_INPUT'));
    await expect(accept(token, admin.username.toUpperCase())).rejects.toEqual(refusal('USERNAME_TAKEN'));
    await accept(token, 'mira.sen');
  });

  it('is refused for a known address, twice, for a role that is not for staff, and without roles.assign', async () => {
    const { email } = await invited();
    const send = (address: string, role = 'AUDITOR') =>
      admin.api.people.invite({ email: address, displayName: 'Asha Nair', role, why });
    await expect(send(email.toUpperCase())).rejects.toEqual(refusal('INVITATION_OPEN'));
    await expect(send(`${admin.username}@bank.example`)).rejects.toEqual(refusal('EMAIL_TAKEN'));
    await expect(send(freshEmail(), 'CUSTOMER')).rejects.toEqual(refusal('INVALID_INPUT'));
    const manager = await bank.newStaff('reviewer');
    await bank.owner(
      `with r as (insert into role (id, name, description, permissions, created_at)
         values (gen_random_uuid(), 'MANAGER', 'test', '{self.manage,staff.manage}', now()) returning id)
       insert into user_role (id, user_id, role_id, assigned_at) select gen_random_uuid(), ?, id, now() from r`,
      [manager.id],
    );
    const sent = manager.api.people.invite({ email: freshEmail(), displayName: 'Asha Nair', role: 'AUDITOR', why });
    await expect(sent).rejects.toEqual(refusal('FORBIDDEN'));
  });
});
