import { AppUser, type KycApplication, KycDecision, type SqlEntityManager } from '@ostiary/db';
import type { CaseStanding } from '@ostiary/domain/review';

async function nameOf(em: SqlEntityManager, id: AppUser['id']): Promise<string> {
  const person = await em.findOne(AppUser, { id });
  return person?.displayName ?? person?.username ?? '';
}

/** Who holds the case and what was decided in its current round: what the order of refusals looks at. */
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
    decision: decision && { by: await nameOf(em, decision.decidedBy), at: decision.decidedAt },
  };
}
