import {
  ReopenSecurityEventInput,
  ResolveSecurityEventInput,
  ResolveSecurityEventsInput,
  SecurityEventCounts,
  SecurityEventFilter,
  SecurityEventPage,
  SecurityEventRef,
  SecurityEventsResolved,
  SecurityEventView,
  TakeSecurityEventInput,
} from '@ostiary/domain/security-events';
import { rest } from '../../rest.ts';
import { router, staffProcedure } from '../../trpc.ts';
import { giveBackEvent, reopenEvent, resolveEvent, resolveEvents, takeEvent } from './event-work.service.ts';
import { getEvent } from './event.service.ts';
import { countEvents, listEvents } from './events.service.ts';

/** Security events: read with `security.read`, worked on with `security.resolve`. */
export const securityEventsRouter = router({
  list: staffProcedure('security.read')
    .meta(
      rest({ method: 'GET', path: '/security-events', summary: 'Security events, newest first', tags: ['Security'] }),
    )
    .input(SecurityEventFilter)
    .output(SecurityEventPage)
    .query(({ ctx, input }) => listEvents(ctx, input)),
  counts: staffProcedure('security.read')
    .output(SecurityEventCounts)
    .query(({ ctx }) => countEvents(ctx)),
  get: staffProcedure('security.read')
    .input(SecurityEventRef)
    .output(SecurityEventView)
    .query(({ ctx, input }) => getEvent(ctx, input)),
  take: staffProcedure('security.resolve')
    .input(TakeSecurityEventInput)
    .output(SecurityEventView)
    .mutation(({ ctx, input }) => takeEvent(ctx, input)),
  giveBack: staffProcedure('security.resolve')
    .input(SecurityEventRef)
    .output(SecurityEventView)
    .mutation(({ ctx, input }) => giveBackEvent(ctx, input)),
  resolve: staffProcedure('security.resolve')
    .input(ResolveSecurityEventInput)
    .output(SecurityEventView)
    .mutation(({ ctx, input }) => resolveEvent(ctx, input)),
  reopen: staffProcedure('security.resolve')
    .input(ReopenSecurityEventInput)
    .output(SecurityEventView)
    .mutation(({ ctx, input }) => reopenEvent(ctx, input)),
  resolveMany: staffProcedure('security.resolve')
    .input(ResolveSecurityEventsInput)
    .output(SecurityEventsResolved)
    .mutation(({ ctx, input }) => resolveEvents(ctx, input)),
});
