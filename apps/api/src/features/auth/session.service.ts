import { AppUser, LockMode, Session } from '@ostiary/db';
import {
  type AuthMethod,
  type RefreshInput,
  rotationVerdict,
  SESSION_RULES,
  type SessionEndReason,
  type SignedIn,
} from '@ostiary/domain/auth';
import { readRefreshToken } from '@ostiary/domain/crypto';
import { DomainError, type SessionId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { returnCasesOf } from '../review/lease.service.ts';
import { sayDevice } from '../sessions/device-label.service.ts';
import { sayWhen } from '../sessions/say-when.service.ts';
import { endSessions } from './end-sessions.service.ts';
import { issueTokens } from './issue-tokens.ts';
import { readDevice } from './known-device.service.ts';
import { lockPerson } from './lock-person.service.ts';
import { endReason, idleEnd } from './session-state.ts';

const HOUR = 3_600_000;

/** Whether one of the sessions was not of the very browser that asks: its owner need not hear what they just did there. */
async function wereElsewhere(tx: Context, ids: readonly string[]): Promise<boolean> {
  const rows = await tx.em.execute<unknown[]>(
    `select from session where id = any (?::uuid[]) and (device_id is null or device_id is distinct from ?::uuid) limit 1`,
    [`{${ids.join(',')}}`, readDevice(tx)],
  );
  return rows.length > 0;
}

/** One live session each: the older one ends, and its owner hears of it, whoever it was that signed in. */
async function replaceOlderSession(tx: Context, user: AppUser): Promise<void> {
  const ended = await endSessions(tx, { userId: user.id, reason: 'SIGNED_IN_ELSEWHERE', kind: 'CUSTOMER' });
  if (ended.length === 0 || !(await wereElsewhere(tx, ended))) return;
  await notify(tx, { user, template: 'signed_in_elsewhere', params: sayWhere(tx, user) });
}

/** When, with what and from where this is asked for, in the owner's language. */
const sayWhere = ({ now, request: { userAgent, address } }: Context, { language }: AppUser) => ({
  when: sayWhen(now, language),
  device: sayDevice(userAgent, language),
  address,
});

/** Somebody's own limit is never longer than everybody's. */
const hoursOf = (door: Context['door'], { sessionHours }: AppUser): number =>
  Math.min(SESSION_RULES[door].absoluteHours, sessionHours ?? Infinity);

function newSession({ now, request, door, ...ctx }: Context, user: AppUser, amr: readonly AuthMethod[]): Session {
  const session = ctx.em.create(Session, {
    id: uuidv7() as SessionId, // a fresh id is where the brand begins
    userId: user.id,
    kind: door === 'staff' ? 'STAFF' : 'CUSTOMER',
    createdAt: now,
    lastRotatedAt: now,
    absoluteExpiresAt: new Date(now.getTime() + hoursOf(door, user) * HOUR),
    idleExpiresAt: idleEnd({ ...ctx, now, door }),
    lastUsedAt: now,
    amr: [...amr],
    steppedUpAt: amr.length > 0 ? now : null,
    ip: request.address,
    userAgent: request.userAgent,
  });
  ctx.em.persist(session);
  return session;
}

/** Opens a session inside the caller's transaction. A customer's older session ends: one live session each. */
export async function openSession(ctx: Context, user: AppUser, amr: readonly AuthMethod[]): Promise<SignedIn> {
  // Parallel sign-ins come one after the other, so that the unique index never has to refuse one of them.
  await lockPerson(ctx, user.id);
  if (ctx.door === 'customer') await replaceOlderSession(ctx, user);
  const session = newSession(ctx, user, amr);
  await ctx.em.execute('update app_user set last_login = ?, last_login_ip = ? where id = ?', [
    ctx.now,
    ctx.request.address,
    user.id,
  ]);
  recordAudit(ctx, { action: 'session.started', target: { type: 'session', id: session.id }, actorId: user.id });
  await ctx.em.flush();
  return issueTokens(ctx, session, user);
}

function end(ctx: Context, session: Session, reason: SessionEndReason): void {
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
const presentedToken = (ctx: Context, input: RefreshInput): string =>
  (ctx.face === 'rest' ? input.refresh : ctx.request.refreshCookie) ?? '';

interface Presented {
  readonly session: Session;
  /** Rotations since the token was the newest. */
  readonly behind: number;
}

const verdictOn = ({ now }: Context, { session, behind }: Presented) =>
  rotationVerdict(behind, (now.getTime() - session.lastRotatedAt.getTime()) / 1000);

async function lockedSession(ctx: Context, token: string): Promise<Presented | null> {
  const ticket = readRefreshToken(ctx.deps.keys.refresh, ctx.door, token);
  if (!ticket) return null;
  const id = ticket.sessionId as SessionId; // signed by us
  const session = await ctx.em.findOne(Session, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return session && { session, behind: session.counter - ticket.counter };
}

/** The session is the whole family of its tokens: with its end, the access token dies too (RFC 9700, section 4.14). */
async function endFamily(tx: Context, session: Session): Promise<void> {
  end(tx, session, 'TOKEN_REUSED');
  recordSecurityEvent(tx, {
    eventType: 'TOKEN_REUSE',
    severity: 'CRITICAL',
    userId: session.userId,
    description: 'A refresh token was used again; the session was ended',
  });
  const user = await tx.em.findOne(AppUser, { id: session.userId });
  if (user && user.erasedAt == null) await notify(tx, { user, template: 'session_copied', params: sayWhere(tx, user) });
}

/** The renewal, or why there is none; `UNKNOWN` for what was never a token of ours. */
async function renew(tx: Context, token: string): Promise<SignedIn | SessionEndReason | 'UNKNOWN'> {
  const found = await lockedSession(tx, token);
  const user = found && (await tx.em.findOne(AppUser, { id: found.session.userId }));
  if (!user) return 'UNKNOWN';
  const { session } = found;
  const over = endReason({
    revokedReason: session.revokedReason,
    isBlocked: user.isBlocked || user.closedPortals.includes(tx.door),
    isExpired: session.absoluteExpiresAt <= tx.now,
    isIdle: session.idleExpiresAt != null && session.idleExpiresAt <= tx.now,
  });
  if (over) return over;
  const verdict = verdictOn(tx, found);
  if (verdict === 'reuse') {
    await endFamily(tx, session);
    if (tx.door === 'staff') await returnCasesOf(tx, session.userId);
    return 'TOKEN_REUSED';
  }
  if (verdict === 'rotate') {
    session.counter += 1;
    session.lastRotatedAt = tx.now;
  }
  if (!tx.request.isBackground) {
    session.idleExpiresAt = idleEnd(tx);
    session.lastUsedAt = tx.now;
  }
  return issueTokens(tx, session, user);
}

/**
 * Rotates the refresh token. One step behind within ten seconds gets the same successor; anything older revokes the
 * session, which must survive the refusal: the transaction commits and the 401 is thrown after it (Supabase's lesson).
 */
export async function refresh(ctx: Context, input: RefreshInput): Promise<SignedIn> {
  const token = presentedToken(ctx, input);
  if (token === '') throw new DomainError('SESSION_ENDED');
  const outcome = await inTransaction(ctx, (tx) => renew(tx, token));
  if (typeof outcome !== 'string') return outcome;
  ctx.reply.clearRefreshCookie();
  throw new DomainError('SESSION_ENDED', outcome === 'UNKNOWN' ? {} : { details: { reason: outcome } });
}

/** Ends the session and returns claimed cases; a token used again says so loudly. Signing out twice is no error. */
export async function logout(ctx: Context, input: RefreshInput): Promise<{ ok: true }> {
  const token = presentedToken(ctx, input);
  ctx.reply.clearRefreshCookie();
  if (token === '') return { ok: true };
  await inTransaction(ctx, async (tx) => {
    const found = await lockedSession(tx, token);
    if (!found || found.session.revokedAt != null) return;
    const { session } = found;
    if (session.absoluteExpiresAt > tx.now && verdictOn(tx, found) === 'reuse') await endFamily(tx, session);
    else end(tx, session, 'SIGNED_OUT');
    if (tx.door === 'staff') await returnCasesOf(tx, session.userId);
  });
  return { ok: true };
}
