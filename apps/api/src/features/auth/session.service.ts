import { AppUser, LockMode, Session } from '@ostiary/db';
import { type RefreshInput, rotationVerdict, SESSION_RULES, type SignedIn } from '@ostiary/domain/auth';
import { readRefreshToken, signRefreshToken } from '@ostiary/domain/crypto';
import { DomainError, type SessionId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { returnCasesOf } from '../review/lease.service.ts';
import { signAccess } from './access-token.ts';
import { sessionUser } from './session-user.ts';

const MINUTE = 60_000;

/** The new pair of tokens; the refresh token goes into the body for REST and into the cookie for portals. */
async function answer(ctx: Context, session: Session, user: AppUser): Promise<SignedIn> {
  const { access, expiresAt } = signAccess(ctx.deps.keys, {
    userId: user.id,
    sessionId: session.id,
    door: ctx.door,
    now: ctx.now,
  });
  const refresh = signRefreshToken(ctx.deps.keys.refresh, {
    sessionId: session.id,
    counter: session.counter,
    door: ctx.door,
  });
  const body = { access, accessExpiresAt: expiresAt.toISOString(), user: await sessionUser(ctx, user) };
  if (ctx.face === 'rest') return { ...body, refresh };
  ctx.reply.setRefreshCookie(refresh, session.absoluteExpiresAt);
  return body;
}

/** Opens a session inside the caller's transaction. A customer's older session ends: one live session each. */
export async function openSession(ctx: Context, user: AppUser): Promise<SignedIn> {
  const isStaff = ctx.door === 'staff';
  // The person's row serialises parallel sign-ins, so that the unique index never has to refuse one of them. No key:
  // rows that point at the person hold a share of it, and a full lock would wait for their transactions in a circle.
  await ctx.em.execute('select id from app_user where id = ? for no key update', [user.id]);
  if (!isStaff) await endSessions(ctx, user, 'signed in elsewhere');
  const hours = isStaff ? SESSION_RULES.staff.absoluteHours : SESSION_RULES.customer.absoluteHours;
  const session = ctx.em.create(Session, {
    id: uuidv7() as SessionId, // a fresh id is where the brand begins
    userId: user.id,
    kind: isStaff ? 'STAFF' : 'CUSTOMER',
    createdAt: ctx.now,
    lastRotatedAt: ctx.now,
    absoluteExpiresAt: new Date(ctx.now.getTime() + hours * 60 * MINUTE),
    idleExpiresAt: isStaff ? new Date(ctx.now.getTime() + SESSION_RULES.staff.idleMinutes * MINUTE) : null,
    ip: ctx.request.address,
    userAgent: ctx.request.userAgent,
  });
  ctx.em.persist(session);
  await ctx.em.execute('update app_user set last_login = ?, last_login_ip = ? where id = ?', [
    ctx.now,
    ctx.request.address,
    user.id,
  ]);
  recordAudit(ctx, { action: 'session.started', target: { type: 'session', id: session.id }, actorId: user.id });
  await ctx.em.flush();
  return answer(ctx, session, user);
}

async function endSessions(ctx: Context, user: AppUser, reason: string): Promise<void> {
  const ended = await ctx.em.execute<{ id: string }[]>(
    `update session set revoked_at = ?, revoked_reason = ? where user_id = ? and kind = 'CUSTOMER' and revoked_at is null returning id`,
    [ctx.now, reason, user.id],
  );
  for (const { id } of ended)
    recordAudit(ctx, { action: 'session.ended', target: { type: 'session', id }, after: { reason }, actorId: user.id });
}

function end(ctx: Context, session: Session, reason: string): void {
  session.revokedAt = ctx.now;
  session.revokedReason = reason;
  recordAudit(ctx, {
    action: 'session.ended',
    target: { type: 'session', id: session.id },
    after: { reason },
    actorId: session.userId,
  });
}

/** Portals send the cookie, which needs the portal's own origin; REST clients send the token. */
function presentedToken(ctx: Context, input: RefreshInput): string {
  const token = ctx.face === 'rest' ? input.refresh : ctx.request.refreshCookie;
  if (token === undefined || token === '') throw new DomainError('SESSION_ENDED');
  return token;
}

async function lockedSession(ctx: Context, token: string): Promise<{ session: Session; behind: number } | null> {
  const ticket = readRefreshToken(ctx.deps.keys.refresh, ctx.door, token);
  if (!ticket) return null;
  const id = ticket.sessionId as SessionId; // signed by us
  const session = await ctx.em.findOne(Session, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return session && { session, behind: session.counter - ticket.counter };
}

function isLive(ctx: Context, session: Session, user: AppUser | null): user is AppUser {
  const { revokedAt, absoluteExpiresAt, idleExpiresAt } = session;
  return (
    user !== null &&
    !user.isBlocked &&
    revokedAt == null &&
    absoluteExpiresAt > ctx.now &&
    (idleExpiresAt == null || idleExpiresAt > ctx.now)
  );
}

/**
 * Rotates the refresh token. One step behind within ten seconds gets the same successor; anything older revokes the
 * session, which must survive the refusal: the transaction commits and the 401 is thrown after it (Supabase's lesson).
 */
export async function refresh(ctx: Context, input: RefreshInput): Promise<SignedIn> {
  const token = presentedToken(ctx, input);
  const renewed = await inTransaction(ctx, async (tx) => {
    const found = await lockedSession(tx, token);
    if (!found) return null;
    const { session, behind } = found;
    const user = await tx.em.findOne(AppUser, { id: session.userId });
    if (!isLive(tx, session, user)) return null;
    const verdict = rotationVerdict(behind, (tx.now.getTime() - session.lastRotatedAt.getTime()) / 1000);
    if (verdict === 'reuse') {
      end(tx, session, 'refresh token used twice');
      recordSecurityEvent(tx, {
        eventType: 'TOKEN_REUSE',
        severity: 'CRITICAL',
        userId: user.id,
        description: 'A refresh token was used again; the session was ended',
      });
      return null;
    }
    if (verdict === 'rotate') {
      session.counter += 1;
      session.lastRotatedAt = tx.now;
      if (session.idleExpiresAt != null)
        session.idleExpiresAt = new Date(tx.now.getTime() + SESSION_RULES.staff.idleMinutes * MINUTE);
    }
    return answer(tx, session, user);
  });
  if (renewed) return renewed;
  ctx.reply.clearRefreshCookie();
  throw new DomainError('SESSION_ENDED');
}

/** Ends the session and returns claimed cases. Signing out twice, or with a dead token, is no error. */
export async function logout(ctx: Context, input: RefreshInput): Promise<{ ok: true }> {
  const token = ctx.face === 'rest' ? input.refresh : ctx.request.refreshCookie;
  ctx.reply.clearRefreshCookie();
  if (!token) return { ok: true };
  await inTransaction(ctx, async (tx) => {
    const found = await lockedSession(tx, token);
    if (!found || found.session.revokedAt != null) return;
    end(tx, found.session, 'signed out');
    if (tx.door === 'staff') await returnCasesOf(tx, found.session.userId);
  });
  return { ok: true };
}
