import { defineEntity, p } from '@mikro-orm/postgresql';
import type { UserId } from '@ostiary/domain/shared';

const SecondFactorSchema = defineEntity({
  name: 'SecondFactor',
  properties: {
    userId: p.uuid().$type<UserId>().primary(),
    secretEncrypted: p.text().hidden(),
    createdAt: p.datetime(),
    /** Null until a first code proved that the person's app holds the secret. */
    confirmedAt: p.datetime().nullable(),
    lastStep: p.integer().nullable(),
  },
});
export class SecondFactor extends SecondFactorSchema.class {}
SecondFactorSchema.setClass(SecondFactor);
