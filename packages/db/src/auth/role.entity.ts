import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Permission } from '@ostiary/domain/shared';

const RoleSchema = defineEntity({
  name: 'Role',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    description: p.text(),
    permissions: p.array<Permission>().columnType('text[]'),
    switchedOff: p.array<string>().columnType('text[]').default([]),
    isActive: p.boolean().default(true),
    createdAt: p.datetime(),
  },
});
export class Role extends RoleSchema.class {}
RoleSchema.setClass(Role);
