import { StaffNetworks, StaffNetworksView } from '@ostiary/domain/auth';
import { assertFresh, router, staffProcedure } from '../../trpc.ts';
import { listStaffNetworks, saveStaffNetworks } from './staff-networks.service.ts';

/** Where the staff door may be opened from. */
export const staffNetworksRouter = router({
  get: staffProcedure('staff.manage')
    .output(StaffNetworksView)
    .query(({ ctx }) => listStaffNetworks(ctx)),
  save: staffProcedure('staff.manage')
    .input(StaffNetworks)
    .output(StaffNetworksView)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return saveStaffNetworks(ctx, input);
    }),
});
