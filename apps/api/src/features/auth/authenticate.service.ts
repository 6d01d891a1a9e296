import { SESSION_RULES } from '@ostiary/domain/auth';
import { DomainError, Permission } from '@ostiary/domain/shared';
import type { Actor, Context } from '../../context.ts';
import { readAccess } from './access-token.ts';

interface SessionRow {
  readonly kind: 'CUSTOMER' | 'STAFF';
  readonly is_over: boolean;
  readonly is_dozing: boolean;
  readonly name: string;
  readonly roles: string[];
  readonly permissions: string[];
}

/** Session, person and rights in one read, on every request: what is revoked ends with the next call. */
const READ_SESSION = `
  select s.kind,
    s.revoked_at is not null or s.absolute_expires_at <= ? or coalesce(s.idle_expires_at <= ?, false) or u.is_blocked as is_over,
    coalesce(s.idle_expires_at < ?, false) as is_dozing,
    coalesce(u.display_name, u.username) as name,
    coalesce((select array_agg(r.name order by r.name) from user_role ur join role r on r.id = ur.role_id
      where ur.user_id = u.id and ur.is_active and r.is_active), '{}') as roles,
    coalesce((select array_agg(distinct permission) from user_role ur join role r on r.id = ur.role_id
      cross join unnest(r.permissions) permission
      where ur.user_id = u.id and ur.is_active and r.is_active), '{}') as permissions
  from session s join app_user u on u.id = s.user_id
  where s.id = ? and s.user_id = ?`;

const BEARER = /^Bearer ([A-Za-z0-9_.-]{20,4096})$/;
const isPermission = (text: string): text is Permission => Permission.safeParse(text).success;

const MINUTE = 60_000;

/** Staff sessions idle out; using one moves the limit, at most once a minute. */
async function stayAwake(ctx: Context, sessionId: string): Promise<void> {
  const next = new Date(ctx.now.getTime() + SESSION_RULES.staff.idleMinutes * MINUTE);
  await ctx.em.execute('update session set idle_expires_at = ? where id = ? and revoked_at is null', [next, sessionId]);
}

/**
 * Who is asking, by bearer token. Throws `TOKEN_INVALID` (none, forged, of the wrong door), `TOKEN_EXPIRED`, or
 * `SESSION_ENDED` (revoked, run out, or the person is blocked).
 */
export async function authenticate(ctx: Context): Promise<Actor> {
  const token = BEARER.exec(ctx.request.authorization ?? '')?.[1];
  if (token === undefined) throw new DomainError('TOKEN_INVALID');
  const { userId, sessionId } = readAccess(ctx.deps.keys, token, ctx);
  const awakeUntil = new Date(ctx.now.getTime() + (SESSION_RULES.staff.idleMinutes - 1) * MINUTE);
  const [row] = await ctx.em.execute<SessionRow[]>(READ_SESSION, [ctx.now, ctx.now, awakeUntil, sessionId, userId]);
  if (!row || row.kind !== (ctx.door === 'staff' ? 'STAFF' : 'CUSTOMER')) throw new DomainError('TOKEN_INVALID');
  if (row.is_over) throw new DomainError('SESSION_ENDED');
  if (row.is_dozing) await stayAwake(ctx, sessionId);
  const actor: Actor = {
    id: userId,
    sessionId,
    door: ctx.door,
    name: row.name,
    roles: row.roles,
    permissions: new Set(row.permissions.filter(isPermission)),
  };
  ctx.seen.actor = actor;
  return actor;
}
