import { defineEntity, p } from '@mikro-orm/postgresql';

const BranchSchema = defineEntity({
  name: 'Branch',
  properties: {
    id: p.uuid().primary(),
    code: p.text(),
    name: p.text(),
    country: p.text(),
    regions: p.array<string>().columnType('text[]').default([]),
    createdAt: p.datetime(),
  },
});
export class Branch extends BranchSchema.class {}
BranchSchema.setClass(Branch);
