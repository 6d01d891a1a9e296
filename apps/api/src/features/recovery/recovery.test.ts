import type { SessionId } from '@ostiary/domain/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../context.ts';
import {
  createTestBank,
  freshEmail,
  freshPhone,
  type SignedInCustomer,
  type SignedInStaff,
  type TestBank,
  TEST_PASSWORD,
  testContext,
  totpCode,
} from '../../testing.ts';
import { removeLostFactor } from '../access/remove-factor.service.ts';
import { confirmSecondFactor } from '../second-factor/second-factor.service.ts';

let bank: TestBank;
let admin: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  admin = await bank.staff('admin');
});
afterAll(() => bank.close());

const NEW_PASSWORD = 'Salt-marsh-heron-7';
const why = 'Lost the phone, came with a passport';
const after = (minutes: number) => bank.setNow(new Date(bank.now().getTime() + minutes * 60_000));
const refusedWith = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const linkDead = expect.objectContaining({
  cause: expect.objectContaining({ fields: { token: [expect.objectContaining({ code: 'UNDO_LINK_INVALID' })] } }),
});
const undo = (token: string) => bank.anonymous.public.recovery.undo({ token });

async function enrol({ api }: Pick<SignedInCustomer, 'api'>): Promise<void> {
  const { secret } = await api.secondFactor.begin();
  await api.secondFactor.confirm({ code: totpCode(secret, { now: bank.now() }) });
}
async function moveTo({ api }: SignedInCustomer, value: string): Promise<void> {
  await api.contacts.send({ channel: 'email', value });
  await api.contacts.verify({ channel: 'email', code: await bank.codeFor(value) });
}
/** The newest link of a kind that somebody got; empty for none. */
async function linkTo(recipient: string, path: 'not-me' | 'reset-password'): Promise<string> {
  await bank.runJobs();
  const [row] = await bank.owner<{ token: string | null }>(
    `select substring(body from ?) as token from dev_message where recipient = ? and body like ?
     order by at desc, id desc limit 1`,
    [`/${path}#token=([A-Za-z0-9_-]{43})`, recipient, `%/${path}#token=%`],
  );
  return row?.token ?? '';
}
const accountOf = async (id: string) =>
  (
    await bank.owner(
      `select u.email, u.must_reset_password as must, f.user_id is not null as has_factor,
         exists (select from session s where s.user_id = u.id and s.revoked_at is null) as is_in
       from app_user u left join second_factor f on f.user_id = u.id where u.id = ?`,
      [id],
    )
  )[0];

describe('a lost second factor', () => {
  it('is removed by an administrator who proved who they are and says why; sessions end and the owner is told', async () => {
    const customer = await bank.customer();
    const remove = () => admin.api.customers.removeSecondFactor({ id: customer.id, why });
    await after(6);
    await expect(remove()).rejects.toEqual(refusedWith('STEP_UP_REQUIRED'));
    await admin.api.auth.stepUp({ password: TEST_PASSWORD });
    await expect(remove()).rejects.toEqual(refusedWith('NO_SECOND_FACTOR'));
    const { api, id, email } = await bank.customer();
    await enrol({ api });
    await expect(admin.api.people.removeSecondFactor({ id, why })).rejects.toEqual(refusedWith('NOT_FOUND'));
    expect(await admin.api.customers.get({ id })).toMatchObject({ hasSecondFactor: true });
    await admin.api.customers.removeSecondFactor({ id, why });
    expect(await accountOf(id)).toEqual({ email, must: false, has_factor: false, is_in: false });
    const record = await bank.owner(
      `select (select severity from security_event where user_id = ? and event_type = 'MFA_DISABLED') as severity,
         (select actor_id from audit_event where action = 'second_factor.removed' and target_id = ?) as actor,
         (select count(*)::int from outbox_message where user_id = ? and template = 'second_factor_removed') as told`,
      [id, id, id],
    );
    expect(record).toEqual([{ severity: 'HIGH', actor: admin.id, told: 1 }]);
    const { items } = await admin.api.customers.history({ id });
    expect(items.find(({ kind }) => kind === 'SECOND_FACTOR_REMOVED')).toMatchObject({ why });
  });

  it('is nobody’s own to remove, and of the last administrator removed at the server', async () => {
    await expect(admin.api.people.removeSecondFactor({ id: admin.id, why })).rejects.toEqual(
      refusedWith('OWN_ACCESS_FORBIDDEN'),
    );
    const other = await bank.newStaff('admin');
    await enrol({ api: other.api as never }); // the router of the factor is one at both doors
    await removeLostFactor(bank.deps, { username: other.username, why });
    expect(await accountOf(other.id)).toMatchObject({ has_factor: false, is_in: false });
    const { history } = await admin.api.people.get({ id: other.id });
    expect(history[0]).toMatchObject({ kind: 'SECOND_FACTOR_REMOVED', by: null, why });
    await expect(removeLostFactor(bank.deps, { username: 'nobody', why })).rejects.toThrow();
  });
});

describe('the link in the message of a changed e-mail', () => {
  it('puts the old one back, shuts the thief out with what they set up, and leads to a new password', async () => {
    const customer = await bank.customer();
    const [second, third] = [freshEmail('thief'), freshEmail('thief')];
    await moveTo(customer, second);
    await after(2);
    await moveTo(customer, third);
    await enrol(customer);
    const [owners, thiefs] = [await linkTo(customer.email, 'not-me'), await linkTo(second, 'not-me')];
    await expect(undo(owners)).resolves.toEqual({ change: 'EMAIL' });
    expect(await accountOf(customer.id)).toEqual({
      email: customer.email,
      must: true,
      has_factor: false,
      is_in: false,
    });
    for (const over of [owners, thiefs, 'A'.repeat(43)]) await expect(undo(over)).rejects.toEqual(linkDead);
    const token = await linkTo(customer.email, 'reset-password');
    await bank.anonymous.public.password.reset({ token, newPassword: NEW_PASSWORD });
    const { email } = customer;
    await expect(bank.anonymous.public.auth.login({ username: email, password: NEW_PASSWORD })).resolves.toMatchObject({
      user: { email },
    });
    const events = `select severity from security_event where user_id = ? and event_type = 'CONTACT_CHANGED' order by created_at, id`;
    expect((await bank.owner<{ severity: string }>(events, [customer.id])).at(-1)).toEqual({ severity: 'HIGH' });
  });

  it('keeps a factor that was on before, and works for three days', async () => {
    const [quick, slow] = [await bank.customer(), await bank.customer()];
    for (const customer of [quick, slow]) {
      await enrol(customer);
      await after(1);
      await moveTo(customer, freshEmail('new'));
    }
    const [first, second] = [await linkTo(quick.email, 'not-me'), await linkTo(slow.email, 'not-me')];
    await after(72 * 60 - 2);
    await undo(first);
    expect(await accountOf(quick.id)).toMatchObject({ email: quick.email, has_factor: true });
    await after(2);
    await expect(undo(second)).rejects.toEqual(linkDead);
  });

  it('holds the old address meanwhile: nobody else opens or moves an account there', async () => {
    const [owner, other] = [await bank.customer(), await bank.customer()];
    await moveTo(owner, freshEmail('thief'));
    const stranger = { email: owner.email.toUpperCase(), phoneNumber: freshPhone(), password: TEST_PASSWORD };
    await expect(bank.anonymous.public.registration.start(stranger)).rejects.toEqual(refusedWith('EMAIL_TAKEN'));
    await expect(other.api.contacts.send({ channel: 'email', value: owner.email })).rejects.toMatchObject({
      cause: { fields: { value: [{ code: 'EMAIL_TAKEN' }] } },
    });
    await after(72 * 60);
    await expect(bank.anonymous.public.registration.start(stranger)).resolves.toHaveProperty('challenge');
  });

  it('is not sent to an address that nobody had confirmed', async () => {
    const customer = await bank.customer();
    await bank.owner('update app_user set email_confirmed_at = null where id = ?', [customer.id]);
    await moveTo(customer, freshEmail('mended'));
    expect(await linkTo(customer.email, 'not-me')).toBe('');
  });
});

describe('a second factor whose first code is under way', () => {
  it('is not switched on once the owner has ended the session', async () => {
    const { api, id } = await bank.customer();
    const { secret } = await api.secondFactor.begin();
    const [row] = await bank.owner<{ id: SessionId }>('select id from session where user_id = ?', [id]);
    await bank.owner(`update session set revoked_at = bank_now(), revoked_reason = 'REPORTED' where user_id = ?`, [id]);
    const ctx = { ...testContext(bank.deps, 'customer'), actor: { id, sessionId: row?.id } as Actor }; // as it was read before
    const code = totpCode(secret, { now: bank.now() });
    await expect(confirmSecondFactor(ctx, { code })).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  });
});

describe('the link in the message of a second factor', () => {
  it('switches off one that a stranger set up, and not one without the link', async () => {
    const customer = await bank.customer();
    await enrol(customer);
    const token = await linkTo(customer.email, 'not-me');
    await expect(undo(token)).resolves.toEqual({ change: 'SECOND_FACTOR' });
    expect(await accountOf(customer.id)).toMatchObject({ must: true, has_factor: false, is_in: false });
    await expect(undo(token)).rejects.toEqual(linkDead);
  });
});
