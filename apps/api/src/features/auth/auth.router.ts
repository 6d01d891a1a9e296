import {
  LoginInput,
  LogoutResult,
  RefreshInput,
  SecurityRules,
  SignedIn,
  SignInResult,
  SteppedUp,
  StepUpInput,
  VerifySignInInput,
} from '@ostiary/domain/auth';
import { rest } from '../../rest.ts';
import { provingProcedure, publicProcedure, router } from '../../trpc.ts';
import { login, securityRules } from './login.service.ts';
import { verifySignIn } from './second-step.service.ts';
import { logout, refresh } from './session.service.ts';
import { stepUp } from './step-up.service.ts';

const tags = ['Sign-in'];

export const authRouter = router({
  rules: publicProcedure.output(SecurityRules).query(({ ctx }) => securityRules(ctx)),
  login: publicProcedure
    .meta(rest({ method: 'POST', path: '/auth/login', summary: 'Sign in with username, e-mail or phone', tags }))
    .input(LoginInput)
    .output(SignInResult)
    .mutation(({ ctx, input }) => login(ctx, input)),
  verify: publicProcedure
    .meta(
      rest({ method: 'POST', path: '/auth/login/verify', summary: 'Finish signing in with the second factor', tags }),
    )
    .input(VerifySignInInput)
    .output(SignedIn)
    .mutation(({ ctx, input }) => verifySignIn(ctx, input)),
  refresh: publicProcedure
    .meta(
      rest({
        method: 'POST',
        path: '/auth/refresh',
        summary: 'Renew the access token; the refresh token rotates',
        tags,
      }),
    )
    .input(RefreshInput)
    .output(SignedIn)
    .mutation(({ ctx, input }) => refresh(ctx, input)),
  logout: publicProcedure
    .meta(rest({ method: 'POST', path: '/auth/logout', summary: 'End the session', tags, status: 204 }))
    .input(RefreshInput)
    .output(LogoutResult)
    .mutation(({ ctx, input }) => logout(ctx, input)),
  stepUp: provingProcedure
    .meta(rest({ method: 'POST', path: '/auth/step-up', summary: 'Prove again who is asking, for five minutes', tags }))
    .input(StepUpInput)
    .output(SteppedUp)
    .mutation(({ ctx, input }) => stepUp(ctx, input)),
});
