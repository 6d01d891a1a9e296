import { AppUser, UserRole } from '@ostiary/db';
import type { Accepted, AcceptInput, InvitationView, LookInput } from '@ostiary/domain/access';
import { hashPassword, tokenHash } from '@ostiary/domain/crypto';
import { DomainError, type Language, UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { passwordMinLength } from '../../security-profile.ts';
import { inTransaction } from '../../transaction.ts';
import { recordChange } from '../access/access-change.service.ts';
import { passwordProblems } from '../passwords/password-policy.service.ts';

interface Open {
  readonly id: string;
  readonly email: string;
  readonly display_name: string;
  readonly language: Language;
  readonly role_id: string;
  readonly role: string;
  readonly branch_id: string | null;
  readonly only_own_branch: boolean;
  readonly why: string;
  readonly invited_by: UserId;
  readonly inviter: string;
  readonly expires_at: string;
}

/** Whoever invited must still be one who may, and its branch open: what somebody sent before they were blocked opens nothing. */
const OPEN = `
  select i.id, i.email, i.display_name, i.language, i.role_id, r.name as role, i.branch_id, i.only_own_branch, i.why,
    i.invited_by, coalesce(u.display_name, u.username) as inviter, i.expires_at
  from staff_invitation i join role r on r.id = i.role_id and r.is_active
    join administrator by on by.id = i.invited_by join app_user u on u.id = by.id
  where i.token_hash = ? and i.email is not null and i.expires_at > ?
    and (not u.only_own_branch or (i.only_own_branch and i.branch_id = u.branch_id))
    and not exists (select from branch b where b.id = i.branch_id and b.closed_at is not null)`;

async function findOpen({ em, now, door }: Context, token: string, lock = ''): Promise<Open> {
  const [open] = door === 'staff' ? await em.execute<Open[]>(`${OPEN} ${lock}`, [tokenHash(token), now]) : [];
  if (!open) throw new DomainError('INVITATION_OVER');
  return open;
}

/** What an invitation offers. Throws `INVITATION_OVER` for one that was used, withdrawn, has run out or never was. */
export async function lookAtInvitation(ctx: Context, { token }: LookInput): Promise<InvitationView> {
  const open = await findOpen(ctx, token);
  return {
    displayName: open.display_name,
    email: open.email,
    role: open.role,
    invitedBy: open.inviter,
    expiresAt: new Date(open.expires_at).toISOString(),
    passwordMinLength: passwordMinLength(ctx.deps.env),
  };
}

function assertPassword(ctx: Context, { email, display_name: name }: Open, { username, password }: AcceptInput): void {
  const problems = passwordProblems(ctx.deps.env, password, { username, email, names: [name] });
  if (problems.length > 0) throw new DomainError('INVALID_INPUT', { fields: { password: problems } });
}

interface Joining {
  readonly open: Open;
  readonly username: string;
  readonly passwordHash: string;
}

/** The link came by e-mail, so it confirms the e-mail as well. */
async function join(tx: Context, { open, username, passwordHash }: Joining): Promise<UserId> {
  const id = UserId.parse(uuidv7());
  const { email, display_name: displayName, language, branch_id: branchId, only_own_branch: onlyOwnBranch } = open;
  const at = { emailConfirmedAt: tx.now, passwordChangedAt: tx.now, createdAt: tx.now, updatedAt: tx.now };
  const facts = { username, email, displayName, language, branchId, onlyOwnBranch, passwordHash };
  tx.em.persist(tx.em.create(AppUser, { id, ...facts, ...at }));
  const assigned = { roleId: open.role_id, assignedBy: open.invited_by, assignedAt: tx.now };
  tx.em.persist(tx.em.create(UserRole, { id: uuidv7(), userId: id, ...assigned }));
  await tx.em.flush();
  const { why, invited_by: by, role_id: roleId } = open;
  const target = { type: 'invitation', id: open.id };
  const record = {
    action: 'invitation.accepted',
    target,
    after: { role: open.role, person: id },
    actorId: id,
  } as const;
  await recordChange(tx, { userId: id, kind: 'INVITED', by, why, roleId, branchId, record });
  return id;
}

/**
 * Makes the invited person's account; they sign in with it as everybody does. Works once. Throws `INVITATION_OVER`,
 * `INVALID_INPUT` on `password`, `USERNAME_TAKEN`, `EMAIL_TAKEN`; none of these spends the link.
 */
export async function acceptInvitation(ctx: Context, input: AcceptInput): Promise<Accepted> {
  assertPassword(ctx, await findOpen(ctx, input.token), input);
  const { hashes, keys, bcryptCost } = ctx.deps;
  const passwordHash = await hashes.run(() => hashPassword(input.password, keys.pepper, bcryptCost));
  return inTransaction(ctx, async (tx) => {
    const open = await findOpen(tx, input.token, 'for update of i');
    const id = await join(tx, { open, username: input.username, passwordHash });
    await tx.em.execute(
      `update staff_invitation set accepted_at = ?, accepted_by = ?, email = null, display_name = null where id = ?`,
      [tx.now, id, open.id],
    );
    return { username: input.username };
  });
}
