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
    /** When the applicant last gave the data of the row; null for contacts, documents and what an earlier application gave. */
    givenAt: p.datetime().nullable(),
    verdict: p.enum(['accepted', 'refused'] as const).nullable(),
    reasonCode: p.enum(ReasonCode.options).nullable(),
    noteEncrypted: p.text().nullable(),
    judgedBy: p.uuid().$type<UserId>().nullable(),
    judgedAt: p.datetime().nullable(),
    /** True once the applicant changed something after a refusal. */
    isReopened: p.boolean().default(false),
    /** The applicant took this row in place of the one it stands for. */
    isChosen: p.boolean().default(false),
    /** What stands here did not open: it is asked for again. */
    unreadableAt: p.datetime().nullable(),
  },
});
export class RequirementStateRow extends RequirementStateRowSchema.class {}
RequirementStateRowSchema.setClass(RequirementStateRow);
