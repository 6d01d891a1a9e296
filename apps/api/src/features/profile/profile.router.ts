import { ProfileView, UpdateProfileInput } from '@ostiary/domain/profile';
import { rest } from '../../rest.ts';
import { customerProcedure, router, signedInProcedure } from '../../trpc.ts';
import { getProfile, updateProfile } from './profile.service.ts';

const tags = ['Profile'];

export const profileRouter = router({
  get: signedInProcedure
    .meta(rest({ method: 'GET', path: '/profile', summary: 'The signed-in person; identifiers masked', tags }))
    .output(ProfileView)
    .query(({ ctx }) => getProfile(ctx)),
  update: customerProcedure
    .meta(
      rest({
        method: 'PUT',
        path: '/profile',
        summary: 'Change names (while that row is open), language or phone number',
        tags,
        otherStatus: { status: 202, description: 'The new phone number waits for the code that was sent to it' },
      }),
    )
    .input(UpdateProfileInput)
    .output(ProfileView)
    .mutation(({ ctx, input }) => updateProfile(ctx, input)),
});

export const staffProfileRouter = router({
  get: signedInProcedure
    .meta(rest({ method: 'GET', path: '/profile', summary: 'The signed-in person', tags }))
    .output(ProfileView)
    .query(({ ctx }) => getProfile(ctx)),
});
