import { defineEntity, p } from '@mikro-orm/postgresql';
import { LoginOutcome } from '@ostiary/domain/auth';
import type { SessionId, UserId } from '@ostiary/domain/shared';

const LoginActivitySchema = defineEntity({
  name: 'LoginActivity',
  properties: {
    id: p.uuid().primary(),
    at: p.datetime(),
    door: p.enum(['customer', 'staff'] as const),
    outcome: p.enum(LoginOutcome.options),
    /** No foreign key: the history outlives an account that was given up. */
    userId: p.uuid().$type<UserId>().nullable(),
    identifierHash: p.blob(),
    ip: p.string().columnType('inet'),
    userAgent: p.text(),
    deviceId: p.uuid().nullable(),
    isNewDevice: p.boolean().default(false),
    sessionId: p.uuid().$type<SessionId>().nullable(),
    reportedAt: p.datetime().nullable(),
  },
});
export class LoginActivity extends LoginActivitySchema.class {}
LoginActivitySchema.setClass(LoginActivity);
