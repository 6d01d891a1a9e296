import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Policy } from '@ostiary/domain/policy';
import type { PolicyVersionId, UserId } from '@ostiary/domain/shared';

const PolicyVersionSchema = defineEntity({
  name: 'PolicyVersion',
  properties: {
    id: p.uuid().$type<PolicyVersionId>().primary(),
    code: p.text(),
    version: p.integer(),
    body: p.json<Policy>(),
    publishedAt: p.datetime(),
    /** Null for versions that ship. */
    proposedBy: p.uuid().$type<UserId>().nullable(),
    publishedBy: p.uuid().$type<UserId>().nullable(),
  },
});
export class PolicyVersion extends PolicyVersionSchema.class {}
PolicyVersionSchema.setClass(PolicyVersion);
