import { AppUser, FraudAlert, FraudAlertNote, LockMode } from '@ostiary/db';
import type { AuditAction } from '@ostiary/domain/audit';
import {
  type AlertNoteInput,
  type AlertRef,
  type AlertStanding,
  type AlertView,
  assertMayOwn,
  assertMayRelease,
  assertMayResolve,
  assertMayWork,
  type OwnAlertInput,
  type ResolveInput,
} from '@ostiary/domain/fraud-alerts';
import { DomainError, type UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { openVault } from '../../vault.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { notePlace, presentAlert } from './alert.service.ts';

type Person = NonNullable<AlertStanding['owner']>;

async function personOf({ em }: StaffContext, id: UserId | null | undefined): Promise<Person | null> {
  const person = id == null ? null : await em.findOne(AppUser, { id });
  return person && { id: person.id, name: person.displayName ?? person.username };
}

async function standingOf(ctx: StaffContext, alert: FraudAlert): Promise<AlertStanding> {
  const { status, version, customerId, resolvedAt } = alert;
  const resolver = await personOf(ctx, alert.resolvedBy);
  return {
    status,
    version,
    customerId,
    owner: await personOf(ctx, alert.ownerId),
    resolved: resolvedAt == null ? null : { by: resolver?.name ?? '', at: resolvedAt },
  };
}

interface Step {
  readonly tx: StaffContext;
  readonly alert: FraudAlert;
  readonly standing: AlertStanding;
}

/** One change of one alert under its row lock: what `change` says is on record, and the new state is the answer. */
async function work(
  ctx: StaffContext,
  { alertId }: AlertRef,
  change: (step: Step) => Promise<{ action: AuditAction; after: Readonly<Record<string, unknown>> }>,
): Promise<AlertView> {
  return inTransaction(ctx, async (tx) => {
    const alert = await tx.em.findOne(
      FraudAlert,
      { alertNumber: alertId },
      { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
    );
    if (!alert) throw new DomainError('NOT_FOUND');
    const { action, after } = await change({ tx, alert, standing: await standingOf(tx, alert) });
    alert.version += 1;
    alert.updatedAt = tx.now;
    const target = { type: 'fraud_alert', id: alert.id };
    recordAudit(tx, { action, target, after: { ...after, version: alert.version } });
    await tx.em.flush();
    return presentAlert(tx, { alertId });
  });
}

/** Takes an alert on, or over from a colleague. Throws `RECORD_CHANGED`, `ALREADY_REVIEWED`, `SELF_REVIEW_FORBIDDEN`. */
export async function ownAlert(ctx: StaffContext, input: OwnAlertInput): Promise<AlertView> {
  return work(ctx, input, async ({ tx, alert, standing }) => {
    assertMayOwn(standing, { id: tx.actor.id, version: input.version });
    alert.ownerId = tx.actor.id;
    alert.ownedAt = tx.now;
    alert.status = 'IN_PROGRESS';
    return { action: 'fraud-alert.owned', after: { from: standing.owner?.id ?? null } };
  });
}

/** Gives one's own alert back. Throws `CASE_HELD`, `CASE_NOT_CLAIMED`, `ALREADY_REVIEWED`. */
export async function releaseAlert(ctx: StaffContext, input: AlertRef): Promise<AlertView> {
  return work(ctx, input, async ({ tx, alert, standing }) => {
    assertMayRelease(standing, tx.actor);
    alert.ownerId = null;
    alert.ownedAt = null;
    alert.status = 'OPEN';
    return { action: 'fraud-alert.released', after: {} };
  });
}

/** Sealed under the customer's key, so that erasure forgets it. */
async function addNote(ctx: StaffContext, { id, customerId }: FraudAlert, body: string): Promise<void> {
  const vault = await openVault(ctx, customerId);
  const noteId = uuidv7();
  ctx.em.persist(
    ctx.em.create(FraudAlertNote, {
      id: noteId,
      alertId: id,
      authorId: ctx.actor.id,
      bodyEncrypted: vault.seal(notePlace(noteId), body),
      createdAt: ctx.now,
    }),
  );
}

/** A note that the customer never sees. Throws `ALREADY_REVIEWED`, `SELF_REVIEW_FORBIDDEN`. */
export async function noteAlert(ctx: StaffContext, input: AlertNoteInput): Promise<AlertView> {
  return work(ctx, input, async ({ tx, alert, standing }) => {
    assertMayWork(standing, tx.actor);
    await addNote(tx, alert, input.body);
    return { action: 'fraud-alert.noted', after: {} };
  });
}

/** Closes an alert with what was found. Throws `ALREADY_REVIEWED`, `CASE_HELD`, `RECORD_CHANGED`, `SELF_REVIEW_FORBIDDEN`. */
export async function resolveAlert(ctx: StaffContext, input: ResolveInput): Promise<AlertView> {
  return work(ctx, input, async ({ tx, alert, standing }) => {
    assertMayResolve(standing, { id: tx.actor.id, version: input.version });
    await addNote(tx, alert, input.note);
    alert.status = 'RESOLVED';
    alert.resolution = input.resolution;
    alert.resolvedBy = tx.actor.id;
    alert.resolvedAt = tx.now;
    return { action: 'fraud-alert.resolved', after: { resolution: input.resolution } };
  });
}
