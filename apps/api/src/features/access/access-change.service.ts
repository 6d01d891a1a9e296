import type { SqlEntityManager } from '@ostiary/db';
import type { AccessChange, AccessChangeKind } from '@ostiary/domain/access';
import type { UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';

interface Change {
  readonly userId: UserId;
  readonly kind: AccessChangeKind;
  readonly by: UserId;
  readonly why: string;
  readonly roleId?: string;
  readonly branchId?: string | null;
}

/** Keeps who did it and why, beside the audit row, which tells no words. */
export async function recordChange(
  { em, now }: Pick<Context, 'em' | 'now'>,
  { userId, kind, by, why, roleId, branchId }: Change,
): Promise<void> {
  await em.execute(
    `insert into access_change (id, user_id, kind, role_id, branch_id, done_by, done_at, why)
     values (?, ?, ?, ?::uuid, ?::uuid, ?, ?, ?)`,
    [uuidv7(), userId, kind, roleId ?? null, branchId ?? null, by, now, why],
  );
}

interface ChangeRow extends Omit<AccessChange, 'at'> {
  readonly at: string;
}

/** What was done to a person's access, newest first. */
export async function listChanges(em: SqlEntityManager, userId: UserId): Promise<AccessChange[]> {
  const rows = await em.execute<ChangeRow[]>(
    `select x.id, x.kind, r.name as role, b.name as branch, coalesce(d.display_name, d.username) as by, x.done_at as at, x.why
     from access_change x join app_user d on d.id = x.done_by
       left join role r on r.id = x.role_id left join branch b on b.id = x.branch_id
     where x.user_id = ? order by x.done_at desc, x.id desc limit 200`,
    [userId],
  );
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}
