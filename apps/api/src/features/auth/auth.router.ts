import { LoginInput, LogoutResult, RefreshInput, SignedIn } from '@ostiary/domain/auth';
import { rest } from '../../rest.ts';
import { publicProcedure, router } from '../../trpc.ts';
import { login } from './login.service.ts';
import { logout, refresh } from './session.service.ts';

const tags = ['Sign-in'];

export const authRouter = router({
  login: publicProcedure
    .meta(rest({ method: 'POST', path: '/auth/login', summary: 'Sign in with username, e-mail or phone', tags }))
    .input(LoginInput)
    .output(SignedIn)
    .mutation(({ ctx, input }) => login(ctx, input)),
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
});
