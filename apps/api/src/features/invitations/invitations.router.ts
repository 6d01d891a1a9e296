import { Accepted, AcceptInput, InvitationView, LookInput } from '@ostiary/domain/access';
import { limited, publicProcedure, router } from '../../trpc.ts';
import { acceptInvitation, lookAtInvitation } from './accept.service.ts';

/** What an invited person does before they have an account; the link is the proof. */
export const invitationsRouter = router({
  // A mutation, though it changes nothing: the token belongs in the body and not in an address, which logs keep.
  look: publicProcedure
    .input(LookInput)
    .use(limited('password-reset'))
    .output(InvitationView)
    .mutation(({ ctx, input }) => lookAtInvitation(ctx, input)),
  accept: publicProcedure
    .input(AcceptInput)
    .use(limited('password-reset'))
    .output(Accepted)
    .mutation(({ ctx, input }) => acceptInvitation(ctx, input)),
});
