import {
  BlockInput,
  InvitationRef,
  InvitationSent,
  InviteInput,
  PeopleChoices,
  PeopleFilter,
  PeoplePage,
  PersonRef,
  PersonView,
  RoleInput,
  SetBranchInput,
  SetSecurityInput,
} from '@ostiary/domain/access';
import { Done, SessionsEnded } from '@ostiary/domain/auth';
import { assertFresh, router, staffProcedure } from '../../trpc.ts';
import { block, endAllSessions, unblock } from '../access/block.service.ts';
import { removeSecondFactor } from '../access/remove-factor.service.ts';
import { invite, resendInvitation, withdrawInvitation } from '../invitations/invite.service.ts';
import { listChoices, listPeople } from './people.service.ts';
import { setBranch, setSecurity } from './person-settings.service.ts';
import { getPerson } from './person.service.ts';
import { assignRole, revokeRole } from './roles.service.ts';

/** Staff: who they are, what they may do, where they work. */
export const peopleRouter = router({
  list: staffProcedure('staff.read')
    .input(PeopleFilter)
    .output(PeoplePage)
    .query(({ ctx, input }) => listPeople(ctx, input)),
  choices: staffProcedure('staff.read')
    .output(PeopleChoices)
    .query(({ ctx }) => listChoices(ctx)),
  get: staffProcedure('staff.read')
    .input(PersonRef)
    .output(PersonView)
    .query(({ ctx, input }) => getPerson(ctx, input)),
  invite: staffProcedure('staff.manage')
    .input(InviteInput)
    .output(InvitationSent)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return invite(ctx, input);
    }),
  resendInvite: staffProcedure('staff.manage')
    .input(InvitationRef)
    .output(InvitationSent)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return resendInvitation(ctx, input);
    }),
  withdrawInvite: staffProcedure('staff.manage')
    .input(InvitationRef)
    .output(Done)
    .mutation(({ ctx, input }) => withdrawInvitation(ctx, input)),
  assignRole: staffProcedure('roles.assign')
    .input(RoleInput)
    .output(PersonView)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return assignRole(ctx, input);
    }),
  revokeRole: staffProcedure('roles.assign')
    .input(RoleInput)
    .output(PersonView)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return revokeRole(ctx, input);
    }),
  block: staffProcedure('staff.manage')
    .input(BlockInput)
    .output(Done)
    .mutation(({ ctx, input }) => block(ctx, input, 'staff')),
  unblock: staffProcedure('staff.manage')
    .input(BlockInput)
    .output(Done)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return unblock(ctx, input, 'staff');
    }),
  endSessions: staffProcedure('staff.manage')
    .input(BlockInput)
    .output(SessionsEnded)
    .mutation(({ ctx, input }) => endAllSessions(ctx, input, 'staff')),
  removeSecondFactor: staffProcedure('staff.manage')
    .input(BlockInput)
    .output(Done)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return removeSecondFactor(ctx, input, 'staff');
    }),
  setSecurity: staffProcedure('staff.manage')
    .input(SetSecurityInput)
    .output(PersonView)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return setSecurity(ctx, input);
    }),
  setBranch: staffProcedure('staff.manage')
    .input(SetBranchInput)
    .output(PersonView)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return setBranch(ctx, input);
    }),
});
