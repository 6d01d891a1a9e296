import { defineEntity, p } from '@mikro-orm/postgresql';
import type { UserId } from '@ostiary/domain/shared';

const LoginChallengeSchema = defineEntity({
  name: 'LoginChallenge',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid().$type<UserId>(),
    door: p.enum(['customer', 'staff'] as const),
    tokenHash: p.blob(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    consumedAt: p.datetime().nullable(),
  },
});
export class LoginChallenge extends LoginChallengeSchema.class {}
LoginChallengeSchema.setClass(LoginChallenge);
