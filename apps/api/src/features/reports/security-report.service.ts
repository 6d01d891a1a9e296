import {
  periodOf,
  type ReportFilter,
  SECURITY_MEASURES,
  securityReport,
  type SecurityReport,
  seriesGrain,
} from '@ostiary/domain/reports';
import type { StaffContext } from '../../context.ts';
import { assertSeesAll } from '../access/scope.service.ts';
import { readFigures, readPoints } from './figures.service.ts';
import { staffNames } from './report-names.ts';
import { readAddresses } from './suspicious-addresses.ts';

const POINTS = {
  failedSignIns: SECURITY_MEASURES.FAILED_SIGN_INS,
  lockOuts: SECURITY_MEASURES.LOCK_OUTS,
  refusedActions: SECURITY_MEASURES.REFUSED_ACTIONS,
  reveals: SECURITY_MEASURES.REVEALS,
} as const;

/** GET /api/reports/security/, of the whole bank. Throws `FORBIDDEN` for somebody who sees one branch alone, `INVALID_INPUT` as `periodOf` does. */
export async function readSecurityReport(ctx: StaffContext, filter: ReportFilter): Promise<SecurityReport> {
  assertSeesAll(ctx);
  const { em, now } = ctx;
  const period = periodOf(filter, now);
  const figures = await readFigures(em, { report: 'security', dims: ['all', 'door', 'person'] }, period);
  const asked = { report: 'security', dims: ['all'] } as const;
  return securityReport({
    period,
    now,
    figures,
    series: await readPoints(em, asked, { span: period.now, counted: POINTS }),
    seriesGrain: seriesGrain(period.now),
    addresses: await readAddresses(em, period.now),
    staff: await staffNames(
      em,
      figures.flatMap(({ dim, key }) => (dim === 'person' ? [key] : [])),
    ),
  });
}
