import { defineEntity, p } from '@mikro-orm/postgresql';
import type { SessionId, UserId } from '@ostiary/domain/shared';

const SessionSchema = defineEntity({
  name: 'Session',
  properties: {
    id: p.uuid().$type<SessionId>().primary(),
    userId: p.uuid().$type<UserId>(),
    kind: p.enum(['CUSTOMER', 'STAFF'] as const),
    counter: p.integer().default(0),
    createdAt: p.datetime(),
    lastRotatedAt: p.datetime(),
    idleExpiresAt: p.datetime().nullable(),
    absoluteExpiresAt: p.datetime(),
    revokedAt: p.datetime().nullable(),
    revokedReason: p.text().nullable(),
    ip: p.string().columnType('inet').nullable(),
    userAgent: p.text().nullable(),
  },
});
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);
