import type { AlertFilter, AlertType, Severity } from '@ostiary/domain/fraud-alerts';
import { oneOf, pagesOf } from '../../lib/search-params.ts';

export const statuses = ['open', 'mine', 'resolved', 'all'] as const satisfies readonly AlertFilter['status'][];
export const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const satisfies readonly Severity[];
export const alertTypes = [
  'SANCTIONS_HIT',
  'SHARED_IDENTITY',
  'SHARED_DOCUMENT',
  'HIGH_RISK',
  'SHARED_DEVICE',
  'VELOCITY',
] as const satisfies readonly AlertType[];

/** The filter of the alerts as it stands in the address; what is left out has its default. */
export interface AlertsSearch {
  status?: AlertFilter['status'];
  severity?: Severity;
  type?: AlertType;
  /** Cursors of the pages turned so far; the last one is shown. */
  pages?: string[];
}

/**
 * Reads an address bar's parameters, so that no link can break the page. The router lays this over the raw words: what is
 * unusable must stand here as undefined.
 */
export function readAlertsSearch(raw: Record<string, unknown>): AlertsSearch {
  const status = oneOf(statuses, raw.status);
  return {
    status: status === 'open' ? undefined : status,
    severity: oneOf(severities, raw.severity),
    type: oneOf(alertTypes, raw.type),
    pages: pagesOf(raw.pages),
  };
}
