import { AppUser } from '@ostiary/db';
import type {
  ContactChannel,
  ContactCodeSent,
  ContactsConfirmed,
  SendContactCodeInput,
  VerifyContactInput,
} from '@ostiary/domain/registration';
import { DomainError, invalidField } from '@ostiary/domain/shared';
import type { CustomerContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { lockPerson } from '../auth/lock-person.service.ts';
import { asContactConflict, CHANGES, finishContactChange, startContactChange } from './change-contact.service.ts';
import { isUsedUp, resendAt, type RightCode, sendCode, tryCode, usedUpCode, useCode, wrongCode } from './codes.ts';
import { confirmContact, lockApplicant, maskContact } from './confirm-contact.service.ts';

const PURPOSE = { email: 'confirm_email', phone: 'confirm_phone' } as const;

async function sendConfirmation(tx: CustomerContext, channel: ContactChannel) {
  await lockPerson(tx, tx.actor.id);
  const user = await tx.em.findOneOrFail(AppUser, { id: tx.actor.id });
  // A phone that was not confirmed within a day is gone.
  if (channel === 'phone' && user.phoneNumber == null) throw invalidField('value', 'REQUIRED');
  const row = await sendCode(tx, { user, purpose: PURPOSE[channel] });
  return { row, newValue: channel === 'email' ? user.email : (user.phoneNumber ?? '') };
}

/**
 * Sends a code to the person's own e-mail or phone, or, with `value`, to the one that is to take its place. Throws
 * `RATE_LIMITED` with `resendAt`, `INVALID_INPUT` on `value` where there is none on file, and for a change what `startContactChange` throws.
 */
export async function sendContactCode(
  ctx: CustomerContext,
  { channel, value }: SendContactCodeInput,
): Promise<ContactCodeSent> {
  return inTransaction(ctx, async (tx) => {
    const { row, newValue } =
      value === undefined
        ? await sendConfirmation(tx, channel)
        : await startContactChange(tx, { channel, value, field: 'value' });
    return {
      sentTo: maskContact(channel, newValue),
      expiresAt: row.expiresAt.toISOString(),
      resendAt: resendAt(row).toISOString(),
    };
  });
}

const confirmed = (user: AppUser): ContactsConfirmed => ({
  emailConfirmed: user.emailConfirmedAt != null,
  phoneConfirmed: user.phoneConfirmedAt != null,
});

async function confirm(ctx: CustomerContext, channel: ContactChannel, right: RightCode): Promise<ContactsConfirmed> {
  return inTransaction(ctx, async (tx) => {
    const own = await lockApplicant(tx, tx.actor.id);
    await useCode(tx, right);
    await confirmContact(tx, own, channel);
    return confirmed(own);
  });
}

async function isAnyUsedUp(ctx: CustomerContext, user: AppUser, channel: ContactChannel): Promise<boolean> {
  const purpose = { user, purpose: CHANGES[channel] };
  return (await isUsedUp(ctx, purpose)) || isUsedUp(ctx, { user, purpose: PURPOSE[channel] });
}

/**
 * Confirms a contact by its code, or finishes its change where one is under way. A wrong, old or used code is one
 * answer; five wrong ones need a new code (`CODE_USED_UP`). Throws `EMAIL_TAKEN` or `PHONE_TAKEN` when somebody else was faster.
 */
export async function verifyContact(
  ctx: CustomerContext,
  { channel, code }: VerifyContactInput,
): Promise<ContactsConfirmed> {
  const user = await ctx.em.findOne(AppUser, { id: ctx.actor.id });
  if (!user) throw new DomainError('NOT_FOUND');
  const change = await tryCode(ctx, { user, purpose: CHANGES[channel], code });
  if (change?.newValue != null) {
    const right = { id: change.id, newValue: change.newValue };
    return inTransaction(ctx, async (tx) => confirmed(await finishContactChange(tx, channel, right))).catch(
      (error: unknown) => {
        throw asContactConflict(error);
      },
    );
  }
  const right = await tryCode(ctx, { user, purpose: PURPOSE[channel], code });
  if (!right) throw (await isAnyUsedUp(ctx, user, channel)) ? usedUpCode() : wrongCode();
  return confirm(ctx, channel, right);
}
