import {
  AlertFilter,
  AlertNoteInput,
  AlertPage,
  AlertRef,
  AlertView,
  OwnAlertInput,
  ResolveInput,
} from '@ostiary/domain/fraud-alerts';
import { rest } from '../../rest.ts';
import { router, staffProcedure } from '../../trpc.ts';
import { noteAlert, ownAlert, releaseAlert, resolveAlert } from './alert-work.service.ts';
import { getAlert } from './alert.service.ts';
import { listAlerts } from './alerts.service.ts';

/** Fraud alerts; staff alone know of them, and never of their own. */
export const fraudAlertsRouter = router({
  list: staffProcedure('fraud.read')
    .meta(rest({ method: 'GET', path: '/fraud-alerts', summary: 'Fraud alerts, the gravest first', tags: ['Fraud'] }))
    .input(AlertFilter)
    .output(AlertPage)
    .query(({ ctx, input }) => listAlerts(ctx, input)),
  get: staffProcedure('fraud.read')
    .input(AlertRef)
    .output(AlertView)
    .query(({ ctx, input }) => getAlert(ctx, input)),
  own: staffProcedure('fraud.resolve')
    .input(OwnAlertInput)
    .output(AlertView)
    .mutation(({ ctx, input }) => ownAlert(ctx, input)),
  release: staffProcedure('fraud.resolve')
    .input(AlertRef)
    .output(AlertView)
    .mutation(({ ctx, input }) => releaseAlert(ctx, input)),
  addNote: staffProcedure('fraud.resolve')
    .input(AlertNoteInput)
    .output(AlertView)
    .mutation(({ ctx, input }) => noteAlert(ctx, input)),
  resolve: staffProcedure('fraud.resolve')
    .input(ResolveInput)
    .output(AlertView)
    .mutation(({ ctx, input }) => resolveAlert(ctx, input)),
});
