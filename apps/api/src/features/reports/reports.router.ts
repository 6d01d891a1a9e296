import { KycReport, ReportFilter, SecurityReport } from '@ostiary/domain/reports';
import { rest } from '../../rest.ts';
import { router, staffProcedure } from '../../trpc.ts';
import { readKycReport } from './kyc-report.service.ts';
import { readSecurityReport } from './security-report.service.ts';

/** Figures of a period beside those of the one before it. Files of the same are made by export.route.ts. */
export const reportsRouter = router({
  kyc: staffProcedure('reports.read')
    .meta(
      rest({
        method: 'GET',
        path: '/reports/kyc',
        summary: 'Applications and decisions of a period',
        tags: ['Reports'],
      }),
    )
    .input(ReportFilter)
    .output(KycReport)
    .query(({ ctx, input }) => readKycReport(ctx, input)),
  security: staffProcedure('security.read')
    .meta(
      rest({
        method: 'GET',
        path: '/reports/security',
        summary: 'Sign-ins and security of a period',
        tags: ['Reports'],
      }),
    )
    .input(ReportFilter)
    .output(SecurityReport)
    .query(({ ctx, input }) => readSecurityReport(ctx, input)),
});
