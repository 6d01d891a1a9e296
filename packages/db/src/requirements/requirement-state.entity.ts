import { defineEntity, p } from '@mikro-orm/postgresql';
import { RequirementCode } from '@ostiary/domain/requirements';
import { ReasonCode } from '@ostiary/domain/review';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';

const RequirementStateRowSchema = defineEntity({
  name: 'RequirementStateRow',
  tableName: 'requirement_state',
  properties: {
    id: p.uuid().primary(),
    applicationId: p.uuid().$type<ApplicationId>(),
    code: p.enum(RequirementCode.options),
    draftEncrypted: p.text().nullable(),
    draftSavedAt: p.datetime().nullable(),
    verdict: p.enum(['accepted', 'refused'] as const).nullable(),
    reasonCode: p.enum(ReasonCode.options).nullable(),
    noteEncrypted: p.text().nullable(),
    judgedBy: p.uuid().$type<UserId>().nullable(),
    judgedAt: p.datetime().nullable(),
    /** True once the applicant changed something after a refusal. */
    isReopened: p.boolean().default(false),
  },
});
export class RequirementStateRow extends RequirementStateRowSchema.class {}
RequirementStateRowSchema.setClass(RequirementStateRow);
