import { defineEntity, p } from '@mikro-orm/postgresql';
import type { SecurityEventType, SecurityResolution } from '@ostiary/domain/security-events';
import type { UserId } from '@ostiary/domain/shared';

const SecurityEventSchema = defineEntity({
  name: 'SecurityEvent',
  properties: {
    id: p.uuid().primary(),
    eventType: p.text().$type<SecurityEventType>(),
    severity: p.enum(['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const),
    userId: p.uuid().$type<UserId>().nullable(),
    ipAddress: p.string().columnType('inet').nullable(),
    userAgent: p.text().nullable(),
    description: p.text(),
    metadata: p.json<Record<string, unknown>>().nullable(),
    assignedTo: p.uuid().$type<UserId>().nullable(),
    assignedAt: p.datetime().nullable(),
    resolved: p.boolean().default(false),
    resolvedBy: p.uuid().$type<UserId>().nullable(),
    resolvedAt: p.datetime().nullable(),
    resolution: p.text().$type<SecurityResolution>().nullable(),
    /** What was found; forgotten with the person whom it is about. */
    resolutionNote: p.text().nullable(),
    version: p.integer().default(1),
    /** When administrators were told of a CRITICAL one. */
    toldAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
});
export class SecurityEvent extends SecurityEventSchema.class {}
SecurityEventSchema.setClass(SecurityEvent);
