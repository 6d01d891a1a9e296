import { AskErasureInput, DataLooks, ErasureWish, PersonalData } from '@ostiary/domain/data-protection';
import { assertFresh, customerProcedure, router } from '../../trpc.ts';
import { exportOwnData } from './export.service.ts';
import { listLooks } from './looks.service.ts';
import { askErasure, getErasureWish } from './privacy.service.ts';

/** The customer's own data. */
export const privacyRouter = router({
  views: customerProcedure.output(DataLooks).query(({ ctx }) => listLooks(ctx.em, ctx.actor.id)),
  erasure: customerProcedure.output(ErasureWish).query(({ ctx }) => getErasureWish(ctx)),
  export: customerProcedure.output(PersonalData).mutation(({ ctx }) => {
    assertFresh(ctx);
    return exportOwnData(ctx);
  }),
  requestErasure: customerProcedure
    .input(AskErasureInput)
    .output(ErasureWish)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return askErasure(ctx, input);
    }),
});
