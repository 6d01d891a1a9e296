import { ReportFilter, type ReportScope } from '@ostiary/domain/reports';
import { DomainError, fieldProblemsOf, type Permission } from '@ostiary/domain/shared';
import { type Request, type Response, Router } from 'express';
import type { Deps, StaffContext } from '../../context.ts';
import { admitStaff, onRecord } from '../../http/admit-staff.ts';
import { requestIdOf } from '../../http/request-log.ts';
import { refusalOf, sendRefusal } from '../../http/rest-refusal.ts';
import { INERT } from '../../http/security-headers.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { reportCsv } from './csv.ts';
import type { ReportName } from './figures.service.ts';
import { readKycReport } from './kyc-report.service.ts';
import { reportPdf } from './pdf.ts';
import { kycDocument, securityDocument } from './report-document.ts';
import type { ReportDocument } from './report-tables.ts';
import { readSecurityReport } from './security-report.service.ts';

const NEEDED = { kyc: 'reports.read', security: 'security.read' } as const satisfies Record<ReportName, Permission>;
type Format = 'csv' | 'pdf';
const MEDIA: Record<Format, string> = { csv: 'text/csv; charset=utf-8', pdf: 'application/pdf' };

interface Asked {
  readonly report: ReportName;
  readonly format: Format;
}
interface Exchange {
  readonly req: Request;
  readonly res: Response;
}

function filterOf({ query }: Request): ReportFilter {
  const parsed = ReportFilter.safeParse(query);
  if (!parsed.success) throw new DomainError('INVALID_INPUT', { fields: fieldProblemsOf(parsed.error) });
  return parsed.data;
}

interface Written {
  readonly document: ReportDocument;
  readonly from: string;
  readonly to: string;
  readonly scope: ReportScope;
}

async function write(ctx: StaffContext, report: ReportName, filter: ReportFilter): Promise<Written> {
  const made = { language: ctx.request.language, by: ctx.actor.name };
  if (report === 'security') {
    const read = await readSecurityReport(ctx, filter);
    return { document: securityDocument(read, made), ...read.period.now, scope: 'all' };
  }
  const read = await readKycReport(ctx, filter);
  return { document: kycDocument(read, made), ...read.period.now, scope: read.scope };
}

/** The file is made whole, then the record, then the answer: nothing leaves that is not on record. */
async function send(deps: Deps, exchange: Exchange, asked: Asked): Promise<void> {
  const { report, format } = asked;
  const place = `reports.${report}.${format}`;
  const ctx = await admitStaff(deps, exchange, { permission: NEEDED[report], place, mustBeFresh: true });
  const { document, from, to, scope } = await onRecord(ctx, place, () => write(ctx, report, filterOf(exchange.req)));
  const file = format === 'csv' ? reportCsv(document) : await reportPdf(document, ctx.request.language);
  const after = { format, scope, from, to };
  recordAudit(ctx, { action: 'report.exported', target: { type: 'report', id: report }, after });
  await ctx.em.flush();
  exchange.res
    .attachment(`ostiary-${report}-${from}-${to}.${format}`)
    .set({ ...INERT, 'content-type': MEDIA[format] })
    .send(file);
}

/** `GET /api/report-files/{kyc|security}.{csv|pdf}` of the staff door, by bearer token, with the filter of the procedures. */
export function reportExportRoute(deps: Deps): Router {
  const routes = Router();
  for (const report of ['kyc', 'security'] as const)
    for (const format of ['csv', 'pdf'] as const)
      routes.get(`/api/report-files/${report}.${format}`, async (req, res) => {
        await send(deps, { req, res }, { report, format }).catch((error: unknown) =>
          sendRefusal(res, refusalOf(error, { log: deps.log, requestId: requestIdOf(req) })),
        );
      });
  return routes;
}
