import { defineEntity, p } from '@mikro-orm/postgresql';
import type { UserId } from '@ostiary/domain/shared';

const StaffNetworkSchema = defineEntity({
  name: 'StaffNetwork',
  properties: {
    network: p.string().columnType('cidr').primary(),
    note: p.text(),
    createdBy: p.uuid().$type<UserId>().nullable(),
    createdAt: p.datetime(),
  },
});
export class StaffNetwork extends StaffNetworkSchema.class {}
StaffNetworkSchema.setClass(StaffNetwork);
