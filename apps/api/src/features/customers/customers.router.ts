import { BlockInput, CustomerHistory, CustomerHistoryInput, PersonRef, SessionViews } from '@ostiary/domain/access';
import { Done, SessionsEnded } from '@ostiary/domain/auth';
import {
  CustomerFilter,
  CustomerPage,
  CustomerRef,
  CustomerView,
  DeclineErasureInput,
  EraseInput,
  HoldInput,
  Revealed,
  RevealInput,
} from '@ostiary/domain/data-protection';
import { assertFresh, router, staffProcedure } from '../../trpc.ts';
import { block, endAllSessions, unblock } from '../access/block.service.ts';
import { removeSecondFactor } from '../access/remove-factor.service.ts';
import { eraseCustomer } from '../data-protection/erase.service.ts';
import { declineErasure } from '../data-protection/erasure-wish.service.ts';
import { liftHold, placeHold } from '../data-protection/holds.service.ts';
import { reveal } from '../data-protection/reveal.service.ts';
import { listHistory } from './customer-history.service.ts';
import { getCustomer, listCustomers, listCustomerSessions } from './customers.service.ts';

/** Customers for staff: found, looked at, blocked, held and forgotten. */
export const customersRouter = router({
  list: staffProcedure('customers.read')
    .input(CustomerFilter)
    .output(CustomerPage)
    .query(({ ctx, input }) => listCustomers(ctx, input)),
  get: staffProcedure('customers.read')
    .input(CustomerRef)
    .output(CustomerView)
    .query(({ ctx, input }) => getCustomer(ctx, input)),
  sessions: staffProcedure('customers.read')
    .input(PersonRef)
    .output(SessionViews)
    .query(({ ctx, input }) => listCustomerSessions(ctx, input)),
  history: staffProcedure('customers.read')
    .input(CustomerHistoryInput)
    .output(CustomerHistory)
    .query(({ ctx, input }) => listHistory(ctx, input)),
  block: staffProcedure('customers.block')
    .input(BlockInput)
    .output(Done)
    .mutation(({ ctx, input }) => block(ctx, input, 'customer')),
  unblock: staffProcedure('customers.block')
    .input(BlockInput)
    .output(Done)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return unblock(ctx, input, 'customer');
    }),
  endSessions: staffProcedure('customers.block')
    .input(BlockInput)
    .output(SessionsEnded)
    .mutation(({ ctx, input }) => endAllSessions(ctx, input, 'customer')),
  removeSecondFactor: staffProcedure('customers.block')
    .input(BlockInput)
    .output(Done)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return removeSecondFactor(ctx, input, 'customer');
    }),
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
  declineErasure: staffProcedure('customers.erase')
    .input(DeclineErasureInput)
    .output(CustomerRef)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return declineErasure(ctx, input);
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
