import type { ReportFilter } from '@ostiary/domain/reports';

export const periods = ['today', '7d', '30d', '90d', 'month', 'custom'] as const satisfies readonly NonNullable<
  ReportFilter['period']
>[];
export type PeriodChoice = (typeof periods)[number];

/** The period of a report as it stands in the address; what is left out has its default. */
export interface ReportsSearch {
  period?: PeriodChoice;
  /** First and last day of a custom period, `YYYY-MM-DD`. */
  from?: string;
  to?: string;
}

function dayOf(raw: unknown): string | undefined {
  return typeof raw === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(raw) && !Number.isNaN(Date.parse(raw)) ? raw : undefined;
}

/**
 * Reads an address bar's parameters, so that no link can break the page. The router lays this over the raw words: what is
 * unusable must stand here as undefined.
 */
export function readReportsSearch(raw: Record<string, unknown>): ReportsSearch {
  const period = periods.find((known) => known === raw.period);
  if (period !== 'custom') return { period: period === '30d' ? undefined : period, from: undefined, to: undefined };
  return { period, from: dayOf(raw.from), to: dayOf(raw.to) };
}

/** What the server is asked for; null while a custom period lacks an end. */
export function toFilter({ period, from, to }: ReportsSearch): ReportFilter | null {
  if (period !== 'custom') return period === undefined ? {} : { period };
  return from === undefined || to === undefined ? null : { period, from, to };
}
