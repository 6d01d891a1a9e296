import { ChangePasswordInput, Done, ForgotPasswordInput, ResetPasswordInput } from '@ostiary/domain/auth';
import { rest } from '../../rest.ts';
import { assertFresh, limited, publicProcedure, router, secretProcedure } from '../../trpc.ts';
import { forgotPassword } from './forgot.service.ts';
import { changePassword, resetPassword } from './passwords.service.ts';

const tags = ['Password'];

export const passwordsRouter = router({
  forgot: publicProcedure
    .meta(
      rest({
        method: 'POST',
        path: '/auth/password/forgot',
        summary: 'Send a link to choose a new password, if there is such an account',
        tags,
        status: 204,
      }),
    )
    .input(ForgotPasswordInput)
    .use(limited('password-forgot'))
    .output(Done)
    .mutation(({ ctx, input }) => forgotPassword(ctx, input)),
  reset: publicProcedure
    .meta(
      rest({
        method: 'POST',
        path: '/auth/password/reset',
        summary: 'Choose a new password by the link; ends every session',
        tags,
        status: 204,
      }),
    )
    .input(ResetPasswordInput)
    .use(limited('password-reset'))
    .output(Done)
    .mutation(({ ctx, input }) => resetPassword(ctx, input)),
  change: secretProcedure
    .meta(
      rest({
        method: 'POST',
        path: '/auth/password/change',
        summary: 'Change the password; ends the other sessions',
        tags,
        status: 204,
      }),
    )
    .input(ChangePasswordInput)
    .use(({ ctx, next }) => {
      // The current password is one factor of two.
      if (ctx.actor.hasSecondFactor) assertFresh(ctx);
      return next();
    })
    .output(Done)
    .mutation(({ ctx, input }) => changePassword(ctx, input)),
});
