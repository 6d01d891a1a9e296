import type { AccessChange, AccessChangeKind } from '@ostiary/domain/access';
import { hmacSha256 } from '@ostiary/domain/crypto';
import type { UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { type AuditEntry, type AuditSource, recordAudit } from '../audit/audit.service.ts';
import { announceChange } from './announce.service.ts';

interface Change {
  readonly userId: UserId;
  readonly kind: AccessChangeKind;
  /** Null: nobody who signed in, but at the server itself. */
  readonly by: UserId | null;
  readonly why: string;
  readonly roleId?: string;
  readonly branchId?: string | null;
  /** What the record says; of the person, unless it names something else. */
  readonly record: Omit<AuditEntry, 'target'> & Partial<Pick<AuditEntry, 'target'>>;
}

type Changing = AuditSource & Pick<Context, 'deps'>;

/**
 * What of a reason stands in the record: a keyed commitment, because words about people are forgotten one day and the
 * record is not. `id` is of the row that holds the words.
 */
export const markOf = ({ deps }: Pick<Context, 'deps'>, { id, why }: { id: string; why: string }): string =>
  hmacSha256(deps.keys.commitments, `ostiary/why/v1/${id}/${why}`).toString('hex');

/** Puts it on record, keeps who did it and why beside that, where words can be forgotten, and tells of it. */
export async function recordChange(ctx: Changing, change: Change): Promise<void> {
  const { userId, kind, by, why, roleId, branchId, record } = change;
  const id = uuidv7();
  const eventId = recordAudit(ctx, {
    target: { type: 'app_user', id: userId },
    ...record,
    after: { ...record.after, why: markOf(ctx, { id, why }) },
  });
  await ctx.em.execute(
    `insert into access_change (id, user_id, kind, role_id, branch_id, done_by, done_at, why, event_id)
     values (?, ?, ?, ?::uuid, ?::uuid, ?, ?, ?, ?)`,
    [id, userId, kind, roleId ?? null, branchId ?? null, by, ctx.now, why, eventId],
  );
  await announceChange(ctx, { userId, kind, roleId });
}

/** Of the record `e`; by its letters, because a text that was tampered with may be no JSON. */
export const MARK = `substring(e.canonical from '"why":"([0-9a-f]{64})"')`;

interface ChangeRow extends Omit<AccessChange, 'at' | 'isAsRecorded'> {
  readonly at: string;
  readonly eventId: string | null;
  readonly mark: string | null;
}

/** Whether the words are those of the record; null where it holds none, or they are forgotten. */
export function isAsRecorded(
  ctx: Pick<Context, 'deps'>,
  { id, why, eventId, mark }: Pick<ChangeRow, 'id' | 'why' | 'eventId' | 'mark'>,
): boolean | null {
  return why === null || eventId === null ? null : mark === markOf(ctx, { id, why });
}

/** What was done to a person's access, newest first. */
export async function listChanges(ctx: Pick<Context, 'em' | 'deps'>, userId: UserId): Promise<AccessChange[]> {
  const rows = await ctx.em.execute<ChangeRow[]>(
    `select x.id, x.kind, r.name as role, b.name as branch, coalesce(d.display_name, d.username) as by, x.done_at as at, x.why,
       x.event_id as "eventId", ${MARK} as mark
     from access_change x left join app_user d on d.id = x.done_by
       left join role r on r.id = x.role_id left join branch b on b.id = x.branch_id
       left join audit_event e on e.id = x.event_id
     where x.user_id = ? order by x.done_at desc, x.id desc limit 200`,
    [userId],
  );
  return rows.map(({ eventId, mark, ...row }) => ({
    ...row,
    at: new Date(row.at).toISOString(),
    isAsRecorded: isAsRecorded(ctx, { ...row, eventId, mark }),
  }));
}
