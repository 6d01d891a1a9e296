import { Customer, type KycApplication } from '@ostiary/db';
import { assertHoldsLease, assertNotHeld, type GiveInput } from '@ostiary/domain/review';
import { DomainError, invalidField, type UserId } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { addToTimeline } from '../application/timeline.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { assertSeesBranch, assertTaker } from '../desk/people.service.ts';
import { tellStaff } from '../desk/tell.service.ts';
import { getFile } from '../requirements/case-file.service.ts';
import { giveBack } from './lapse.service.ts';
import { standingOf } from './standing.ts';

/** Puts a wish on a case, or takes it off. */
export function assign(ctx: StaffContext, application: KycApplication, to: UserId | null): void {
  application.assignedTo = to;
  application.assignedBy = to === null ? null : ctx.actor.id;
  application.assignedAt = to === null ? null : ctx.now;
}

/** Ends whoever's lease: the case goes back to the queue, with what was judged so far. */
export function takeBack(ctx: StaffContext, application: KycApplication): void {
  giveBack(application, { event: 'release', now: ctx.now });
  addToTimeline(ctx, { applicationId: application.id, kind: 'review_paused', actorId: ctx.actor.id });
}

/** A decision on its way is its author's until it is made or undone. Throws `DECISION_HELD`. */
export async function assertNoneHeld(ctx: StaffContext, application: KycApplication): Promise<void> {
  assertNotHeld(await standingOf(ctx.em, application));
}

/**
 * The lease holder hands a case to a colleague, who finds it assigned to them in the queue. Throws `INVALID_INPUT` over
 * `to`, `CASE_HELD`, `CASE_NOT_CLAIMED`, `DECISION_HELD`, `SELF_REVIEW_FORBIDDEN`.
 */
export async function giveCase(ctx: StaffContext, { id, to }: GiveInput): Promise<{ ok: true }> {
  return inTransaction(ctx, async (tx) => {
    if (to === tx.actor.id) throw invalidField('to', 'CANNOT_TAKE_CASES');
    await assertTaker(tx, to);
    const { application } = await getFile(tx.em, id, { forUpdate: true });
    const standing = await standingOf(tx.em, application);
    assertHoldsLease(standing, { id: tx.actor.id, now: tx.now });
    assertNotHeld(standing);
    if (application.customerId === to) throw new DomainError('SELF_REVIEW_FORBIDDEN');
    await assertSeesBranch(tx, { to, branchId: application.branchId });
    takeBack(tx, application);
    assign(tx, application, to);
    const target = { type: 'kyc_application', id };
    const auditId = recordAudit(tx, {
      action: 'case.handed-over',
      target,
      after: { to, version: application.version },
    });
    await tx.em.flush();
    const customer = await tx.em.findOneOrFail(Customer, { id: application.customerId });
    await tellStaff(tx, {
      users: [to],
      kind: 'CASE_HANDED_OVER',
      applicationId: id,
      facts: { by: tx.actor.name, customer: customer.customerNumber },
      event: `given:${auditId}`,
    });
    return { ok: true };
  });
}
