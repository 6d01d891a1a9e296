import type { FraudAlert } from '@ostiary/db';
import { ALERT_TEXT, type AlertItem } from '@ostiary/domain/fraud-alerts';
import type { UserId } from '@ostiary/domain/shared';
import type { Veil } from '../access/veil.service.ts';

/** One alert with the names that a screen shows. */
export interface AlertRow extends Pick<FraudAlert, 'id' | 'alertType' | 'severity' | 'status' | 'signals' | 'version'> {
  readonly number: string;
  readonly rank: number;
  readonly moment: string;
  readonly resolution: AlertItem['resolution'];
  readonly score: number;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly applicationId: AlertItem['applicationId'];
  readonly ownerId: UserId | null;
  readonly ownerName: string | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: string | null;
}

const nameOf = (person: string) => `coalesce(${person}.display_name, ${person}.username)`;

export const FROM = 'from fraud_alert a join customer c on c.id = a.customer_id';

export const ROWS = `
  select a.id, a.alert_number as number, a.alert_type as "alertType", a.severity, a.severity_rank as rank, a.status,
    to_char(a.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as moment, a.resolution,
    a.risk_score as score, a.signals, a.version, c.customer_number as "customerNumber",
    c.full_name as "customerName",
    a.application_id as "applicationId", a.owner_id as "ownerId", ${nameOf('o')} as "ownerName",
    ${nameOf('r')} as "resolvedBy", a.resolved_at as "resolvedAt"
  ${FROM} left join app_user o on o.id = a.owner_id left join app_user r on r.id = a.resolved_by`;

export function itemOf(row: AlertRow, veil: Veil): AlertItem {
  const { alertType, severity, status, resolution, applicationId, customerName, ownerId } = row;
  return {
    alertId: row.number,
    alertType,
    severity,
    status,
    ...ALERT_TEXT[alertType],
    riskScore: row.score,
    createdAt: new Date(row.moment).toISOString(),
    resolution,
    owner: ownerId === null ? null : { id: ownerId, name: row.ownerName ?? '' },
    customerId: row.customerNumber,
    customerName: veil.name(customerName),
    applicationId,
  };
}
