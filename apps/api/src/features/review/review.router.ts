import {
  ApproveInput,
  CaseAnswer,
  CaseRef,
  CaseView,
  DecideInput,
  DecisionResult,
  DisagreeInput,
  JudgeInput,
  MaybeCase,
  QueueChoices,
  QueueCounts,
  QueueFilter,
  QueuePage,
  ReasonList,
  SecondApproveInput,
} from '@ostiary/domain/review';
import { LiveStream, liveStream } from '../../live/live-stream.ts';
import { rest } from '../../rest.ts';
import { router, staffProcedure } from '../../trpc.ts';
import { getCase } from './case.service.ts';
import { approveCase, approveSecond, rejectCase, requestMore } from './decision.service.ts';
import { disagree } from './disagree.service.ts';
import { judgeRequirement } from './judgement.service.ts';
import { claimCase, claimNext, releaseCase } from './lease.service.ts';
import { listChoices } from './queue-choices.service.ts';
import { countQueue } from './queue-counts.service.ts';
import { listQueue, listReasons } from './queue.service.ts';
import { undoDecision } from './undo.service.ts';

const tags = ['Review'];

export const reviewRouter = router({
  queue: staffProcedure('review.read')
    .meta(rest({ method: 'GET', path: '/kyc/pending', summary: 'The queue', tags }))
    .input(QueueFilter)
    .output(QueuePage)
    .query(({ ctx, input }) => listQueue(ctx, input)),
  counts: staffProcedure('review.read')
    .output(QueueCounts)
    .query(({ ctx }) => countQueue(ctx)),
  choices: staffProcedure('review.read')
    .output(QueueChoices)
    .query(({ ctx }) => listChoices(ctx)),
  live: staffProcedure('review.read')
    .output(LiveStream)
    .subscription(({ ctx, path, signal }) => liveStream(ctx, { path, permission: 'review.read', signal })),
  reasons: staffProcedure('review.read')
    .meta(rest({ method: 'GET', path: '/kyc/reasons', summary: 'Reason codes', tags }))
    .output(ReasonList)
    .query(({ ctx }) => listReasons(ctx)),
  case: staffProcedure('review.read')
    .meta(rest({ method: 'GET', path: '/kyc/{id}', summary: 'One case', tags }))
    .input(CaseRef)
    .output(CaseView)
    .query(({ ctx, input }) => getCase(ctx, input.id)),
  next: staffProcedure('review.claim')
    .meta(rest({ method: 'POST', path: '/kyc/next', summary: 'Claim the most urgent case', tags }))
    .output(MaybeCase)
    .mutation(({ ctx }) => claimNext(ctx)),
  claim: staffProcedure('review.claim')
    .meta(rest({ method: 'POST', path: '/kyc/{id}/claim', summary: 'Claim a case, or renew its lease', tags }))
    .input(CaseRef)
    .output(CaseAnswer)
    .mutation(({ ctx, input }) => claimCase(ctx, input.id)),
  release: staffProcedure('review.claim')
    .meta(rest({ method: 'POST', path: '/kyc/{id}/release', summary: 'Return a case to the queue', tags }))
    .input(CaseRef)
    .output(CaseAnswer)
    .mutation(({ ctx, input }) => releaseCase(ctx, input.id)),
  judge: staffProcedure('review.decide')
    .input(JudgeInput)
    .output(CaseView)
    .mutation(({ ctx, input }) => judgeRequirement(ctx, input)),
  approve: staffProcedure('review.decide')
    .meta(rest({ method: 'PUT', path: '/kyc/{id}/approve', summary: 'Approve', tags }))
    .input(ApproveInput)
    .output(DecisionResult)
    .mutation(({ ctx, input }) => approveCase(ctx, input)),
  reject: staffProcedure('review.decide')
    .meta(rest({ method: 'PUT', path: '/kyc/{id}/reject', summary: 'Reject, with a final reason', tags }))
    .input(DecideInput)
    .output(DecisionResult)
    .mutation(({ ctx, input }) => rejectCase(ctx, input)),
  requestMore: staffProcedure('review.request-more')
    .meta(rest({ method: 'PUT', path: '/kyc/{id}/request-more', summary: 'Ask for refused requirements again', tags }))
    .input(DecideInput)
    .output(DecisionResult)
    .mutation(({ ctx, input }) => requestMore(ctx, input)),
  undo: staffProcedure('review.decide')
    .input(CaseRef)
    .output(CaseAnswer)
    .mutation(({ ctx, input }) => undoDecision(ctx, input.id)),
  secondApprove: staffProcedure('review.approve-second')
    .input(SecondApproveInput)
    .output(DecisionResult)
    .mutation(({ ctx, input }) => approveSecond(ctx, input)),
  disagree: staffProcedure('review.approve-second')
    .input(DisagreeInput)
    .output(DecisionResult)
    .mutation(({ ctx, input }) => disagree(ctx, input)),
});
