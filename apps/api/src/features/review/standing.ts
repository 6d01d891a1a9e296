import { AppUser, HeldDecision, type KycApplication, KycDecision, type SqlEntityManager } from '@ostiary/db';
import type { CaseStanding } from '@ostiary/domain/review';

async function nameOf(em: SqlEntityManager, id: AppUser['id']): Promise<string> {
  const person = await em.findOne(AppUser, { id });
  return person?.displayName ?? person?.username ?? '';
}

async function heldOf(em: SqlEntityManager, application: KycApplication): Promise<CaseStanding['held']> {
  const held = await em.findOne(HeldDecision, { applicationId: application.id });
  return held && { by: await nameOf(em, held.decidedBy), commitsAt: held.commitsAt };
}

/** Who holds the case, what was decided in its current round, and what is on its way: the order of refusals looks at it. */
export async function standingOf(em: SqlEntityManager, application: KycApplication): Promise<CaseStanding> {
  const decision = await em.findOne(
    KycDecision,
    { applicationId: application.id, round: application.round, voidedAt: null },
    { orderBy: { stage: 'desc' } },
  );
  const { claimedBy } = application;
  return {
    status: application.status,
    version: application.version,
    applicantId: application.customerId,
    claimedBy: claimedBy == null ? null : { id: claimedBy, name: await nameOf(em, claimedBy) },
    leaseExpiresAt: application.leaseExpiresAt ?? null,
    decision: decision && {
      deciderId: decision.decidedBy,
      by: await nameOf(em, decision.decidedBy),
      at: decision.decidedAt,
    },
    held: await heldOf(em, application),
  };
}
