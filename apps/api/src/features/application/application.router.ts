import { ApplicationOverview, KycStatusView } from '@ostiary/domain/application';
import { LiveStream, liveStream } from '../../live/live-stream.ts';
import { rest } from '../../rest.ts';
import { customerProcedure, router } from '../../trpc.ts';
import { getOverview, getStatus, submitApplication, withdrawApplication } from './application.service.ts';
import { startApplication } from './start.service.ts';

const tags = ['KYC'];

export const applicationRouter = router({
  overview: customerProcedure.output(ApplicationOverview).query(({ ctx }) => getOverview(ctx)),
  live: customerProcedure
    .output(LiveStream)
    .subscription(({ ctx, path, signal }) => liveStream(ctx, { path, permission: 'application.own', signal })),
  status: customerProcedure
    .meta(rest({ method: 'GET', path: '/kyc/status', summary: 'Where the application stands', tags }))
    .output(KycStatusView)
    .query(({ ctx }) => getStatus(ctx)),
  start: customerProcedure
    .meta(
      rest({
        method: 'POST',
        path: '/kyc/start',
        summary: 'Start again after withdrawing, or 90 days after being declined',
        tags,
      }),
    )
    .output(KycStatusView)
    .mutation(({ ctx }) => startApplication(ctx)),
  submit: customerProcedure
    .meta(rest({ method: 'POST', path: '/kyc/submit', summary: 'Submit, or resubmit after corrections', tags }))
    .output(KycStatusView)
    .mutation(({ ctx }) => submitApplication(ctx)),
  withdraw: customerProcedure
    .meta(rest({ method: 'POST', path: '/kyc/withdraw', summary: 'Withdraw the application', tags }))
    .output(KycStatusView)
    .mutation(({ ctx }) => withdrawApplication(ctx)),
});
