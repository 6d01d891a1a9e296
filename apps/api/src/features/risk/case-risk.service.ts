import { RiskAssessment } from '@ostiary/db';
import type { CaseRisk, DuplicateView } from '@ostiary/domain/review';
import { assess, type AssessmentView, saySignal, type SignalView } from '@ostiary/domain/risk';
import type { Language } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import type { Vault } from '../../vault.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';
import { collectFacts } from './collect-facts.ts';
import { presentDuplicates } from './duplicates.ts';
import { presentOverrides } from './present-override.ts';

export interface CaseRiskParts {
  readonly signals: SignalView[];
  readonly assessment: CaseRisk;
  readonly duplicates: DuplicateView[];
}

const HISTORY = 10;

const assessmentView = (
  { score, band, cause, assessedAt, signals }: RiskAssessment,
  language: Language,
): AssessmentView => ({
  score,
  band,
  cause,
  assessedAt: assessedAt.toISOString(),
  signals: signals.map((signal) => saySignal(signal, language)),
});

/** The newest assessment, up to ten before it, and its overrides. */
export async function readCaseRisk(ctx: StaffContext, file: CaseFile, vault: Vault): Promise<CaseRisk> {
  const rows = await ctx.em.find(
    RiskAssessment,
    { applicationId: file.application.id },
    { orderBy: { assessedAt: 'desc', id: 'desc' }, limit: 1 + HISTORY },
  );
  const [newest = null, ...history] = rows.map((row) => assessmentView(row, ctx.request.language));
  return { newest, history, ...(await presentOverrides(ctx, file, vault)) };
}

/**
 * Risk of one case as staff see it: signals with sentences, assessments, override, and who may be the same person. What
 * was not assessed yet shows the signals of this moment.
 */
export async function readRisk(ctx: StaffContext, file: CaseFile, vault: Vault): Promise<CaseRiskParts> {
  const assessment = await readCaseRisk(ctx, file, vault);
  const { facts, others } = await collectFacts(ctx, file, vault);
  const signals =
    assessment.newest?.signals ?? assess(facts).signals.map((signal) => saySignal(signal, ctx.request.language));
  return { signals, assessment, duplicates: await presentDuplicates(ctx, others) };
}
