import { HeldDecision } from '@ostiary/db';
import { alreadyReviewed, assertNotHeld, type CaseView } from '@ostiary/domain/review';
import { type ApplicationId, DomainError } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { inTurn } from '../../turns.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { type CaseFile, getFile } from '../requirements/case-file.service.ts';
import { presentCase } from './case.service.ts';
import { commitOverdue } from './held.service.ts';
import { standingOf } from './standing.ts';

/** Nothing is held: fine where it was undone before (a repeat), too late where it was made. */
async function assertUndone(ctx: StaffContext, { application }: CaseFile): Promise<void> {
  const standing = await standingOf(ctx.em, application);
  const { status, decision } = standing;
  const isPending = status === 'PENDING_SECOND_APPROVAL';
  if (isPending && decision?.deciderId !== ctx.actor.id) return;
  if (status === 'IN_REVIEW' && application.claimedBy === ctx.actor.id) return;
  if (decision && status !== 'IN_REVIEW' && status !== 'SUBMITTED') throw alreadyReviewed(standing);
  throw new DomainError('INVALID_TRANSITION', { details: { status } });
}

/**
 * Takes one's own decision back while it is held; the lease stays. Throws `ALREADY_REVIEWED` with what happened once it
 * was made, `DECISION_HELD` for somebody else's.
 */
export async function undoDecision(ctx: StaffContext, id: ApplicationId): Promise<{ case: CaseView }> {
  await commitOverdue(ctx.deps, id);
  return inTurn(id, () =>
    inTransaction(ctx, async (tx) => {
      const file = await getFile(tx.em, id, { forUpdate: true });
      const held = await tx.em.findOne(HeldDecision, { applicationId: id }, { refresh: true });
      if (!held) {
        await assertUndone(tx, file);
        return { case: await presentCase(tx, file) };
      }
      if (held.decidedBy !== tx.actor.id) assertNotHeld(await standingOf(tx.em, file.application));
      tx.em.remove(held);
      const target = { type: 'kyc_application', id };
      recordAudit(tx, { action: 'decision.undone', target, after: { kind: held.kind } });
      await tx.em.flush();
      return { case: await presentCase(tx, file) };
    }),
  );
}
