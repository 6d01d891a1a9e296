import { StaffInvitation } from '@ostiary/db';
import {
  assertWithinBranch,
  INVITATION_RULES,
  type InvitationRef,
  type InvitationSent,
  type InviteInput,
} from '@ostiary/domain/access';
import type { Done } from '@ostiary/domain/auth';
import { newToken, tokenHash } from '@ostiary/domain/crypto';
import { DomainError, fieldConflict } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { StaffContext } from '../../context.ts';
import { portalUrl } from '../../security-profile.ts';
import { inTransaction } from '../../transaction.ts';
import { lockAdministration } from '../access/administration.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { assertBranch } from '../people/person-settings.service.ts';
import { findStaffRole } from '../people/roles.service.ts';

const DAY = 86_400_000;

/** A fresh link, in place of any sent before; only its hash stays here. */
async function send(tx: StaffContext, invitation: StaffInvitation): Promise<InvitationSent> {
  const token = newToken();
  const expiresAt = new Date(tx.now.getTime() + INVITATION_RULES.validDays * DAY);
  Object.assign(invitation, { tokenHash: tokenHash(token), sentAt: tx.now, expiresAt });
  // After the #: a browser sends it to no server, so it is in no access log and no Referer.
  const link = `${portalUrl(tx.deps.env, 'staff')}/invitation#token=${token}`;
  await notify(tx, {
    // The invited person has no account yet: the message belongs to who invites.
    user: { id: tx.actor.id, email: invitation.email ?? '', phoneNumber: null, language: invitation.language },
    lane: invitation.id,
    template: 'staff_invited',
    params: { link, inviter: tx.actor.name },
  });
  return { id: invitation.id, expiresAt: expiresAt.toISOString() };
}

const scopeOf = ({ branchId, onlyOwnBranch }: StaffInvitation) => ({ branchId: branchId ?? null, onlyOwnBranch });

/** An invitation gives a role: whoever may not give roles may not invite. Throws `FORBIDDEN`. */
async function lockInviting(tx: StaffContext): Promise<void> {
  await lockAdministration(tx, 'staff.manage');
  if (!tx.actor.permissions.has('roles.assign')) throw new DomainError('FORBIDDEN');
}

async function assertNew({ em }: StaffContext, email: string): Promise<void> {
  const [known] = await em.execute<{ has_account: boolean; is_invited: boolean }[]>(
    `select exists (select from app_user where lower(email) = lower(?)) as has_account,
       exists (select from staff_invitation where lower(email) = lower(?)) as is_invited`,
    [email, email],
  );
  if (known?.has_account === true) throw fieldConflict('email', 'EMAIL_TAKEN');
  if (known?.is_invited === true) throw fieldConflict('email', 'INVITATION_OPEN');
}

/**
 * Sends a link by which somebody becomes staff with this role. Throws `FORBIDDEN`, `EMAIL_TAKEN`, `INVITATION_OPEN`,
 * `INVALID_INPUT` on `role` or `branchId`.
 */
export function invite(ctx: StaffContext, input: InviteInput): Promise<InvitationSent> {
  return inTransaction(ctx, async (tx) => {
    await lockInviting(tx);
    const { role: name, ...facts } = input;
    assertWithinBranch(tx.actor.onlyBranch, facts);
    const role = await findStaffRole(tx, name);
    await assertBranch(tx, facts);
    await assertNew(tx, facts.email);
    const invitation = tx.em.create(StaffInvitation, {
      id: uuidv7(),
      ...facts,
      roleId: role.id,
      tokenHash: Buffer.alloc(32),
      invitedBy: tx.actor.id,
      invitedAt: tx.now,
      sentAt: tx.now,
      expiresAt: tx.now,
    });
    tx.em.persist(invitation);
    const sent = await send(tx, invitation);
    const target = { type: 'invitation', id: invitation.id };
    recordAudit(tx, { action: 'staff.invited', target, after: { role: role.name, branch: facts.branchId } });
    return sent;
  });
}

/** Under the lock of all changes of access. Throws `NOT_FOUND` for one that is over, `FORBIDDEN` for another branch's. */
async function openInvitation(tx: StaffContext, id: string): Promise<StaffInvitation> {
  await lockInviting(tx);
  const invitation = await tx.em.findOne(StaffInvitation, { id, email: { $ne: null } }, { refresh: true });
  if (!invitation) throw new DomainError('NOT_FOUND');
  assertWithinBranch(tx.actor.onlyBranch, scopeOf(invitation));
  return invitation;
}

/**
 * A new link for seven more days; the one sent before is dead. Throws `FORBIDDEN`, `NOT_FOUND`, and `INVALID_INPUT` on
 * `branchId` where its branch was closed meanwhile.
 */
export function resendInvitation(ctx: StaffContext, { id }: InvitationRef): Promise<InvitationSent> {
  return inTransaction(ctx, async (tx) => {
    const invitation = await openInvitation(tx, id);
    await assertBranch(tx, scopeOf(invitation));
    // Whoever sends it answers for it from here on.
    invitation.invitedBy = tx.actor.id;
    recordAudit(tx, { action: 'invitation.sent-again', target: { type: 'invitation', id } });
    return send(tx, invitation);
  });
}

/** The link is dead at once. Throws `FORBIDDEN`, `NOT_FOUND`. */
export function withdrawInvitation(ctx: StaffContext, { id }: InvitationRef): Promise<Done> {
  return inTransaction(ctx, async (tx) => {
    const invitation = await openInvitation(tx, id);
    Object.assign(invitation, { email: null, displayName: null, withdrawnAt: tx.now, withdrawnBy: tx.actor.id });
    recordAudit(tx, { action: 'invitation.withdrawn', target: { type: 'invitation', id } });
    return { ok: true };
  });
}
