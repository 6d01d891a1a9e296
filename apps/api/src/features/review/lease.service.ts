import { KycApplication, type SqlEntityManager } from '@ostiary/db';
import { nextStatus } from '@ostiary/domain/application';
import { assertHoldsLease, type CaseStanding, type CaseView, LEASE_MINUTES } from '@ostiary/domain/review';
import { type ApplicationId, DomainError, type UserId } from '@ostiary/domain/shared';
import type { Context, Deps, StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit, recordSecurityEvent } from '../audit/audit.service.ts';
import { addToTimeline } from '../application/timeline.service.ts';
import { getFile, touch } from '../requirements/case-file.service.ts';
import { presentCase } from './case.service.ts';
import { standingOf } from './standing.ts';

const MINUTE = 60_000;
/** The third lapse of one case is worth a look: somebody opens it and walks away. */
const LAPSES_WORTH_AN_ALERT = 3;

function lease(ctx: StaffContext, application: KycApplication): void {
  application.claimedBy = ctx.actor.id;
  application.claimedAt ??= ctx.now;
  application.leaseExpiresAt = new Date(ctx.now.getTime() + LEASE_MINUTES * MINUTE);
}

/** Ends a lease: the case goes back to the queue where it was. */
function giveBack(application: KycApplication, { event, now }: { event: 'release' | 'lapse'; now: Date }): void {
  application.status = nextStatus(application.status, event, 'system');
  application.claimedBy = null;
  application.claimedAt = null;
  application.leaseExpiresAt = null;
  if (event === 'lapse') application.leaseLapses += 1;
  touch(application, now);
}

function take(ctx: StaffContext, application: KycApplication): void {
  if (application.customerId === ctx.actor.id) throw new DomainError('SELF_REVIEW_FORBIDDEN');
  application.status = nextStatus(application.status, 'claim', 'claimer');
  lease(ctx, application);
  touch(application, ctx.now);
  addToTimeline(ctx, { applicationId: application.id, kind: 'review_started', actorId: ctx.actor.id });
  recordAudit(ctx, { action: 'case.claimed', target: { type: 'kyc_application', id: application.id }, after: { until: application.leaseExpiresAt?.toISOString() } });
}

/** POST /api/kyc/next/: the most urgent case (due date, then age) that nobody holds and that is not one's own; null when none waits. */
export async function claimNext(ctx: StaffContext): Promise<{ case: CaseView | null }> {
  await lapseLeases(ctx.deps);
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.em.execute<{ id: ApplicationId }[]>(
      `select id from kyc_application where status = 'SUBMITTED' and customer_id <> ?
       order by due_at, submitted_at, id limit 1 for update skip locked`,
      [tx.actor.id],
    );
    if (!row) return { case: null };
    const file = await getFile(tx.em, row.id, { forUpdate: true });
    take(tx, file.application);
    await tx.em.flush();
    return { case: await presentCase(tx, file) };
  });
}

const isLapsed = (standing: CaseStanding, now: Date) => standing.status === 'IN_REVIEW' && standing.leaseExpiresAt !== null && standing.leaseExpiresAt <= now;

/** POST /api/kyc/{id}/claim/: takes a waiting case, or renews one's own lease. Throws `CASE_HELD`, `INVALID_TRANSITION`. */
export async function claimCase(ctx: StaffContext, id: ApplicationId): Promise<{ case: CaseView }> {
  return inTransaction(ctx, async (tx) => {
    const file = await getFile(tx.em, id, { forUpdate: true });
    const { application } = file;
    const standing = await standingOf(tx.em, application);
    if (isLapsed(standing, tx.now)) giveBack(application, { event: 'lapse', now: tx.now });
    if (application.status === 'IN_REVIEW') {
      assertHoldsLease(standing, { id: tx.actor.id, now: tx.now });
      lease(tx, application);
    } else {
      // Back to SUBMITTED first, so that the trigger sees each edge.
      await tx.em.flush();
      take(tx, application);
    }
    await tx.em.flush();
    return { case: await presentCase(tx, file) };
  });
}

/** POST /api/kyc/{id}/release/: the claimant returns the case. Throws `CASE_HELD`, `CASE_NOT_CLAIMED`. */
export async function releaseCase(ctx: StaffContext, id: ApplicationId): Promise<{ case: CaseView }> {
  return inTransaction(ctx, async (tx) => {
    const file = await getFile(tx.em, id, { forUpdate: true });
    assertHoldsLease(await standingOf(tx.em, file.application), { id: tx.actor.id, now: tx.now });
    returnCase(tx, file.application);
    await tx.em.flush();
    return { case: await presentCase(tx, file) };
  });
}

function returnCase(ctx: Context, application: KycApplication): void {
  giveBack(application, { event: 'release', now: ctx.now });
  addToTimeline(ctx, { applicationId: application.id, kind: 'review_paused', actorId: ctx.actor?.id ?? null });
  recordAudit(ctx, { action: 'case.returned', target: { type: 'kyc_application', id: application.id } });
}

/** Returns every case a person holds, in the caller's transaction: on sign-out, block or loss of the permission. */
export async function returnCasesOf(ctx: Context, userId: UserId): Promise<void> {
  const held = await lockHeld(ctx.em, 'claimed_by = ?', [userId]);
  for (const application of held) returnCase(ctx, application);
}

async function lockHeld(em: SqlEntityManager, condition: string, params: unknown[]): Promise<KycApplication[]> {
  const rows = await em.execute<{ id: ApplicationId }[]>(`select id from kyc_application where status = 'IN_REVIEW' and ${condition} for update skip locked`, params);
  return em.find(KycApplication, { id: { $in: rows.map((row) => row.id) } }, { refresh: true });
}

const SYSTEM_REQUEST = { id: 'system', address: '127.0.0.1', userAgent: 'ostiary' } as const;

/** Leases past their time go back to the queue, counted; the third time raises an alert. Runs before every *next* and once a minute. */
export async function lapseLeases(deps: Deps): Promise<number> {
  const em = deps.orm.em.fork();
  return em.transactional(async (tx) => {
    const system = { em: tx, now: deps.clock(), actor: null, door: 'system', request: SYSTEM_REQUEST } as const;
    const lapsed = await lockHeld(tx, 'lease_expires_at <= ?', [system.now]);
    for (const application of lapsed) {
      giveBack(application, { event: 'lapse', now: system.now });
      addToTimeline(system, { applicationId: application.id, kind: 'review_paused', actorId: null });
      recordAudit(system, { action: 'case.lapsed', target: { type: 'kyc_application', id: application.id }, after: { lapses: application.leaseLapses } });
      if (application.leaseLapses === LAPSES_WORTH_AN_ALERT) {
        recordSecurityEvent(system, { eventType: 'SUSPICIOUS_ACTIVITY', severity: 'MEDIUM', userId: null, description: 'A case lapsed three times', metadata: { applicationId: application.id } });
      }
    }
    return lapsed.length;
  });
}

