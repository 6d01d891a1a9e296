import { AppUser, LockMode, SecurityEvent } from '@ostiary/db';
import type { AuditAction } from '@ostiary/domain/audit';
import {
  assertMayGiveBack,
  assertMayReopen,
  assertMaySettle,
  assertMayTake,
  type ReopenSecurityEventInput,
  type ResolveSecurityEventInput,
  type ResolveSecurityEventsInput,
  type SecurityEventRef,
  type SecurityEventsResolved,
  type SecurityEventView,
  type SecurityStanding,
  type TakeSecurityEventInput,
} from '@ostiary/domain/security-events';
import { DomainError, type UserId } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { markOf } from '../access/access-change.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { presentEvent } from './event.service.ts';
import { keepFinding } from './reopening.service.ts';

async function personOf({ em }: StaffContext, id: UserId | null | undefined): Promise<SecurityStanding['owner']> {
  const person = id == null ? null : await em.findOne(AppUser, { id });
  return person && { id: person.id, name: person.displayName ?? person.username };
}

async function standingOf(ctx: StaffContext, event: SecurityEvent): Promise<SecurityStanding> {
  const { assignedTo, resolved, resolvedAt, userId, version } = event;
  const owner = await personOf(ctx, assignedTo);
  const taken = owner === null ? 'OPEN' : 'IN_PROGRESS';
  const resolver = await personOf(ctx, event.resolvedBy);
  return {
    status: resolved ? 'RESOLVED' : taken,
    version,
    userId: userId ?? null,
    owner,
    resolved: resolvedAt == null ? null : { by: resolver?.name ?? '', at: resolvedAt },
  };
}

interface Told {
  readonly action: AuditAction;
  readonly after: Readonly<Record<string, unknown>>;
}

interface Step {
  readonly tx: StaffContext;
  readonly event: SecurityEvent;
  readonly standing: SecurityStanding;
}

/** One change of one event under its row lock: what `change` says is on record, and the new state is the answer. */
async function work(
  ctx: StaffContext,
  { id }: SecurityEventRef,
  change: (step: Step) => Told | Promise<Told>,
): Promise<SecurityEventView> {
  return inTransaction(ctx, async (tx) => {
    const event = await tx.em.findOne(SecurityEvent, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
    if (!event) throw new DomainError('NOT_FOUND');
    const { action, after } = await change({ tx, event, standing: await standingOf(tx, event) });
    event.version += 1;
    const target = { type: 'security_event', id };
    recordAudit(tx, { action, target, after: { ...after, version: event.version } });
    await tx.em.flush();
    return presentEvent(tx, { id });
  });
}

/** Takes an event on, or over from a colleague. Throws `RECORD_CHANGED`, `ALREADY_REVIEWED`, `SELF_REVIEW_FORBIDDEN`. */
export async function takeEvent(ctx: StaffContext, input: TakeSecurityEventInput): Promise<SecurityEventView> {
  return work(ctx, input, ({ tx, event, standing }) => {
    assertMayTake(standing, { id: tx.actor.id, version: input.version });
    event.assignedTo = tx.actor.id;
    event.assignedAt = tx.now;
    return { action: 'security-event.taken', after: { from: standing.owner?.id ?? null } };
  });
}

/** Gives one's own event back. Throws `CASE_HELD`, `CASE_NOT_CLAIMED`, `ALREADY_REVIEWED`. */
export async function giveBackEvent(ctx: StaffContext, input: SecurityEventRef): Promise<SecurityEventView> {
  return work(ctx, input, ({ tx, event, standing }) => {
    assertMayGiveBack(standing, tx.actor);
    event.assignedTo = null;
    event.assignedAt = null;
    return { action: 'security-event.given-back', after: {} };
  });
}

/**
 * Closes an event with what was found; the second who tries is told who did (`ALREADY_REVIEWED`). Throws also
 * `CASE_HELD`, `RECORD_CHANGED`, `SELF_REVIEW_FORBIDDEN`.
 */
export async function resolveEvent(ctx: StaffContext, input: ResolveSecurityEventInput): Promise<SecurityEventView> {
  return work(ctx, input, ({ tx, event, standing }) => {
    assertMaySettle(standing, { id: tx.actor.id, version: input.version });
    event.resolved = true;
    event.resolvedBy = tx.actor.id;
    event.resolvedAt = tx.now;
    event.resolution = input.resolution;
    event.resolutionNote = input.note;
    const why = markOf(tx, { id: event.id, why: input.note });
    return { action: 'security-event.resolved', after: { resolution: input.resolution, why } };
  });
}

/**
 * Takes back how an event was closed and looks into it anew; what was found stays beside it. Throws `RECORD_CHANGED`,
 * `SELF_REVIEW_FORBIDDEN`.
 */
export async function reopenEvent(ctx: StaffContext, input: ReopenSecurityEventInput): Promise<SecurityEventView> {
  return work(ctx, input, async ({ tx, event, standing }) => {
    assertMayReopen(standing, { id: tx.actor.id, version: input.version });
    const after = { resolution: event.resolution, why: await keepFinding(tx, event, input.why) };
    const nothing = { resolvedBy: null, resolvedAt: null, resolution: null, resolutionNote: null };
    Object.assign(event, { ...nothing, resolved: false, assignedTo: tx.actor.id, assignedAt: tx.now });
    return { action: 'security-event.reopened', after };
  });
}

/** Closes several, each by itself: one that a colleague has, or that changed meanwhile, holds up none of the others. */
export async function resolveEvents(
  ctx: StaffContext,
  { events, resolution, note }: ResolveSecurityEventsInput,
): Promise<SecurityEventsResolved> {
  const resolved: string[] = [];
  const refused: SecurityEventsResolved['refused'] = [];
  for (const event of events)
    try {
      await resolveEvent({ ...ctx, em: ctx.em.fork() }, { ...event, resolution, note });
      resolved.push(event.id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.push({ id: event.id, code: error.code });
    }
  return { resolved, refused };
}

/** What somebody took and may no longer work on is nobody's again, as their cases are. */
export async function returnEventsOf(tx: StaffContext, userId: UserId): Promise<void> {
  const rows = await tx.em.execute<{ id: string; version: number }[]>(
    `update security_event set assigned_to = null, assigned_at = null, version = version + 1
     where assigned_to = ? and not resolved returning id, version`,
    [userId],
  );
  for (const { id, version } of rows)
    recordAudit(tx, {
      action: 'security-event.given-back',
      target: { type: 'security_event', id },
      after: { version },
    });
}
