import type { AuthMethod } from '@ostiary/domain/auth';
import { DomainError, Permission } from '@ostiary/domain/shared';
import type { Actor, Context } from '../../context.ts';
import { isSecondFactorRequired } from '../../security-profile.ts';
import { readAccess } from './access-token.ts';
import { endReason, idleEnd } from './session-state.ts';

interface SessionRow {
  readonly kind: 'CUSTOMER' | 'STAFF';
  readonly revoked_reason: string | null;
  readonly is_blocked: boolean;
  readonly is_expired: boolean;
  readonly is_idle: boolean;
  /** Used a minute ago or longer. */
  readonly is_stale: boolean;
  readonly amr: AuthMethod[];
  readonly stepped_up_at: string | null;
  readonly has_second_factor: boolean;
  readonly name: string;
  readonly roles: string[];
  readonly permissions: string[];
  /** Of roles that have something switched off: all that they would grant. */
  readonly granted: string[];
  readonly is_shut: boolean;
  readonly requires_factor: boolean;
  readonly only_branch: string | null;
}

/** Session, person and rights in one read, on every request: what is revoked ends with the next call. */
const READ_SESSION = `
  select s.kind, s.amr, s.stepped_up_at,
    exists (select from second_factor f where f.user_id = u.id and f.confirmed_at is not null) as has_second_factor,
    s.revoked_reason, u.is_blocked, s.absolute_expires_at <= ? as is_expired,
    coalesce(s.idle_expires_at <= ?, false) as is_idle, s.last_used_at <= ? as is_stale,
    coalesce(u.display_name, u.username) as name,
    coalesce((select array_agg(r.name order by r.name) from user_role ur join role r on r.id = ur.role_id
      where ur.user_id = u.id and ur.is_active and r.is_active), '{}') as roles,
    coalesce((select array_agg(distinct permission) from user_role ur join role r on r.id = ur.role_id
      cross join unnest(r.effective) permission
      where ur.user_id = u.id and ur.is_active and r.is_active), '{}') as permissions,
    coalesce((select array_agg(distinct permission) from user_role ur join role r on r.id = ur.role_id
      cross join unnest(r.permissions) permission
      where ur.user_id = u.id and ur.is_active and r.is_active and r.switched_off <> '{}'), '{}') as granted,
    lower(s.kind) = any (u.closed_portals) as is_shut, u.requires_second_factor as requires_factor,
    case when u.only_own_branch then u.branch_id end as only_branch
  from session s join app_user u on u.id = s.user_id
  where s.id = ? and s.user_id = ?`;

const BEARER = /^Bearer ([A-Za-z0-9_.-]{20,4096})$/;
const isPermission = (text: string): text is Permission => Permission.safeParse(text).success;

const MINUTE = 60_000;

/** Using a session moves its idle limit, at most once a minute; of requests that come at once, one writes. */
async function stayAwake(ctx: Context, sessionId: string, staleSince: Date): Promise<void> {
  await ctx.em.execute(
    `update session set idle_expires_at = ?::timestamptz, last_used_at = ?
     where id = ? and revoked_at is null and last_used_at <= ?`,
    [idleEnd(ctx), ctx.now, sessionId, staleSince],
  );
}

async function readActor(ctx: Context): Promise<Actor> {
  const token = BEARER.exec(ctx.request.authorization ?? '')?.[1];
  if (token === undefined) throw new DomainError('TOKEN_INVALID');
  const { userId, sessionId } = readAccess(ctx.deps.keys, token, ctx);
  const staleSince = new Date(ctx.now.getTime() - MINUTE);
  const [row] = await ctx.em.execute<SessionRow[]>(READ_SESSION, [ctx.now, ctx.now, staleSince, sessionId, userId]);
  if (!row || row.kind !== (ctx.door === 'staff' ? 'STAFF' : 'CUSTOMER')) throw new DomainError('TOKEN_INVALID');
  const reason = endReason({
    revokedReason: row.revoked_reason,
    isBlocked: row.is_blocked || row.is_shut,
    isExpired: row.is_expired,
    isIdle: row.is_idle,
  });
  if (reason) throw new DomainError('SESSION_ENDED', { details: { reason } });
  const permissions = new Set(row.permissions.filter(isPermission));
  if (row.is_stale && !ctx.request.isBackground) await stayAwake(ctx, sessionId, staleSince);
  return {
    id: userId,
    sessionId,
    door: ctx.door,
    name: row.name,
    roles: row.roles,
    permissions,
    switchedOff: new Set(row.granted.filter(isPermission).filter((one) => !permissions.has(one))),
    onlyBranch: row.only_branch,
    amr: row.amr,
    steppedUpAt: row.stepped_up_at === null ? null : new Date(row.stepped_up_at),
    hasSecondFactor: row.has_second_factor,
    mustEnrol: !row.has_second_factor && (row.requires_factor || isSecondFactorRequired(ctx.deps.env, ctx.door)),
  };
}

/** What a procedure asks less of; nothing unless it says so. */
export interface Leniency {
  /** For what sets up a required second factor. */
  readonly mayLackFactor?: boolean;
  /** For what proves the factor. */
  readonly mayOweCode?: boolean;
}

/** Asks the person to prove themself again, and says by what. */
export const stepUpRequired = ({ hasSecondFactor }: Pick<Actor, 'hasSecondFactor'>): DomainError =>
  new DomainError('STEP_UP_REQUIRED', { details: { factor: hasSecondFactor ? 'code' : 'password' } });

/**
 * Who is asking, by bearer token. Throws `TOKEN_INVALID` (none, forged, of the wrong door), `TOKEN_EXPIRED`,
 * `SESSION_ENDED` with a `SessionEndReason` (revoked, run out, or the person is blocked), `MFA_REQUIRED` where a
 * required second factor is not set up, or `STEP_UP_REQUIRED` where one is on that this session never showed.
 */
export async function authenticate(
  ctx: Context,
  { mayLackFactor = false, mayOweCode = false }: Leniency = {},
): Promise<Actor> {
  const actor = await readActor(ctx);
  ctx.seen.actor = actor;
  if (actor.mustEnrol && !mayLackFactor) throw new DomainError('MFA_REQUIRED');
  // The account's factor says nothing about a session that somebody opened with the password alone.
  if (actor.hasSecondFactor && !actor.amr.includes('otp') && !mayOweCode) throw stepUpRequired(actor);
  return actor;
}
