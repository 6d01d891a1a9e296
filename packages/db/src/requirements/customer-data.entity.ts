import { defineEntity, p } from '@mikro-orm/postgresql';
import { RequirementCode } from '@ostiary/domain/requirements';
import type { UserId } from '@ostiary/domain/shared';

const CustomerDataSchema = defineEntity({
  name: 'CustomerData',
  properties: {
    id: p.uuid().primary(),
    customerId: p.uuid().$type<UserId>(),
    code: p.enum(RequirementCode.options),
    /** JSON of the row's data, as its schema in the domain reads it. */
    valueEncrypted: p.text(),
    savedAt: p.datetime(),
  },
});
export class CustomerData extends CustomerDataSchema.class {}
CustomerDataSchema.setClass(CustomerData);
