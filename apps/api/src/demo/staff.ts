import { AppUser, Role, UserRole } from '@ostiary/db';
import type { ShippedRole, UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context, Deps } from '../context.ts';
import { recordAudit } from '../features/audit/audit.service.ts';
import { inTransaction } from '../transaction.ts';
import { actAnonymously } from './acting.ts';

interface StaffMember {
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
  readonly role: ShippedRole;
}

/** Invented people; every address is at a domain that can belong to nobody (RFC 2606). */
export const DEMO_STAFF = [
  { username: 'reviewer', displayName: 'Meera Rao', email: 'meera.rao@staff.example.com', role: 'KYC_REVIEWER' },
  { username: 'admin', displayName: 'Thomas Berger', email: 'thomas.berger@staff.example.com', role: 'BANK_ADMIN' },
  { username: 'auditor', displayName: 'Grace Okafor', email: 'grace.okafor@staff.example.com', role: 'AUDITOR' },
  { username: 'admin2', displayName: 'Lucía Ortega', email: 'lucia.ortega@staff.example.com', role: 'BANK_ADMIN' },
] as const satisfies readonly StaffMember[];

export type StaffName = (typeof DEMO_STAFF)[number]['username'];

async function hire(ctx: Context, member: StaffMember, passwordHash: string): Promise<void> {
  const id = uuidv7() as UserId; // a fresh id is where the brand begins
  const { username, displayName, email } = member;
  const role = await ctx.em.findOneOrFail(Role, { name: member.role });
  ctx.em.persist(
    ctx.em.create(AppUser, {
      id,
      username,
      displayName,
      email,
      passwordHash,
      emailConfirmedAt: ctx.now,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    }),
  );
  ctx.em.persist(ctx.em.create(UserRole, { id: uuidv7(), userId: id, roleId: role.id, assignedAt: ctx.now }));
  recordAudit(ctx, { action: 'account.created', target: { type: 'app_user', id }, after: { roles: [member.role] } });
}

/** The four demo staff, all or none. Those who are there already stay as they are. */
export async function hireStaff(deps: Deps, { now, passwordHash }: { now: Date; passwordHash: string }): Promise<void> {
  await inTransaction(actAnonymously(deps, { door: 'staff', now }), async (tx) => {
    const known = await tx.em.find(AppUser, { username: { $in: DEMO_STAFF.map(({ username }) => username) } });
    if (known.length > 0) return;
    for (const member of DEMO_STAFF) await hire(tx, member, passwordHash);
  });
}

/** Who works here, by name, to act as. */
export async function findStaff(
  deps: Deps,
  name: StaffName,
): Promise<{ id: UserId; username: string; displayName: string | null; role: string }> {
  const { id, username, displayName } = await deps.orm.em.fork().findOneOrFail(AppUser, { username: name });
  const role = DEMO_STAFF.find((member) => member.username === name)?.role ?? '';
  return { id, username, displayName: displayName ?? null, role };
}
