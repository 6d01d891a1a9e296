import {
  ActivityPage,
  ActivityReported,
  LoginActivityInput,
  LoginActivityPage,
  MyActivityInput,
  ReportActivityInput,
} from '@ostiary/domain/auth';
import { rest } from '../../rest.ts';
import { router, signedInProcedure, staffProcedure } from '../../trpc.ts';
import { listActivity, listMyActivity } from './login-activity.service.ts';
import { reportActivity } from './report.service.ts';

const tags = ['Sign-in history'];

/** The person's own sign-ins, at both doors. */
export const activityRouter = router({
  mine: signedInProcedure
    .meta(
      rest({ method: 'GET', path: '/profile/logins', summary: 'The signed-in person’s sign-ins, newest first', tags }),
    )
    .input(MyActivityInput)
    .output(ActivityPage)
    .query(({ ctx, input }) => listMyActivity(ctx, input)),
  report: signedInProcedure
    .meta(
      rest({
        method: 'POST',
        path: '/profile/logins/{id}/report',
        summary: 'This was not me: ends the sessions and asks for a new password',
        tags,
      }),
    )
    .input(ReportActivityInput)
    .output(ActivityReported)
    .mutation(({ ctx, input }) => reportActivity(ctx, input)),
});

/** Everybody's sign-ins, for staff with `staff.read`. */
export const staffActivityRouter = router({
  list: staffProcedure('staff.read')
    .meta(rest({ method: 'GET', path: '/login-activity', summary: 'Sign-ins of everybody, newest first', tags }))
    .input(LoginActivityInput)
    .output(LoginActivityPage)
    .query(({ ctx, input }) => listActivity(ctx, input)),
  failed: staffProcedure('staff.read')
    .meta(rest({ method: 'GET', path: '/login-activity/failed', summary: 'Failed sign-ins, newest first', tags }))
    .input(LoginActivityInput)
    .output(LoginActivityPage)
    .query(({ ctx, input }) => listActivity(ctx, { ...input, onlyFailed: true })),
});
