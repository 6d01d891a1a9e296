import {
  BlockInput,
  DecideUserInput,
  PersonRef,
  SetRolesInput,
  UsersFilter,
  UsersPage,
  UserView,
} from '@ostiary/domain/access';
import { rest } from '../../rest.ts';
import { assertFresh, router, staffProcedure } from '../../trpc.ts';
import { block, unblock } from '../access/block.service.ts';
import { decideUser } from './decide-user.service.ts';
import { setRoles } from './roles.service.ts';
import { getUser, listUsers, readUser } from './users.service.ts';

const tags = ['Users'];

/** People for clients of the REST face: customers and staff alike. */
export const usersRouter = router({
  list: staffProcedure('staff.read')
    .meta(rest({ method: 'GET', path: '/users', summary: 'Customers and staff, newest first', tags }))
    .input(UsersFilter)
    .output(UsersPage)
    .query(({ ctx, input }) => listUsers(ctx, input)),
  get: staffProcedure('staff.read')
    .meta(rest({ method: 'GET', path: '/users/{id}', summary: 'One person', tags }))
    .input(PersonRef)
    .output(UserView)
    .query(({ ctx, input }) => getUser(ctx, input)),
  decide: staffProcedure('review.decide')
    .meta(
      rest({
        method: 'PUT',
        path: '/users/{id}',
        summary: 'Approve or reject the application of a customer: claims, reads and decides at once',
        tags,
      }),
    )
    .input(DecideUserInput)
    .output(UserView)
    .mutation(({ ctx, input }) => decideUser(ctx, input)),
  block: staffProcedure('staff.manage')
    .meta(rest({ method: 'POST', path: '/users/{id}/block', summary: 'Block an account; its sessions end', tags }))
    .input(BlockInput)
    .output(UserView)
    .mutation(async ({ ctx, input }) => {
      await block(ctx, input, 'anyone');
      return readUser(ctx, input.id);
    }),
  unblock: staffProcedure('staff.manage')
    .meta(rest({ method: 'POST', path: '/users/{id}/unblock', summary: 'Unblock an account', tags }))
    .input(BlockInput)
    .output(UserView)
    .mutation(async ({ ctx, input }) => {
      assertFresh(ctx);
      await unblock(ctx, input, 'anyone');
      return readUser(ctx, input.id);
    }),
  setRoles: staffProcedure('roles.assign')
    .meta(rest({ method: 'PUT', path: '/users/{id}/roles', summary: 'The roles of a member of staff', tags }))
    .input(SetRolesInput)
    .output(UserView)
    .mutation(async ({ ctx, input }) => {
      assertFresh(ctx);
      await setRoles(ctx, input);
      return readUser(ctx, input.id);
    }),
});
