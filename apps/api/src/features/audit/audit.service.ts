import { AuditEvent, SecurityEvent, type SqlEntityManager } from '@ostiary/db';
import type { AuditAction } from '@ostiary/domain/audit';
import { canonicalText, leafHash } from '@ostiary/domain/crypto';
import { SECURITY_EVENTS, type SecurityEventType, type SecuritySeverity } from '@ostiary/domain/security-events';
import type { DomainError } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Actor, Context } from '../../context.ts';
import { addressBucket } from '../../limits/address-bucket.ts';
import { createCeiling } from '../../limits/ceiling.ts';
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

export type AuditSource = Pick<Context, 'em' | 'now'> & {
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
 * Adds one record to the caller's unit of work, so that it commits with the change it tells of (docs/audit.md).
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
const EVERYDAY = ['STEP_UP_REQUIRED', 'MFA_REQUIRED', 'FEATURE_OFF', 'NOT_FOUND'];

const QUIET_MS = 10 * 60_000;
const isNewFlood = createOncePer(QUIET_MS);
const countRefusal = createCeiling(QUIET_MS);

/** Refusals of one kind that are written down one by one in ten minutes; of what follows only the number is. */
const REFUSALS_ON_RECORD = 30;

/** Who is refused: somebody at one procedure, or an address, which may make up the names it asks for. */
const refusedPlace = ({ seen: { actor }, request }: Context, path: string, code: string) =>
  actor ? `${actor.id} ${path} ${code}` : `${addressBucket(request.address)} ${code}`;

/**
 * A refused action, in a transaction of its own: the request's unit of work is thrown away. Whoever is refused
 * on and on cannot bury the rest: the last one on record says so, and the first after the pause how many there were.
 */
export async function recordRefusal(ctx: Context, path: string, code: string): Promise<void> {
  const points = Math.max(1, Math.round(REFUSALS_ON_RECORD * ctx.deps.env.RATE_LIMIT_FACTOR));
  const { count, omitted } = countRefusal(refusedPlace(ctx, path, code), { now: ctx.now, points });
  if (count > points) return;
  const em: SqlEntityManager = ctx.deps.orm.em.fork();
  const own = { ...ctx, em, actor: ctx.seen.actor };
  const after = { code, ...(omitted > 0 && { omitted }) };
  recordAudit(own, { action: 'action.refused', target: { type: 'procedure', id: path }, after });
  recordSecurityEvent(own, {
    eventType: 'UNAUTHORIZED_ACCESS',
    severity: EVERYDAY.includes(code) ? 'LOW' : 'MEDIUM',
    userId: ctx.seen.actor?.id ?? null,
    description: `${path} refused: ${code}${count === points ? '; more of them within ten minutes are only counted' : ''}`,
    metadata: { path, ...after },
  });
  await em.flush();
}

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

/** Ids are no guess: a customer who asks for what is not theirs has it from elsewhere. */
const isProbing = ({ seen: { actor } }: Context, code: string) => code === 'NOT_FOUND' && actor?.door === 'customer';

/** What of a failed call is on record beyond what the call itself wrote down. */
export async function recordFailure(ctx: Context, path: string, { isOnRecord, code }: DomainError): Promise<void> {
  if (isOnRecord || isProbing(ctx, code)) return recordRefusal(ctx, path, code);
  const place = `${path} ${ctx.seen.actor?.id ?? addressBucket(ctx.request.address)}`;
  if (code === 'RATE_LIMITED' && isNewFlood(place, ctx.now)) return recordFlood(ctx, path);
}

/** A call that failed by a fault of ours, up to a ceiling; what even the record cannot take stands in the log alone. */
export async function recordFault(ctx: Context, path: string): Promise<void> {
  const points = REFUSALS_ON_RECORD;
  if (countRefusal(refusedPlace(ctx, path, 'INTERNAL'), { now: ctx.now, points }).count > points) return;
  const em: SqlEntityManager = ctx.deps.orm.em.fork();
  const own = { ...ctx, em, actor: ctx.seen.actor };
  recordAudit(own, { action: 'action.failed', target: { type: 'procedure', id: path } });
  await em.flush();
}
