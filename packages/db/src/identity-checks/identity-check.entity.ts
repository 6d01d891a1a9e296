import { defineEntity, p } from '@mikro-orm/postgresql';
import { type CheckAnswer, CheckState } from '@ostiary/domain/identity-checks';
import { CheckKind } from '@ostiary/domain/policy';
import { RequirementCode } from '@ostiary/domain/requirements';
import type { ApplicationId } from '@ostiary/domain/shared';

const IdentityCheckSchema = defineEntity({
  name: 'IdentityCheck',
  properties: {
    id: p.uuid().primary(),
    applicationId: p.uuid().$type<ApplicationId>(),
    kind: p.enum(CheckKind.options),
    requirement: p.enum(RequirementCode.options),
    /** Commitment to what was checked, under the person's data key. */
    subjectHash: p.blob(),
    state: p.enum(CheckState.options).default('QUEUED'),
    attempts: p.integer().default(0),
    provider: p.text(),
    /** The provider's own reference of the answer. */
    reference: p.text().nullable(),
    evidence: p.json<CheckAnswer['evidence']>().nullable(),
    requestedAt: p.datetime(),
    /** When the newest try began. */
    triedAt: p.datetime().nullable(),
    finishedAt: p.datetime().nullable(),
  },
});
export class IdentityCheck extends IdentityCheckSchema.class {}
IdentityCheckSchema.setClass(IdentityCheck);
