import { type KycReport, REPORT_TEXT, type ReportPeriod, type SecurityReport } from '@ostiary/domain/reports';
import type { Language } from '@ostiary/domain/shared';
import { kycTables } from './kyc-tables.ts';
import type { ReportDocument, ReportTable } from './report-tables.ts';
import { moment, wordsOf } from './report-tables.ts';
import { securityTables } from './security-tables.ts';

interface Made {
  readonly language: Language;
  /** Who asked for the file. */
  readonly by: string;
}

interface Facts {
  readonly title: string;
  readonly period: ReportPeriod;
  readonly generatedAt: string;
  readonly tables: readonly ReportTable[];
}

function documentOf({ title, period, generatedAt, tables }: Facts, { language, by }: Made): ReportDocument {
  const word = wordsOf(language);
  const { now, before } = period;
  return {
    title,
    lines: [
      `${word('period')}: ${now.from} – ${now.to}. ${word('comparedWith')}: ${before.from} – ${before.to}. ${word('days')}`,
      `${word('generated')}: ${moment(generatedAt)}, ${word('by')} ${by}`,
    ],
    note: word('timeNote'),
    tables,
  };
}

export function kycDocument(report: KycReport, made: Made): ReportDocument {
  const { language } = made;
  const own = report.scope === 'all' ? '' : ` (${REPORT_TEXT[report.scope][language]})`;
  return documentOf({ ...report, title: REPORT_TEXT.kyc[language] + own, tables: kycTables(report, language) }, made);
}

export function securityDocument(report: SecurityReport, made: Made): ReportDocument {
  const { language } = made;
  const title = REPORT_TEXT.security[language];
  return { ...documentOf({ ...report, title, tables: securityTables(report, language) }, made), note: '' };
}
