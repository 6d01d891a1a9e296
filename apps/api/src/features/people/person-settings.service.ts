import { AppUser } from '@ostiary/db';
import {
  assertNotOwnAccess,
  assertWithinBranch,
  type PersonView,
  Portal,
  type SetBranchInput,
  type SetSecurityInput,
} from '@ostiary/domain/access';
import { DomainError, invalidField, type UserId } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordChange } from '../access/access-change.service.ts';
import { assertNotLast, lockAdministration, lockedStaff } from '../access/administration.service.ts';
import { endSessions } from '../auth/end-sessions.service.ts';
import { sendReset } from '../passwords/start-reset.service.ts';
import { returnCasesElsewhere } from '../review/lease.service.ts';
import { readPerson } from './person.service.ts';

interface Version {
  readonly id: UserId;
  readonly version: number;
}

/** The person as they stand, under lock. Throws `OWN_ACCESS_FORBIDDEN`, `NOT_FOUND`, `RECORD_CHANGED`. */
async function reach(tx: StaffContext, { id, version }: Version): Promise<AppUser> {
  assertNotOwnAccess({ by: tx.actor.id, person: id });
  await lockAdministration(tx, 'staff.manage');
  const person = await lockedStaff(tx, id);
  if (person.version !== version) throw new DomainError('RECORD_CHANGED', { details: { changed: ['access'] } });
  return tx.em.findOneOrFail(AppUser, { id }, { refresh: true });
}

/** What of the settings was sent. */
function wanted(user: AppUser, input: SetSecurityInput) {
  const { requiresSecondFactor = user.requiresSecondFactor, sessionHours = user.sessionHours ?? null, portals } = input;
  const closed = portals && Portal.options.filter((portal) => !portals.includes(portal));
  return { requiresSecondFactor, sessionHours, closedPortals: closed ?? user.closedPortals };
}

/** A door that closes ends its sessions; hours that shrink shorten those that are open. */
async function enforce(tx: StaffContext, user: AppUser, { mustChangePassword }: SetSecurityInput): Promise<void> {
  const { id, closedPortals, sessionHours } = user;
  for (const portal of closedPortals)
    await endSessions(tx, { userId: id, reason: 'REVOKED', kind: portal === 'staff' ? 'STAFF' : 'CUSTOMER' });
  if (sessionHours != null)
    await tx.em.execute(
      `update session set absolute_expires_at = least(absolute_expires_at, created_at + ?::int * interval '1 hour')
       where user_id = ? and revoked_at is null`,
      [sessionHours, id],
    );
  if (mustChangePassword !== true || user.mustResetPassword) return;
  user.mustResetPassword = true;
  await endSessions(tx, { userId: id, reason: 'REVOKED' });
  await sendReset(tx, user);
}

const told = (user: AppUser) => ({
  requiresSecondFactor: user.requiresSecondFactor,
  mustChangePassword: user.mustResetPassword,
  sessionHours: user.sessionHours ?? null,
  portals: Portal.options.filter((portal) => !user.closedPortals.includes(portal)),
});

/**
 * A second factor, a new password, shorter sessions, closed doors: in force with the person's next request. Throws
 * `OWN_ACCESS_FORBIDDEN`, `NOT_FOUND`, `RECORD_CHANGED`, `LAST_ADMINISTRATOR` (for closing their staff door).
 */
export function setSecurity(ctx: StaffContext, input: SetSecurityInput): Promise<PersonView> {
  const { id, why } = input;
  return inTransaction(ctx, async (tx) => {
    const user = await reach(tx, input);
    const before = told(user);
    Object.assign(user, wanted(user, input));
    if (user.closedPortals.includes('staff')) await assertNotLast(tx, id);
    user.accessVersion += 1;
    user.updatedAt = tx.now;
    await enforce(tx, user, input);
    const record = { action: 'account.security-changed', before, after: told(user) } as const;
    await recordChange(tx, { userId: id, kind: 'SECURITY_SET', by: tx.actor.id, why, record });
    await tx.em.flush();
    return readPerson(tx, id);
  });
}

/** Throws `INVALID_INPUT` on `branchId` for a branch that is closed or not there, and for a scope without one. */
export async function assertBranch(
  { em }: Pick<StaffContext, 'em'>,
  { branchId, onlyOwnBranch }: Pick<SetBranchInput, 'branchId' | 'onlyOwnBranch'>,
): Promise<void> {
  if (branchId === null) {
    if (onlyOwnBranch) throw invalidField('branchId', 'BRANCH_NEEDED');
    return;
  }
  const open = await em.execute<unknown[]>('select from branch where id = ? and closed_at is null for key share', [
    branchId,
  ]);
  if (open.length === 0) throw invalidField('branchId', 'BRANCH_UNKNOWN');
}

/**
 * Where the person works, and whether they see the cases of that branch alone; those they hold elsewhere go back. Throws
 * `OWN_ACCESS_FORBIDDEN`, `NOT_FOUND`, `RECORD_CHANGED`, `INVALID_INPUT` on `branchId`.
 */
export function setBranch(ctx: StaffContext, input: SetBranchInput): Promise<PersonView> {
  const { id, branchId, onlyOwnBranch, why } = input;
  return inTransaction(ctx, async (tx) => {
    const user = await reach(tx, input);
    assertWithinBranch(tx.actor.onlyBranch, input);
    await assertBranch(tx, input);
    const before = { branch: user.branchId ?? null, onlyOwnBranch: user.onlyOwnBranch };
    Object.assign(user, { branchId, onlyOwnBranch, accessVersion: user.accessVersion + 1, updatedAt: tx.now });
    await tx.em.flush();
    if (onlyOwnBranch && branchId !== null) await returnCasesElsewhere(tx, { userId: id, branchId });
    const record = { action: 'account.branch-changed', before, after: { branch: branchId, onlyOwnBranch } } as const;
    await recordChange(tx, { userId: id, kind: 'BRANCH_SET', by: tx.actor.id, why, branchId, record });
    await tx.em.flush();
    return readPerson(tx, id);
  });
}
