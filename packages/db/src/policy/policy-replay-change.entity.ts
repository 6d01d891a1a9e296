import { defineEntity, p } from '@mikro-orm/postgresql';
import { type ReplayItem, ReplayKind } from '@ostiary/domain/policy';
import type { ApplicationId } from '@ostiary/domain/shared';

const PolicyReplayChangeSchema = defineEntity({
  name: 'PolicyReplayChange',
  properties: {
    replayId: p.uuid().primary(),
    applicationId: p.uuid().$type<ApplicationId>().primary(),
    kind: p.enum(ReplayKind.options),
    /** Version of the policy that the application is pinned to. */
    policyVersion: p.integer(),
    rows: p.json<ReplayItem['rows']>(),
  },
});
export class PolicyReplayChange extends PolicyReplayChangeSchema.class {}
PolicyReplayChangeSchema.setClass(PolicyReplayChange);
