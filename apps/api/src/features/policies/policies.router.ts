import {
  ComparePoliciesInput,
  DraftId,
  DraftKey,
  DraftView,
  PolicyComparison,
  PolicyKey,
  PolicyList,
  PolicyPage,
  ReplayFacts,
  ReplayPage,
  ReplayPageInput,
  SavePolicyDraftInput,
} from '@ostiary/domain/policy';
import { assertFresh, router, staffProcedure } from '../../trpc.ts';
import { discardDraft, getDraft, proposeDraft, saveDraft, startDraft } from './draft.service.ts';
import { comparePolicyVersions, getPolicy, listPolicies } from './policies.service.ts';
import { publishDraft } from './publish.service.ts';
import { readReplay } from './replay-result.service.ts';
import { requestReplay } from './replay.service.ts';

/** What the bank asks for, version by version, and the way to a new version. */
export const policiesRouter = router({
  list: staffProcedure('policy.read')
    .output(PolicyList)
    .query(({ ctx }) => listPolicies(ctx)),
  get: staffProcedure('policy.read')
    .input(PolicyKey)
    .output(PolicyPage)
    .query(({ ctx, input }) => getPolicy(ctx, input)),
  compare: staffProcedure('policy.read')
    .input(ComparePoliciesInput)
    .output(PolicyComparison)
    .query(({ ctx, input }) => comparePolicyVersions(ctx, input)),
  draft: staffProcedure('policy.read')
    .input(DraftId)
    .output(DraftView)
    .query(({ ctx, input }) => getDraft(ctx, input)),
  replayResult: staffProcedure('policy.read')
    .input(ReplayPageInput)
    .output(ReplayPage)
    .query(({ ctx, input }) => readReplay(ctx, input)),
  startDraft: staffProcedure('policy.publish')
    .input(PolicyKey)
    .output(DraftView)
    .mutation(({ ctx, input }) => startDraft(ctx, input)),
  saveDraft: staffProcedure('policy.publish')
    .input(SavePolicyDraftInput)
    .output(DraftView)
    .mutation(({ ctx, input }) => saveDraft(ctx, input)),
  discard: staffProcedure('policy.publish')
    .input(DraftKey)
    .output(DraftView)
    .mutation(({ ctx, input }) => discardDraft(ctx, input)),
  replay: staffProcedure('policy.publish')
    .input(DraftKey)
    .output(ReplayFacts)
    .mutation(({ ctx, input }) => requestReplay(ctx, input)),
  propose: staffProcedure('policy.publish')
    .input(DraftKey)
    .output(DraftView)
    .mutation(({ ctx, input }) => proposeDraft(ctx, input)),
  publish: staffProcedure('policy.publish')
    .input(DraftKey)
    .output(DraftView)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return publishDraft(ctx, input);
    }),
});
