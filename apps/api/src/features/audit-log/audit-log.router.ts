import {
  AuditEventRef,
  AuditEventView,
  AuditExportList,
  AuditExportRef,
  AuditExportView,
  AuditPage,
  AuditProof,
  AuditSearch,
  AuditTrail,
  CaseTrailInput,
  LogFilter,
  LogPage,
  PersonTrailInput,
  StartAuditExport,
  UserLogFilter,
  VerificationState,
  VerificationView,
} from '@ostiary/domain/audit';
import { rest } from '../../rest.ts';
import { assertFresh, router, staffProcedure } from '../../trpc.ts';
import { getEvent } from './event.service.ts';
import { cancelExport, getExport, listExports, startExport } from './export.service.ts';
import { getProof } from './proof.service.ts';
import { listLogs, listLogsOfUser } from './rest-logs.service.ts';
import { searchAudit } from './search.service.ts';
import { caseTrail, personTrail } from './trail.service.ts';
import { getVerification, startVerification } from './verification.service.ts';

const tags = ['Audit log'];

/** Files of the record, made by a job; told about to whoever may export, fetched from the staff door. */
const exportsRouter = router({
  start: staffProcedure('audit.export')
    .input(StartAuditExport)
    .output(AuditExportView)
    .mutation(({ ctx, input }) => {
      assertFresh(ctx);
      return startExport(ctx, input);
    }),
  list: staffProcedure('audit.export')
    .output(AuditExportList)
    .query(({ ctx }) => listExports(ctx)),
  get: staffProcedure('audit.export')
    .input(AuditExportRef)
    .output(AuditExportView)
    .query(({ ctx, input }) => getExport(ctx, input)),
  cancel: staffProcedure('audit.export')
    .input(AuditExportRef)
    .output(AuditExportView)
    .mutation(({ ctx, input }) => cancelExport(ctx, input)),
});

/** The record of everything, for the auditor: read, followed, proved, exported; never changed. */
export const auditRouter = router({
  search: staffProcedure('audit.read')
    .input(AuditSearch)
    .output(AuditPage)
    .query(({ ctx, input }) => searchAudit(ctx, input)),
  event: staffProcedure('audit.read')
    .input(AuditEventRef)
    .output(AuditEventView)
    .query(({ ctx, input }) => getEvent(ctx, input)),
  personTrail: staffProcedure('audit.read')
    .input(PersonTrailInput)
    .output(AuditTrail)
    .query(({ ctx, input }) => personTrail(ctx, input)),
  caseTrail: staffProcedure('audit.read')
    .input(CaseTrailInput)
    .output(AuditTrail)
    .query(({ ctx, input }) => caseTrail(ctx, input)),
  proof: staffProcedure('audit.read')
    .input(AuditEventRef)
    .output(AuditProof)
    .query(({ ctx, input }) => getProof(ctx, input)),
  verification: staffProcedure('audit.read')
    .output(VerificationState)
    .query(({ ctx }) => getVerification(ctx)),
  verify: staffProcedure('audit.verify')
    .output(VerificationView)
    .mutation(({ ctx }) => startVerification(ctx)),
  logs: staffProcedure('audit.read')
    .meta(rest({ method: 'GET', path: '/audit-logs', summary: 'The audit log, newest first', tags }))
    .input(LogFilter)
    .output(LogPage)
    .query(({ ctx, input }) => listLogs(ctx, input)),
  logsOfUser: staffProcedure('audit.read')
    .meta(rest({ method: 'GET', path: '/audit-logs/users/{id}', summary: 'What one person did, newest first', tags }))
    .input(UserLogFilter)
    .output(LogPage)
    .query(({ ctx, input }) => listLogsOfUser(ctx, input)),
  exports: exportsRouter,
});
