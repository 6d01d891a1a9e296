import type { SessionEndReason } from '@ostiary/domain/auth';
import type { SessionId, UserId } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { returnCasesOf } from '../review/lease.service.ts';

interface Ending {
  readonly userId: UserId;
  readonly reason: SessionEndReason;
  /** Ends this one only. */
  readonly only?: SessionId;
  /** Spares this one, e.g. the session that asks. */
  readonly except?: SessionId;
  readonly kind?: 'CUSTOMER' | 'STAFF';
}

interface EndedRow {
  readonly id: string;
  readonly kind: 'CUSTOMER' | 'STAFF';
  readonly reason: SessionEndReason;
}

/** What had run out already keeps its own reason: nobody is told that a new sign-in ended it. */
const END = `
  update session set revoked_at = ?, revoked_reason =
    case when absolute_expires_at <= ? then 'EXPIRED' when idle_expires_at <= ? then 'IDLE' else ? end
  where user_id = ? and revoked_at is null and id = coalesce(?::uuid, id) and id is distinct from ?::uuid
    and kind = coalesce(?, kind)
  returning id, kind, revoked_reason as reason`;

/**
 * Ends a person's live sessions in the caller's transaction: their tokens are refused from the next request on, and the
 * cases of staff with no session left go back to the queue. @returns the ids of those that were live until now
 */
export async function endSessions(tx: Context, { userId, reason, only, except, kind }: Ending): Promise<string[]> {
  const ended = await tx.em.execute<EndedRow[]>(END, [
    tx.now,
    tx.now,
    tx.now,
    reason,
    userId,
    only ?? null,
    except ?? null,
    kind ?? null,
  ]);
  for (const row of ended)
    recordAudit(tx, {
      action: 'session.ended',
      target: { type: 'session', id: row.id },
      after: { reason: row.reason },
      actorId: userId,
    });
  if (ended.some((session) => session.kind === 'STAFF')) {
    const left = await tx.em.execute<unknown[]>(
      `select from session where user_id = ? and kind = 'STAFF' and revoked_at is null
         and absolute_expires_at > ? and (idle_expires_at is null or idle_expires_at > ?)`,
      [userId, tx.now, tx.now],
    );
    if (left.length === 0) await returnCasesOf(tx, userId);
  }
  return ended.filter((row) => row.reason === reason).map(({ id }) => id);
}
