import {
  AskErasureInput,
  CustomerFilter,
  CustomerPage,
  CustomerRef,
  CustomerView,
  DataLooks,
  EraseInput,
  ErasureWish,
  HoldInput,
  PersonalData,
  Revealed,
  RevealInput,
} from '@ostiary/domain/data-protection';
import { assertFresh, customerProcedure, router, staffProcedure } from '../../trpc.ts';
import { getCustomer, listCustomers } from './customers.service.ts';
import { eraseCustomer } from './erase.service.ts';
import { exportOwnData } from './export.service.ts';
import { liftHold, placeHold } from './holds.service.ts';
import { listLooks } from './looks.service.ts';
import { askErasure, getErasureWish } from './privacy.service.ts';
import { reveal } from './reveal.service.ts';

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

/** Customers for staff: found, looked at, held and forgotten. */
export const customersRouter = router({
  list: staffProcedure('customers.read')
    .input(CustomerFilter)
    .output(CustomerPage)
    .query(({ ctx, input }) => listCustomers(ctx, input)),
  get: staffProcedure('customers.read')
    .input(CustomerRef)
    .output(CustomerView)
    .query(({ ctx, input }) => getCustomer(ctx, input)),
  reveal: staffProcedure('pii.reveal')
    .input(RevealInput)
    .output(Revealed)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return reveal(ctx, input);
    }),
  erase: staffProcedure('customers.erase')
    .input(EraseInput)
    .output(CustomerRef)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return eraseCustomer(ctx, input);
    }),
  placeHold: staffProcedure('customers.erase')
    .input(HoldInput)
    .output(CustomerRef)
    .mutation(({ ctx, input }) => placeHold(ctx, input)),
  liftHold: staffProcedure('customers.erase')
    .input(HoldInput)
    .output(CustomerRef)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return liftHold(ctx, input);
    }),
});
