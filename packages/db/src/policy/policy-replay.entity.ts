import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Policy } from '@ostiary/domain/policy';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';

const PolicyReplaySchema = defineEntity({
  name: 'PolicyReplay',
  properties: {
    id: p.uuid().primary(),
    draftId: p.uuid(),
    draftVersion: p.integer(),
    code: p.text(),
    /** The draft as it stood when it was asked for. */
    body: p.json<Policy>(),
    state: p.enum(['QUEUED', 'RUNNING', 'DONE', 'FAILED'] as const).default('QUEUED'),
    total: p.integer().default(0),
    done: p.integer().default(0),
    /** Where the next batch goes on, after a restart too. */
    lastApplicationId: p.uuid().$type<ApplicationId>().nullable(),
    requestedBy: p.uuid().$type<UserId>(),
    requestedAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
  },
});
export class PolicyReplay extends PolicyReplaySchema.class {}
PolicyReplaySchema.setClass(PolicyReplay);
