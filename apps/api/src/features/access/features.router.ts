import { FeatureList, SetFeatureInput } from '@ostiary/domain/access';
import { assertFresh, router, staffProcedure } from '../../trpc.ts';
import { listFeatures, setFeature } from './features.service.ts';

/** The parts of the desk, switched per role. */
export const featuresRouter = router({
  list: staffProcedure('staff.read')
    .output(FeatureList)
    .query(({ ctx }) => listFeatures(ctx)),
  set: staffProcedure('features.manage')
    .input(SetFeatureInput)
    .output(FeatureList)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return setFeature(ctx, input);
    }),
});
