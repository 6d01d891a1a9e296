import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Policy } from '@ostiary/domain/policy';
import type { UserId } from '@ostiary/domain/shared';

const PolicyDraftSchema = defineEntity({
  name: 'PolicyDraft',
  properties: {
    id: p.uuid().primary(),
    code: p.text(),
    /** Counts up with every save. */
    version: p.integer().default(1),
    /** The newest published version when the draft began. */
    baseVersion: p.integer(),
    body: p.json<Policy>(),
    note: p.text().default(''),
    state: p.enum(['DRAFT', 'PROPOSED', 'PUBLISHED', 'DISCARDED'] as const).default('DRAFT'),
    editedBy: p.uuid().$type<UserId>(),
    /** Whoever began or saved it: none of them may publish it. */
    editors: p.array<UserId>().columnType('uuid[]'),
    editedAt: p.datetime(),
    proposedBy: p.uuid().$type<UserId>().nullable(),
    proposedAt: p.datetime().nullable(),
    closedBy: p.uuid().$type<UserId>().nullable(),
    closedAt: p.datetime().nullable(),
  },
});
export class PolicyDraft extends PolicyDraftSchema.class {}
PolicyDraftSchema.setClass(PolicyDraft);
