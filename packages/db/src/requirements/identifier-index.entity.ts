import { defineEntity, p } from '@mikro-orm/postgresql';
import type { UserId } from '@ostiary/domain/shared';

const IdentifierIndexSchema = defineEntity({
  name: 'IdentifierIndex',
  properties: {
    id: p.uuid().primary(),
    customerId: p.uuid().$type<UserId>(),
    /** E.g. `ssn`, `aadhaar`, `bank_account`, `owner:pan`. */
    kind: p.text(),
    valueIndex: p.blob(),
    keyVersion: p.integer(),
    createdAt: p.datetime(),
  },
});
export class IdentifierIndex extends IdentifierIndexSchema.class {}
IdentifierIndexSchema.setClass(IdentifierIndex);
