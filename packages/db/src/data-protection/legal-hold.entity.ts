import { defineEntity, p } from '@mikro-orm/postgresql';
import type { UserId } from '@ostiary/domain/shared';

const LegalHoldSchema = defineEntity({
  name: 'LegalHold',
  properties: {
    id: p.uuid().primary(),
    customerId: p.uuid().$type<UserId>(),
    reason: p.text(),
    placedBy: p.uuid().$type<UserId>(),
    placedAt: p.datetime(),
    liftedBy: p.uuid().$type<UserId>().nullable(),
    liftedAt: p.datetime().nullable(),
    liftedReason: p.text().nullable(),
  },
});
export class LegalHold extends LegalHoldSchema.class {}
LegalHoldSchema.setClass(LegalHold);
