import { defineEntity, p } from '@mikro-orm/postgresql';
import type { UserId } from '@ostiary/domain/shared';

const OneTimeCodeSchema = defineEntity({
  name: 'OneTimeCode',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid().$type<UserId>(),
    purpose: p.enum(['confirm_email', 'confirm_phone', 'change_email', 'change_phone', 'decoy'] as const),
    /** The contact that a change waits for. */
    newValue: p.text().nullable(),
    codeHash: p.blob(),
    tries: p.integer().default(0),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    consumedAt: p.datetime().nullable(),
  },
});
export class OneTimeCode extends OneTimeCodeSchema.class {}
OneTimeCodeSchema.setClass(OneTimeCode);
