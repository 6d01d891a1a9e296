import type { SecurityEventItem, SecurityResolution } from '@ostiary/domain/security-events';
import type { UserId } from '@ostiary/domain/shared';
import { momentOf } from '../../moment-cursor.ts';

/** One event with the names that a screen shows. */
export interface EventRow extends Pick<SecurityEventItem, 'id' | 'eventType' | 'severity' | 'description' | 'version'> {
  readonly moment: string;
  readonly userId: UserId | null;
  readonly personName: string | null;
  readonly customerNumber: string | null;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  readonly ownerId: UserId | null;
  readonly ownerName: string | null;
  readonly ownedAt: string | null;
  readonly resolved: boolean;
  readonly resolution: SecurityResolution | null;
  readonly resolvedBy: UserId | null;
  readonly resolverName: string | null;
  readonly resolvedAt: string | null;
  readonly note: string | null;
  readonly metadata: Record<string, unknown> | null;
}

const nameOf = (person: string) => `coalesce(${person}.display_name, ${person}.username)`;

export const ROWS = `
  select e.id, e.event_type as "eventType", e.severity, e.description, e.version, ${momentOf('e.created_at')} as moment,
    u.id as "userId", coalesce(c.customer_number, ${nameOf('u')}) as "personName", c.customer_number as "customerNumber",
    host(e.ip_address) as "ipAddress", e.user_agent as "userAgent", e.assigned_to as "ownerId",
    ${nameOf('o')} as "ownerName", e.assigned_at as "ownedAt", e.resolved, e.resolution, e.resolved_by as "resolvedBy",
    ${nameOf('r')} as "resolverName", e.resolved_at as "resolvedAt", e.resolution_note as note, e.metadata
  from security_event e left join app_user u on u.id = e.user_id left join customer c on c.id = e.user_id
    left join app_user o on o.id = e.assigned_to left join app_user r on r.id = e.resolved_by`;

export function itemOf(row: EventRow): SecurityEventItem {
  const { id, eventType, severity, description, version, userId, ownerId, ipAddress, userAgent, resolution } = row;
  const taken = ownerId === null ? 'OPEN' : 'IN_PROGRESS';
  return {
    id,
    eventType,
    severity,
    state: row.resolved ? 'RESOLVED' : taken,
    description,
    person: userId === null ? null : { id: userId, name: row.personName ?? '', customerId: row.customerNumber },
    ipAddress,
    userAgent,
    owner: ownerId === null ? null : { id: ownerId, name: row.ownerName ?? '' },
    resolution,
    createdAt: new Date(row.moment).toISOString(),
    version,
  };
}
