import { type KycApplication, RiskOverride, type SqlEntityManager } from '@ostiary/db';
import { bandOf, bandThatCounts, type RiskBand } from '@ostiary/domain/risk';

/** The override of an application that waits or counts, if there is one. */
export async function findOpenOverride(
  em: SqlEntityManager,
  { id }: Pick<KycApplication, 'id'>,
): Promise<RiskOverride | null> {
  return em.findOne(RiskOverride, { applicationId: id, state: { $in: ['WAITING', 'LIVE'] } }, { refresh: true });
}

/** The assessment's own band, before any override. */
export const assessedBand = ({ riskScore }: Pick<KycApplication, 'riskScore'>): RiskBand =>
  riskScore == null ? 'UNASSESSED' : bandOf(riskScore);

/** The band that counts now: a live override's until its end, within the rule that nobody lowers one alone. */
export function countingBand(application: KycApplication, override: RiskOverride | null, now: Date): RiskBand {
  const isLive = override !== null && override.state === 'LIVE' && override.endsAt > now;
  return bandThatCounts(
    assessedBand(application),
    isLive ? { fromBand: override.fromBand, band: override.band, isConfirmed: override.judgedBy != null } : null,
  );
}
