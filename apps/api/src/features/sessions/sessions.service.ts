import type {
  DeviceIdInput,
  Done,
  KnownDeviceList,
  SessionIdInput,
  SessionList,
  SessionsEnded,
} from '@ostiary/domain/auth';
import { DomainError, type SessionId } from '@ostiary/domain/shared';
import type { SignedInContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { endSessions } from '../auth/end-sessions.service.ts';
import { deviceLabel } from './device-label.service.ts';

const kindOf = ({ door }: SignedInContext) => (door === 'staff' ? 'STAFF' : 'CUSTOMER');
const iso = (text: string) => new Date(text).toISOString();

interface SessionRow {
  readonly id: SessionId;
  readonly user_agent: string | null;
  readonly address: string | null;
  readonly created_at: string;
  readonly last_used_at: string;
  readonly absolute_expires_at: string;
  readonly has_second_factor: boolean;
}

/** Where the person is signed in at this door: the asking session first, then the latest used. */
export async function listSessions(ctx: SignedInContext): Promise<SessionList> {
  const { id, sessionId } = ctx.actor;
  const rows = await ctx.em.execute<SessionRow[]>(
    `select id, user_agent, host(ip) as address, created_at, last_used_at, absolute_expires_at,
       'otp' = any (amr) as has_second_factor
     from session
     where user_id = ? and kind = ? and revoked_at is null and absolute_expires_at > ?
       and coalesce(idle_expires_at > ?, true)
     order by id = ? desc, last_used_at desc, id desc`,
    [id, kindOf(ctx), ctx.now, ctx.now, sessionId],
  );
  return {
    sessions: rows.map((row) => ({
      id: row.id,
      isCurrent: row.id === sessionId,
      device: deviceLabel(row.user_agent ?? ''),
      address: row.address ?? '',
      startedAt: iso(row.created_at),
      lastUsedAt: iso(row.last_used_at),
      endsAt: iso(row.absolute_expires_at),
      hasSecondFactor: row.has_second_factor,
    })),
  };
}

/** Ends one live session of the person at this door, also the asking one. Throws `NOT_FOUND` for any other id. */
export async function revokeSession(ctx: SignedInContext, { id }: SessionIdInput): Promise<SessionsEnded> {
  const ended = await inTransaction(ctx, async (tx) => {
    const ids = await endSessions(tx, { userId: tx.actor.id, reason: 'REVOKED', only: id, kind: kindOf(tx) });
    if (ids.length === 0) throw new DomainError('NOT_FOUND');
    return ids.length;
  });
  if (id === ctx.actor.sessionId) ctx.reply.clearRefreshCookie();
  return { ended };
}

export function revokeOtherSessions(ctx: SignedInContext): Promise<SessionsEnded> {
  return inTransaction(ctx, async (tx) => {
    const { id: userId, sessionId: except } = tx.actor;
    const ids = await endSessions(tx, { userId, reason: 'REVOKED', except, kind: kindOf(tx) });
    return { ended: ids.length };
  });
}

interface DeviceRow {
  readonly device_id: string;
  readonly user_agent: string;
  readonly address: string | null;
  readonly first_seen_at: string;
  readonly last_seen_at: string;
  readonly is_current: boolean;
}

/** Browsers the person has signed in from, the latest first. */
export async function listDevices(ctx: SignedInContext): Promise<KnownDeviceList> {
  const { id, sessionId } = ctx.actor;
  const rows = await ctx.em.execute<DeviceRow[]>(
    `select d.device_id, d.user_agent, host(d.ip) as address, d.first_seen_at, d.last_seen_at,
       exists (select from session s where s.id = ? and s.device_id = d.device_id) as is_current
     from known_device d where d.user_id = ?
     order by is_current desc, d.last_seen_at desc, d.device_id`,
    [sessionId, id],
  );
  return {
    devices: rows.map((row) => ({
      id: row.device_id,
      isCurrent: row.is_current,
      device: deviceLabel(row.user_agent),
      address: row.address ?? '',
      firstSeenAt: iso(row.first_seen_at),
      lastSeenAt: iso(row.last_seen_at),
    })),
  };
}

/** The next sign-in from that browser counts as new again. Throws `NOT_FOUND` for a browser that is not the person's. */
export function forgetDevice(ctx: SignedInContext, { id }: DeviceIdInput): Promise<Done> {
  return inTransaction(ctx, async (tx) => {
    const gone = await tx.em.execute<unknown[]>(
      'delete from known_device where device_id = ? and user_id = ? returning device_id',
      [id, tx.actor.id],
    );
    if (gone.length === 0) throw new DomainError('NOT_FOUND');
    recordAudit(tx, { action: 'device.forgotten', target: { type: 'known_device', id } });
    return { ok: true };
  });
}
