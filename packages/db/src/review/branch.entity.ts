import { defineEntity, p } from '@mikro-orm/postgresql';

const BranchSchema = defineEntity({
  name: 'Branch',
  properties: {
    id: p.uuid().primary(),
    code: p.text(),
    name: p.text(),
    country: p.text(),
    regions: p.array<string>().columnType('text[]').default([]),
    /** The beginning of its IFSC, where it is Indian. */
    ifscPrefix: p.text().nullable(),
    parentId: p.uuid().nullable(),
    version: p.integer().default(1),
    closedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
});
export class Branch extends BranchSchema.class {}
BranchSchema.setClass(Branch);
