import { defineEntity, p } from '@mikro-orm/postgresql';
import type { UserId } from '@ostiary/domain/shared';

const UserRoleSchema = defineEntity({
  name: 'UserRole',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid().$type<UserId>(),
    roleId: p.uuid(),
    assignedBy: p.uuid().$type<UserId>().nullable(),
    assignedAt: p.datetime(),
    isActive: p.boolean().default(true),
  },
});
export class UserRole extends UserRoleSchema.class {}
UserRoleSchema.setClass(UserRole);
