import { type AppUser, Customer, OneTimeCode } from '@ostiary/db';
import { newDataKey } from '@ostiary/domain/crypto';
import { checkPhone } from '@ostiary/domain/phone';
import { type ContactChannel, Email } from '@ostiary/domain/registration';
import { type FieldCode, fieldConflict, invalidField, type Language } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { CustomerContext } from '../../context.ts';
import { brokenConstraint } from '../../failures.ts';
import { isStrict } from '../../security-profile.ts';
import { assertFresh } from '../../trpc.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { assertStillSignedIn, lockSelf } from '../auth/still-signed-in.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { issueUndoLink } from '../recovery/undo-links.service.ts';
import { assessOwn } from '../risk/assess-risk.service.ts';
import { assertMayWrite, type RightCode, sendCode, useCode, writeCode } from './codes.ts';
import { confirmContact, lockApplicant, maskContact } from './confirm-contact.service.ts';
import { findHolder } from './holds.ts';

export const CHANGES = { email: 'change_email', phone: 'change_phone' } as const;
const CONFIRMATIONS = { email: 'confirm_email', phone: 'confirm_phone' } as const;
const TAKEN = { email: 'EMAIL_TAKEN', phone: 'PHONE_TAKEN' } as const;
const CHANNEL_WORDS: Readonly<Record<ContactChannel, Record<Language, string>>> = {
  email: { en: 'e-mail', hi: 'ई-मेल' },
  phone: { en: 'phone number', hi: 'फ़ोन नंबर' },
};

export interface ContactChange {
  readonly channel: ContactChannel;
  readonly value: string;
  /** Field of the input that problems are told under. */
  readonly field: string;
}

const current = (user: AppUser, channel: ContactChannel) => (channel === 'email' ? user.email : user.phoneNumber);
const isConfirmed = (user: AppUser, channel: ContactChannel) =>
  (channel === 'email' ? user.emailConfirmedAt : user.phoneConfirmedAt) != null;

async function readValue(tx: CustomerContext, { channel, value, field }: ContactChange): Promise<string> {
  const refused = (code: string) => invalidField(field, code as FieldCode); // schemas carry codes
  if (channel === 'email') {
    const email = Email.safeParse(value);
    if (!email.success) throw refused(email.error.issues[0]?.message ?? 'EMAIL_FORMAT');
    return email.data;
  }
  const { country } = await tx.em.findOneOrFail(Customer, { id: tx.actor.id });
  const phone = checkPhone(value, country);
  if (!phone.ok) throw refused(phone.why === 'FORMAT' ? 'PHONE_FORMAT' : 'PHONE_INVALID');
  return phone.e164;
}

/** On somebody's account, or what somebody may still put back on theirs. */
const HAS_EMAIL = `select 1 from app_user where lower(email) = lower(?) and id <> ?
  union all select 1 from held_email where email = lower(?) and user_id <> ?`;

/** In the strict profile a decoy's contact is as good as taken: else the change would tell that it was a decoy. */
async function isTaken(tx: CustomerContext, channel: ContactChannel, value: string): Promise<boolean> {
  const { id } = tx.actor;
  const found =
    channel === 'email'
      ? await tx.em.execute<unknown[]>(HAS_EMAIL, [value, id, value, id])
      : await tx.em.execute<unknown[]>('select from app_user where phone_number = ? and id <> ?', [value, id]);
  if (found.length > 0 || !isStrict(tx.deps.env)) return found.length > 0;
  return (await findHolder(tx, channel === 'email' ? 'email' : 'phoneNumber', value)) !== null;
}

interface Refused {
  readonly user: AppUser;
  readonly purpose: OneTimeCode['purpose'];
  readonly newValue: string;
}

/** Counts as a code that was sent, apart from the refusal that follows: who asks on and on must not learn who is here. */
async function countRefused(tx: CustomerContext, { user, purpose, newValue }: Refused): Promise<void> {
  const em = tx.deps.orm.em.fork();
  const at = { createdAt: tx.now, expiresAt: tx.now, consumedAt: tx.now };
  em.create(OneTimeCode, { id: uuidv7(), userId: user.id, purpose, newValue, codeHash: newDataKey(), ...at });
  await em.flush();
}

/**
 * Sends a code to the contact that is to become the person's; until it is entered nothing changes. Needs a fresh proof
 * of identity where the contact on file is confirmed. A taken contact is named, in the strict profile it looks sent.
 * Throws `CONTACT_UNCHANGED`, `INVALID_INPUT`, `EMAIL_TAKEN`, `PHONE_TAKEN`, `RATE_LIMITED`, `STEP_UP_REQUIRED`.
 */
export async function startContactChange(
  tx: CustomerContext,
  change: ContactChange,
): Promise<{ row: OneTimeCode; newValue: string }> {
  const { channel, field } = change;
  const user = await lockSelf(tx);
  if (isConfirmed(user, channel)) assertFresh(tx);
  const newValue = await readValue(tx, change);
  if (newValue.toLowerCase() === current(user, channel)?.toLowerCase()) throw fieldConflict(field, 'CONTACT_UNCHANGED');
  const sending = { user, purpose: CHANGES[channel], newValue };
  // Before anything tells whether somebody has the contact.
  await assertMayWrite(tx, sending);
  if (!(await isTaken(tx, channel, newValue))) return { row: await sendCode(tx, sending), newValue };
  if (!isStrict(tx.deps.env)) {
    await countRefused(tx, sending);
    throw fieldConflict(field, TAKEN[channel]);
  }
  // Nobody is ever told this code.
  const { row } = await writeCode(tx, sending);
  return { row, newValue };
}

/** Links and codes that went to the old contact, or were on their way to another new one, are worth nothing now. */
async function voidOldProofs(tx: CustomerContext, user: AppUser, channel: ContactChannel): Promise<void> {
  const purpose = { $in: [CHANGES[channel], CONFIRMATIONS[channel]] };
  await tx.em.nativeUpdate(OneTimeCode, { userId: user.id, purpose, consumedAt: null }, { consumedAt: tx.now });
  await tx.em.execute('update password_reset set used_at = ? where user_id = ? and used_at is null', [tx.now, user.id]);
}

interface Replaced {
  readonly channel: ContactChannel;
  readonly old: string | null;
  readonly wasConfirmed: boolean;
}

/** "Forgot password" writes to the new e-mail from now on: who reads the old one gets a way back of their own. */
async function tellOldEmail(tx: CustomerContext, user: AppUser, { old, wasConfirmed }: Replaced): Promise<void> {
  if (old === null) return;
  const to = { id: user.id, language: user.language, email: old, phoneNumber: null };
  const params = { now: maskContact('email', user.email) };
  if (!wasConfirmed) return notify(tx, { user: to, template: 'email_replaced', params });
  const link = await issueUndoLink(tx, user, { change: 'EMAIL', oldEmail: old });
  await notify(tx, { user: to, template: 'email_replaced', params: { ...params, link } });
}

async function tell(tx: CustomerContext, user: AppUser, replaced: Replaced): Promise<void> {
  const { channel, old } = replaced;
  const { id, email } = user;
  const language: Language = user.language;
  const params = { what: CHANNEL_WORDS[channel][language], now: maskContact(channel, current(user, channel) ?? '') };
  const notice = { template: 'contact_changed', channel: channel === 'email' ? 'email' : 'sms', params } as const;
  if (channel === 'email') await tellOldEmail(tx, user, replaced);
  else if (old !== null) await notify(tx, { ...notice, user: { id, language, email, phoneNumber: old } });
  await notify(tx, { ...notice, user });
}

/** Puts the new contact in the place of the old one, in the caller's transaction; both are told. */
export async function finishContactChange(
  tx: CustomerContext,
  channel: ContactChannel,
  right: RightCode & { readonly newValue: string },
): Promise<AppUser> {
  const user = await lockApplicant(tx, tx.actor.id);
  await assertStillSignedIn(tx);
  await useCode(tx, right);
  const old = current(user, channel);
  const wasConfirmed = isConfirmed(user, channel);
  if (channel === 'email') user.email = right.newValue;
  else user.phoneNumber = right.newValue;
  if (wasConfirmed) user[channel === 'email' ? 'emailConfirmedAt' : 'phoneConfirmedAt'] = tx.now;
  else await confirmContact(tx, user, channel);
  user.updatedAt = tx.now;
  recordAudit(tx, {
    action: 'contact.changed',
    target: { type: 'app_user', id: user.id },
    before: { channel, value: old == null ? null : maskContact(channel, old) },
    after: { channel, value: maskContact(channel, right.newValue) },
  });
  recordSecurityEvent(tx, {
    eventType: 'CONTACT_CHANGED',
    severity: wasConfirmed ? 'MEDIUM' : 'LOW',
    userId: user.id,
    description: `The ${CHANNEL_WORDS[channel].en} of the account was changed`,
  });
  await tx.em.flush();
  await voidOldProofs(tx, user, channel);
  await tell(tx, user, { channel, old: old ?? null, wasConfirmed });
  await assessOwn(tx, user.id, 'contact-changed');
  return user;
}

/** Two people may hold a code for one contact; the database lets one of them have it. */
export function asContactConflict(error: unknown): unknown {
  const constraint = brokenConstraint(error);
  if (constraint === 'app_user_email_key') return fieldConflict('value', 'EMAIL_TAKEN');
  if (constraint === 'app_user_phone_key') return fieldConflict('value', 'PHONE_TAKEN');
  return error;
}
