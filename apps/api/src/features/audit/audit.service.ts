import { AuditEvent, SecurityEvent, type SqlEntityManager } from '@ostiary/db';
import { canonicalText, leafHash } from '@ostiary/domain/crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Actor, Context } from '../../context.ts';

export interface AuditEntry {
  /** `noun.past-tense` */
  readonly action: string;
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
  readonly eventType: string;
  readonly severity: SecurityEvent['severity'];
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
      severity,
      userId: userId as SecurityEvent['userId'], // may be nobody's id; the column has no foreign key
      ipAddress: ctx.request.address,
      userAgent: ctx.request.userAgent,
      description,
      metadata: metadata ?? null,
      createdAt: ctx.now,
    }),
  );
}

/** A refused action, in a transaction of its own: the request's unit of work is thrown away (trap T26). */
export async function recordRefusal(ctx: Context, path: string, code: string): Promise<void> {
  const em: SqlEntityManager = ctx.deps.orm.em.fork();
  const own = { ...ctx, em, actor: ctx.seen.actor };
  recordAudit(own, { action: 'action.refused', target: { type: 'procedure', id: path }, after: { code } });
  recordSecurityEvent(own, {
    eventType: 'UNAUTHORIZED_ACCESS',
    severity: 'MEDIUM',
    userId: ctx.seen.actor?.id ?? null,
    description: `${path} refused: ${code}`,
  });
  await em.flush();
}
