import { Customer, HeldDecision, KycApplication } from '@ostiary/db';
import type { ApplicationId } from '@ostiary/domain/shared';
import { recordAudit } from '../audit/audit.service.ts';
import { tellStaff } from '../desk/tell.service.ts';

type Recorder = Parameters<typeof recordAudit>[0];

/** Why a decision that was sent is not made. */
export type Dropped = 'WITHDRAWN' | 'ERASED' | 'CHANGED' | 'AUTHOR_LEFT';

/** Tells the author of a held decision, removed already, that it is not made. */
export async function tellNotMade(ctx: Recorder, held: HeldDecision, because: Dropped): Promise<void> {
  const { applicationId: id, kind, decidedBy } = held;
  const application = await ctx.em.findOneOrFail(KycApplication, { id });
  const { customerNumber } = await ctx.em.findOneOrFail(Customer, { id: application.customerId });
  const target = { type: 'kyc_application', id };
  recordAudit(ctx, { action: 'decision.dropped', target, after: { kind, because, author: decidedBy } });
  await tellStaff(ctx, {
    users: [decidedBy],
    kind: 'DECISION_NOT_MADE',
    applicationId: id,
    facts: { customer: customerNumber, decision: kind, because },
    event: `not-made:${id}:${held.heldAt.toISOString()}`,
  });
}

/** Takes the decision away that could still be undone, if there is one. The caller holds the application's row lock. */
export async function dropHeld(ctx: Recorder, applicationId: ApplicationId, because: Dropped): Promise<void> {
  const held = await ctx.em.findOne(HeldDecision, { applicationId });
  if (!held) return;
  ctx.em.remove(held);
  await ctx.em.flush();
  await tellNotMade(ctx, held, because);
}
