import { defineEntity, p } from '@mikro-orm/postgresql';
import type { UserId } from '@ostiary/domain/shared';

const KnownDeviceSchema = defineEntity({
  name: 'KnownDevice',
  properties: {
    deviceId: p.uuid().primary(),
    userId: p.uuid().$type<UserId>().primary(),
    firstSeenAt: p.datetime(),
    lastSeenAt: p.datetime(),
    userAgent: p.text(),
    ip: p.string().columnType('inet').nullable(),
  },
});
export class KnownDevice extends KnownDeviceSchema.class {}
KnownDeviceSchema.setClass(KnownDevice);
