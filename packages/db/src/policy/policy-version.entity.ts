import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Policy } from '@ostiary/domain/policy';
import type { PolicyVersionId } from '@ostiary/domain/shared';

const PolicyVersionSchema = defineEntity({
  name: 'PolicyVersion',
  properties: {
    id: p.uuid().$type<PolicyVersionId>().primary(),
    code: p.text(),
    version: p.integer(),
    body: p.json<Policy>(),
    publishedAt: p.datetime(),
  },
});
export class PolicyVersion extends PolicyVersionSchema.class {}
PolicyVersionSchema.setClass(PolicyVersion);
