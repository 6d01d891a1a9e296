import { assess } from '@ostiary/domain/risk';
import { DomainError } from '@ostiary/domain/shared';
import { openVault } from '../../vault.ts';
import { raiseAlerts } from '../fraud-alerts/raise.service.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';
import type { Assessing } from './assess-risk.service.ts';
import { collectFacts } from './collect-facts.ts';

/**
 * The sanctions lists answered after the decision: its assessment stays as it was made, and a hit is a fraud alert. In
 * the caller's transaction.
 */
export async function assessLate(ctx: Assessing, file: CaseFile): Promise<void> {
  await ctx.em.flush();
  try {
    const { facts } = await collectFacts(ctx, file, await openVault(ctx, file.customer.id));
    const signals = assess(facts).signals.filter(({ code }) => code === 'SCREENING_HIT');
    const score = signals.reduce((sum, { points }) => sum + points, 0);
    await raiseAlerts(ctx, file, { score, signals });
  } catch (error) {
    // A data key that does not open is reported where it is opened.
    if (error instanceof DomainError && error.code === 'CORRUPTED_DATA') return;
    throw error;
  }
}
