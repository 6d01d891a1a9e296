import type { AppUser } from '@ostiary/db';
import type { UndoInput, Undone, UndoneChange } from '@ostiary/domain/auth';
import { tokenHash } from '@ostiary/domain/crypto';
import { invalidField, type UserId } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { openLocks } from '../auth/start-anew.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { homeDoor } from '../passwords/start-reset.service.ts';
import { lockApplicant, maskContact } from '../registration/confirm-contact.service.ts';
import { assessOwn } from '../risk/assess-risk.service.ts';
import { sayWhen } from '../sessions/say-when.service.ts';
import { lockStrangerOut } from './lock-out.service.ts';

interface LinkRow {
  readonly id: string;
  readonly user_id: UserId;
  readonly change: UndoneChange;
  readonly old_email: string | null;
  readonly created_at: string;
}

const linkOver = () => invalidField('token', 'UNDO_LINK_INVALID');

const LIVE = 'token_hash = ? and used_at is null and expires_at > ?';

async function findLink(ctx: Context, token: string): Promise<LinkRow> {
  const [row] = await ctx.em.execute<LinkRow[]>(
    `select id, user_id, change, old_email, created_at from undo_link where ${LIVE}`,
    [tokenHash(token), ctx.now],
  );
  if (!row || (await homeDoor(ctx, row.user_id)) !== ctx.door) throw linkOver();
  return row;
}

/** Younger links of the person go too: whoever took the account was sent them. Older ones stay the owner's. */
async function useLink(tx: Context, { id, user_id, created_at }: LinkRow): Promise<void> {
  const used = await tx.em.execute<{ id: string }[]>(
    `update undo_link set used_at = ?, old_email = null
     where user_id = ? and used_at is null and (id = ? or created_at > ?::timestamptz) returning id`,
    [tx.now, user_id, id, created_at],
  );
  if (!used.some((row) => row.id === id)) throw linkOver();
}

const NOBODYS_CODES = `update one_time_code set consumed_at = ?
  where user_id = ? and consumed_at is null and purpose in ('change_email', 'confirm_email')`;

/** What went to the address in between, or is on its way to another one, is worth nothing now. Both addresses are told. */
async function restoreEmail(tx: Context, user: AppUser, oldEmail: string): Promise<void> {
  const { id, language, email: dropped } = user;
  Object.assign(user, { email: oldEmail, emailConfirmedAt: tx.now, updatedAt: tx.now });
  await tx.em.flush();
  await tx.em.execute(NOBODYS_CODES, [tx.now, id]);
  await tx.em.execute('update password_reset set used_at = ? where user_id = ? and used_at is null', [tx.now, id]);
  const params = { now: maskContact('email', oldEmail) };
  const before = { id, language, email: dropped, phoneNumber: null };
  for (const to of [before, user]) await notify(tx, { user: to, template: 'email_restored', params });
}

/** One that was set up before the change is the owner's own. */
async function dropFactor(tx: Context, { user_id, created_at }: LinkRow): Promise<boolean> {
  const dropped = await tx.em.execute<{ is_on: boolean }[]>(
    `delete from second_factor where user_id = ? and (confirmed_at is null or confirmed_at >= ?::timestamptz)
     returning confirmed_at is not null as is_on`,
    [user_id, created_at],
  );
  return dropped.some(({ is_on }) => is_on);
}

function record(tx: Context, { id, change }: { id: UserId; change: UndoneChange }): void {
  const target = { type: 'app_user', id };
  recordAudit(tx, { action: 'account.change-undone', target, after: { change }, actorId: id });
  recordSecurityEvent(tx, {
    eventType: change === 'EMAIL' ? 'CONTACT_CHANGED' : 'MFA_DISABLED',
    severity: 'HIGH',
    userId: id,
    description: 'The owner of the account says that a change was not theirs, and took it back by the link',
    metadata: { change },
  });
}

/**
 * Takes back the change that the link was sent about, and a second factor set up since; then ends every session and
 * asks for a new password, as a reported sign-in does. Throws `INVALID_INPUT` on `token`, and `EMAIL_TAKEN`.
 */
export async function undoChange(ctx: Context, { token }: UndoInput): Promise<Undone> {
  const link = await findLink(ctx, token);
  return inTransaction(ctx, async (tx) => {
    await openLocks(tx, link.user_id);
    const user = await lockApplicant(tx, link.user_id);
    if (user.isBlocked) throw linkOver();
    await useLink(tx, link);
    if (link.old_email !== null) await restoreEmail(tx, user, link.old_email);
    const hasDropped = await dropFactor(tx, link);
    if (hasDropped)
      await notify(tx, { user, template: 'second_factor_off', params: { when: sayWhen(tx.now, user.language) } });
    await lockStrangerOut(tx, user);
    record(tx, { id: user.id, change: link.change });
    await tx.em.flush();
    if (link.change === 'EMAIL') await assessOwn(tx, user.id, 'contact-changed');
    return { change: link.change };
  });
}
