import { CaseRisk } from '@ostiary/domain/review';
import { OverrideInput, OverrideJudgement, OverrideRef } from '@ostiary/domain/risk';
import { router, staffProcedure } from '../../trpc.ts';
import { endOverride, judgeOverride, overrideRisk } from './override.service.ts';

export const riskRouter = router({
  override: staffProcedure('risk.override')
    .input(OverrideInput)
    .output(CaseRisk)
    .mutation(({ ctx, input }) => overrideRisk(ctx, input)),
  judgeOverride: staffProcedure('risk.override')
    .input(OverrideJudgement)
    .output(CaseRisk)
    .mutation(({ ctx, input }) => judgeOverride(ctx, input)),
  endOverride: staffProcedure('risk.override')
    .input(OverrideRef)
    .output(CaseRisk)
    .mutation(({ ctx, input }) => endOverride(ctx, input)),
});
