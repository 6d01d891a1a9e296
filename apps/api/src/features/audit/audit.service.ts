import { AuditEvent, SecurityEvent, type SqlEntityManager } from '@ostiary/db';
import type { AuditAction } from '@ostiary/domain/audit';
import { canonicalText, leafHash } from '@ostiary/domain/crypto';
import { SECURITY_EVENTS, type SecurityEventType, type SecuritySeverity } from '@ostiary/domain/security-events';
import type { DomainError } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Actor, Context } from '../../context.ts';
import { addressBucket } from '../../limits/address-bucket.ts';
import { createOncePer } from '../../limits/once-per.ts';

export interface AuditEntry {
  /** `noun.past-tense`; a new one begins in @ostiary/domain/audit. */
  readonly action: AuditAction;
  readonly target: { readonly type: string; readonly id: string | null };
  /** Personal values only as commitment or ciphertext. */
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  /** Where nobody is signed in yet: who it will have been. */
  readonly actorId?: string;
}

type AuditSource = Pick<Context, 'em' | 'now'> & {
  readonly actor: Pick<Actor, 'id' | 'roles'> | null;
  /** `system` for work that nobody asked for by hand: checks, lapses. */
  readonly door: Context['door'] | 'system';
  readonly request: Pick<Context['request'], 'id' | 'address' | 'userAgent'>;
};

/** The system as the one who acts: for checks, lapses and clean-ups that nobody asked for by hand. */
export function asSystem(em: SqlEntityManager, now: Date) {
  const request = { id: 'system', address: '127.0.0.1', userAgent: 'ostiary' } as const;
  return { em, now, actor: null, door: 'system', request } as const;
}

/**
 * Adds one record to the caller's unit of work, so that it commits with the change it tells of (architecture.md 7).
 * @returns the record's id, for rows that must point at it
 */
export function recordAudit(ctx: AuditSource, { action, target, before, after, actorId }: AuditEntry): string {
  const id = uuidv7();
  const actor = ctx.actor?.id ?? actorId ?? null;
  const unnamed = actor !== null || ctx.door === 'system' ? ctx.door.toUpperCase() : 'ANONYMOUS';
  const actorRole = ctx.actor?.roles.join(',') || unnamed;
  const canonical = canonicalText({
    id,
    at: ctx.now.toISOString(),
    actor: { id: actor, role: actorRole },
    action,
    target,
    request: { id: ctx.request.id, ip: ctx.request.address, agent: ctx.request.userAgent },
    before: before ?? null,
    after: after ?? null,
  });
  ctx.em.persist(
    ctx.em.create(AuditEvent, {
      id,
      at: ctx.now,
      // Anonymous callers may name a person who does not exist; the column has no foreign key for that reason.
      actorId: actor as AuditEvent['actorId'],
      actorRole,
      action,
      targetType: target.type,
      targetId: target.id,
      requestId: ctx.request.id,
      ip: ctx.request.address,
      userAgent: ctx.request.userAgent,
      canonical,
      leaf: leafHash(canonical),
    }),
  );
  return id;
}

export interface SecurityFact {
  readonly eventType: SecurityEventType;
  /** Where it is graver or milder than its kind usually is. */
  readonly severity?: SecuritySeverity;
  readonly userId: string | null;
  readonly description: string;
  readonly metadata?: Record<string, unknown>;
}

export function recordSecurityEvent(
  ctx: AuditSource,
  { eventType, severity, userId, description, metadata }: SecurityFact,
): void {
  ctx.em.persist(
    ctx.em.create(SecurityEvent, {
      id: uuidv7(),
      eventType,
      severity: severity ?? SECURITY_EVENTS[eventType],
      userId: userId as SecurityEvent['userId'], // may be nobody's id; the column has no foreign key
      ipAddress: ctx.request.address,
      userAgent: ctx.request.userAgent,
      description,
      metadata: metadata ?? null,
      createdAt: ctx.now,
    }),
  );
}

/** Asked for in the course of work: whoever sees them answers and goes on. */
const EVERYDAY = ['STEP_UP_REQUIRED', 'MFA_REQUIRED', 'FEATURE_OFF'];

/** A refused action, in a transaction of its own: the request's unit of work is thrown away (trap T26). */
export async function recordRefusal(ctx: Context, path: string, code: string): Promise<void> {
  const em: SqlEntityManager = ctx.deps.orm.em.fork();
  const own = { ...ctx, em, actor: ctx.seen.actor };
  recordAudit(own, { action: 'action.refused', target: { type: 'procedure', id: path }, after: { code } });
  recordSecurityEvent(own, {
    eventType: 'UNAUTHORIZED_ACCESS',
    severity: EVERYDAY.includes(code) ? 'LOW' : 'MEDIUM',
    userId: ctx.seen.actor?.id ?? null,
    description: `${path} refused: ${code}`,
    metadata: { path, code },
  });
  await em.flush();
}

const QUIET_MS = 10 * 60_000;
const isNewFlood = createOncePer(QUIET_MS);

/** Too many of one kind from one place: once in ten minutes, or the record would be the flood's next victim. */
async function recordFlood(ctx: Context, path: string): Promise<void> {
  const em: SqlEntityManager = ctx.deps.orm.em.fork();
  const userId = ctx.seen.actor?.id ?? null;
  recordSecurityEvent(
    { ...ctx, em },
    { eventType: 'RATE_LIMIT_EXCEEDED', userId, description: `${path} asked for too often`, metadata: { path } },
  );
  await em.flush();
}

/** What of a failed call is on record beyond what the call itself wrote down. */
export async function recordFailure(ctx: Context, path: string, { kind, code }: DomainError): Promise<void> {
  if (kind === 'forbidden') return recordRefusal(ctx, path, code);
  const place = `${path} ${ctx.seen.actor?.id ?? addressBucket(ctx.request.address)}`;
  if (code === 'RATE_LIMITED' && isNewFlood(place, ctx.now)) return recordFlood(ctx, path);
}
