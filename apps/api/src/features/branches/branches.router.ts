import { BranchList, CloseBranchInput, CreateBranchInput, UpdateBranchInput } from '@ostiary/domain/branches';
import { router, staffProcedure } from '../../trpc.ts';
import { closeBranch, createBranch, listBranches, updateBranch } from './branches.service.ts';

export const branchesRouter = router({
  list: staffProcedure('staff.read')
    .output(BranchList)
    .query(({ ctx }) => listBranches(ctx)),
  create: staffProcedure('branches.manage')
    .input(CreateBranchInput)
    .output(BranchList)
    .mutation(({ ctx, input }) => createBranch(ctx, input)),
  update: staffProcedure('branches.manage')
    .input(UpdateBranchInput)
    .output(BranchList)
    .mutation(({ ctx, input }) => updateBranch(ctx, input)),
  close: staffProcedure('branches.manage')
    .input(CloseBranchInput)
    .output(BranchList)
    .mutation(({ ctx, input }) => closeBranch(ctx, input)),
});
