import { defineEntity, p } from '@mikro-orm/postgresql';
import type { UserId } from '@ostiary/domain/shared';

const SecurityEventSchema = defineEntity({
  name: 'SecurityEvent',
  properties: {
    id: p.uuid().primary(),
    eventType: p.text(),
    severity: p.enum(['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const),
    userId: p.uuid().$type<UserId>().nullable(),
    ipAddress: p.string().columnType('inet').nullable(),
    userAgent: p.text().nullable(),
    description: p.text(),
    metadata: p.json<Record<string, unknown>>().nullable(),
    resolved: p.boolean().default(false),
    resolvedBy: p.uuid().$type<UserId>().nullable(),
    resolvedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
});
export class SecurityEvent extends SecurityEventSchema.class {}
SecurityEventSchema.setClass(SecurityEvent);
