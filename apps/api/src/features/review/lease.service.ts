import { type EntityDictionary, KycApplication } from '@ostiary/db';
import { nextStatus } from '@ostiary/domain/application';
import {
  assertHoldsLease,
  assertNotHeld,
  type CaseStanding,
  type CaseView,
  LEASE_MINUTES,
  type Renewal,
} from '@ostiary/domain/review';
import { type ApplicationId, DomainError, type UserId } from '@ostiary/domain/shared';
import { allOf } from '../../condition.ts';
import type { Context, StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { inTurn } from '../../turns.ts';
import { casesInScope } from '../access/scope.service.ts';
import { addToTimeline } from '../application/timeline.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { KEEPS_PERMISSION, keepsPermission } from '../desk/people.service.ts';
import { type CaseFile, getFile, touch } from '../requirements/case-file.service.ts';
import { assessAtClaim, needsAssessment } from '../risk/assess-risk.service.ts';
import { presentCase } from './case.service.ts';
import { commitHeldOf, commitOverdue } from './held.service.ts';
import { giveBack, lapse, lapseLeases, lockHeld } from './lapse.service.ts';
import { standingOf } from './standing.ts';
import { takeSecond } from './take-second.ts';

const MINUTE = 60_000;
const leaseEnd = ({ now }: Context) => new Date(now.getTime() + LEASE_MINUTES * MINUTE);

function lease(ctx: StaffContext, application: KycApplication): void {
  application.claimedBy = ctx.actor.id;
  application.claimedAt ??= ctx.now;
  application.leaseExpiresAt = leaseEnd(ctx);
}

function take(ctx: StaffContext, application: KycApplication): void {
  if (application.customerId === ctx.actor.id) throw new DomainError('SELF_REVIEW_FORBIDDEN');
  application.status = nextStatus(application.status, 'claim', 'claimer');
  lease(ctx, application);
  touch(application, ctx.now);
  addToTimeline(ctx, { applicationId: application.id, kind: 'review_started', actorId: ctx.actor.id });
  recordAudit(ctx, {
    action: 'case.claimed',
    target: { type: 'kyc_application', id: application.id },
    after: { until: application.leaseExpiresAt?.toISOString() },
  });
}

/** Decisions that can no longer be undone and leases past their time: one question where there are none. */
async function settleOverdue({ deps }: StaffContext): Promise<void> {
  const now = deps.clock();
  const [due] = await deps.orm.em.fork().execute<{ decisions: boolean; leases: boolean }[]>(
    `select exists (select from held_decision where commits_at <= ?) as decisions,
       exists (select from kyc_application where status = 'IN_REVIEW' and lease_expires_at <= ?) as leases`,
    [now, now],
  );
  if (due?.decisions === true) await commitOverdue(deps);
  if (due?.leases === true) await lapseLeases(deps);
}

/** Takes the most urgent case for this person, or else offers a second approval; null when none waits. Its row is locked for no longer than that. */
export async function takeNext(ctx: StaffContext): Promise<ApplicationId | null> {
  await settleOverdue(ctx);
  return inTransaction(ctx, async (tx) => {
    const scope = allOf(casesInScope(tx));
    const [row] = await tx.em.execute<EntityDictionary<KycApplication>[]>(
      `with claimer as (${KEEPS_PERMISSION})
       select a.* from kyc_application a where status = 'SUBMITTED' and customer_id <> ? and exists (select from claimer)
         and (assigned_to is null or assigned_to = ? or due_at < bank_now()) and ${scope.sql}
       order by due_at, submitted_at, id limit 1 for update skip locked`,
      [tx.actor.id, 'review.claim', tx.actor.id, tx.actor.id, ...scope.params],
    );
    if (!row) {
      await assertClaimer(tx);
      return takeSecond(tx);
    }
    const application = tx.em.map(KycApplication, row);
    take(tx, application);
    await tx.em.flush();
    return application.id;
  });
}

/** Reads what was just taken; what nobody assessed for a day is assessed first. */
async function showTaken(ctx: StaffContext, id: ApplicationId): Promise<CaseView> {
  const file = await getFile(ctx.em, id);
  if (!needsAssessment(ctx, file)) return presentCase(ctx, file);
  const assessed = await inTransaction(ctx, async (tx) =>
    assessAtClaim(tx, await getFile(tx.em, id, { forUpdate: true })),
  );
  return presentCase(ctx, assessed);
}

/** POST /api/kyc/next/: the most urgent case (due date, then age) that nobody holds, is not one's own, and was not given to somebody else unless it is late; then a second approval that they may give; null when none waits. */
export async function claimNext(ctx: StaffContext): Promise<{ case: CaseView | null }> {
  const id = await takeNext(ctx);
  return { case: id === null ? null : await showTaken(ctx, id) };
}

/** Asked again under a lock: somebody who loses the right at this moment is left with no case. Throws `FORBIDDEN`. */
export async function assertClaimer(tx: StaffContext): Promise<void> {
  if (!(await keepsPermission(tx, { id: tx.actor.id, permission: 'review.claim' }))) throw new DomainError('FORBIDDEN');
}

const isLapsed = (standing: CaseStanding, now: Date) =>
  standing.status === 'IN_REVIEW' && standing.leaseExpiresAt !== null && standing.leaseExpiresAt <= now;

/** Claims a case whose row the caller has locked, or renews one's own lease. Throws `CASE_HELD`, `INVALID_TRANSITION`. */
export async function takeFile(tx: StaffContext, file: CaseFile): Promise<CaseFile> {
  const { application } = file;
  const standing = await standingOf(tx.em, application);
  if (isLapsed(standing, tx.now)) await lapse(tx, application);
  if (application.status === 'IN_REVIEW') {
    assertHoldsLease(standing, { id: tx.actor.id, now: tx.now });
    lease(tx, application);
  } else {
    // Back to SUBMITTED first, so that the trigger sees each edge.
    await tx.em.flush();
    take(tx, application);
  }
  await tx.em.flush();
  return assessAtClaim(tx, file);
}

/** POST /api/kyc/{id}/claim/: takes a waiting case, or renews one's own lease. Throws `CASE_HELD`, `INVALID_TRANSITION`. */
export async function claimCase(ctx: StaffContext, id: ApplicationId): Promise<{ case: CaseView }> {
  await commitOverdue(ctx.deps, id);
  // A crowd around one case waits without a connection each.
  return inTurn(id, () =>
    inTransaction(ctx, async (tx) => {
      await assertClaimer(tx);
      const file = await getFile(tx.em, id, { forUpdate: true });
      return { case: await presentCase(tx, await takeFile(tx, file)) };
    }),
  );
}

/** Keeps one's own case for another 15 minutes; nothing of the case changes. Throws `CASE_HELD`, `CASE_NOT_CLAIMED`. */
export async function renewLease(ctx: StaffContext, id: ApplicationId): Promise<Renewal> {
  const [renewed] = await ctx.em.execute<{ until: string }[]>(
    `update kyc_application set lease_expires_at = greatest(lease_expires_at, ?::timestamptz)
     where id = ? and status = 'IN_REVIEW' and claimed_by = ? and lease_expires_at > ?
     returning lease_expires_at as until`,
    [leaseEnd(ctx), id, ctx.actor.id, ctx.now],
  );
  if (renewed) return { leaseExpiresAt: new Date(renewed.until).toISOString() };
  const { application } = await getFile(ctx.em, id);
  assertHoldsLease(await standingOf(ctx.em, application), { id: ctx.actor.id, now: ctx.now });
  // Held now, but not a moment ago.
  throw new DomainError('CASE_NOT_CLAIMED', { details: { status: application.status } });
}

/** POST /api/kyc/{id}/release/: the claimant returns the case. Throws `CASE_HELD`, `CASE_NOT_CLAIMED`. */
export async function releaseCase(ctx: StaffContext, id: ApplicationId): Promise<{ case: CaseView }> {
  return inTransaction(ctx, async (tx) => {
    const file = await getFile(tx.em, id, { forUpdate: true });
    const standing = await standingOf(tx.em, file.application);
    assertHoldsLease(standing, { id: tx.actor.id, now: tx.now });
    assertNotHeld(standing);
    returnCase(tx, file.application, tx.actor.id);
    await tx.em.flush();
    return { case: await presentCase(tx, file) };
  });
}

function returnCase(ctx: Context, application: KycApplication, by: UserId): void {
  giveBack(application, { event: 'release', now: ctx.now });
  addToTimeline(ctx, { applicationId: application.id, kind: 'review_paused', actorId: by });
  recordAudit(ctx, { action: 'case.returned', target: { type: 'kyc_application', id: application.id }, actorId: by });
}

/** Returns every case a person holds, in the caller's transaction: on sign-out, block or loss of the permission. */
export async function returnCasesOf(ctx: Context, userId: UserId): Promise<void> {
  await commitHeldOf(ctx, userId);
  // Waits for whoever has a case locked: a skipped one would stay claimed by somebody who has left.
  const held = await lockHeld(ctx.em, { condition: 'claimed_by = ?', params: [userId], whenLocked: '' });
  for (const application of held) returnCase(ctx, application, ctx.actor?.id ?? userId);
}

/** The cases somebody holds or was given of any other branch go back to all, in the caller's transaction. */
export async function returnCasesElsewhere(
  tx: StaffContext,
  { userId, branchId }: { readonly userId: UserId; readonly branchId: string },
): Promise<void> {
  // What they decided a moment ago, they decided while it was theirs.
  await commitHeldOf(tx, userId);
  const elsewhere = 'claimed_by = ? and branch_id is distinct from ?::uuid';
  const held = await lockHeld(tx.em, { condition: elsewhere, params: [userId, branchId], whenLocked: '' });
  for (const application of held) returnCase(tx, application, tx.actor.id);
  await tx.em.flush();
  const given = await tx.em.execute<{ id: ApplicationId }[]>(
    `update kyc_application set assigned_to = null, assigned_by = null, assigned_at = null
     where assigned_to = ? and branch_id is distinct from ?::uuid returning id`,
    [userId, branchId],
  );
  for (const { id } of given)
    recordAudit(tx, { action: 'case.unassigned', target: { type: 'kyc_application', id }, before: { to: userId } });
}
