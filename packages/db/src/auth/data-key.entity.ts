import { defineEntity, p } from '@mikro-orm/postgresql';
import type { UserId } from '@ostiary/domain/shared';

const DataKeySchema = defineEntity({
  name: 'DataKey',
  properties: {
    userId: p.uuid().$type<UserId>().primary(),
    kekVersion: p.integer(),
    wrapped: p.blob(),
    createdAt: p.datetime(),
  },
});
export class DataKey extends DataKeySchema.class {}
DataKeySchema.setClass(DataKey);
