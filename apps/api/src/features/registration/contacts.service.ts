import { AppUser, ApplicationEvent, KycApplication, LockMode } from '@ostiary/db';
import { maskPhone } from '@ostiary/domain/identifiers';
import type {
  ContactChannel,
  ContactCodeSent,
  ContactsConfirmed,
  VerifyContactInput,
} from '@ostiary/domain/registration';
import { DomainError } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context, CustomerContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { touch } from '../requirements/case-file.service.ts';
import { resendAt, sendCode, spendCode, wrongCode } from './codes.ts';

const PURPOSE = { email: 'confirm_email', phone: 'confirm_phone' } as const;

export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}•••${email.slice(at)}`;
}

const shown = (user: AppUser, channel: ContactChannel) =>
  channel === 'email' ? maskEmail(user.email) : maskPhone(user.phoneNumber ?? '');

/** Sends a code to the person's own e-mail or phone. Throws `RATE_LIMITED` with `resendAt`. */
export async function sendContactCode(
  ctx: CustomerContext,
  { channel }: { channel: ContactChannel },
): Promise<ContactCodeSent> {
  return inTransaction(ctx, async (tx) => {
    await tx.em.execute('select id from app_user where id = ? for no key update', [tx.actor.id]);
    const user = await tx.em.findOneOrFail(AppUser, { id: tx.actor.id });
    const code = await sendCode(tx, user, PURPOSE[channel]);
    return {
      sentTo: shown(user, channel),
      expiresAt: code.expiresAt.toISOString(),
      resendAt: resendAt(code).toISOString(),
    };
  });
}

/** Marks a contact as confirmed, in the caller's transaction. Confirming twice changes nothing. */
export async function confirmContact(ctx: Context, user: AppUser, channel: ContactChannel): Promise<void> {
  const already = channel === 'email' ? user.emailConfirmedAt : user.phoneConfirmedAt;
  if (already != null) return;
  // The application first, as everywhere: its version counts under its lock, and two orders of locks would be a deadlock.
  const application = await ctx.em.findOne(
    KycApplication,
    { customerId: user.id },
    { orderBy: { createdAt: 'desc', id: 'desc' }, lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (channel === 'email') user.emailConfirmedAt = ctx.now;
  else user.phoneConfirmedAt = ctx.now;
  user.updatedAt = ctx.now;
  recordAudit(ctx, {
    action: 'contact.confirmed',
    target: { type: 'app_user', id: user.id },
    after: { channel },
    actorId: user.id,
  });
  if (!application) return;
  touch(application, ctx.now);
  const kind = channel === 'email' ? 'email_confirmed' : 'phone_confirmed';
  ctx.em.persist(
    ctx.em.create(ApplicationEvent, {
      id: uuidv7(),
      applicationId: application.id,
      kind,
      at: ctx.now,
      actorId: user.id,
    }),
  );
}

/** Confirms a contact by its code. A wrong, old or used code is one answer; five wrong ones need a new code. */
export async function verifyContact(
  ctx: CustomerContext,
  { channel, code }: VerifyContactInput,
): Promise<ContactsConfirmed> {
  const user = await ctx.em.findOne(AppUser, { id: ctx.actor.id });
  if (!user) throw new DomainError('NOT_FOUND');
  if (!(await spendCode(ctx, { user, purpose: PURPOSE[channel], code }))) throw wrongCode();
  return inTransaction(ctx, async (tx) => {
    const own = await tx.em.findOneOrFail(AppUser, { id: ctx.actor.id });
    await confirmContact(tx, own, channel);
    return { emailConfirmed: own.emailConfirmedAt != null, phoneConfirmed: own.phoneConfirmedAt != null };
  });
}
