import { defineEntity, p } from '@mikro-orm/postgresql';
import type { AuthMethod } from '@ostiary/domain/auth';
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
    lastUsedAt: p.datetime(),
    /** Authentication methods (RFC 8176): `pwd`, `otp`. */
    amr: p.array<AuthMethod>().columnType('text[]'),
    /** When the person last proved to be themself; sensitive actions ask for a fresh one. */
    steppedUpAt: p.datetime().nullable(),
    deviceId: p.uuid().nullable(),
  },
});
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);
