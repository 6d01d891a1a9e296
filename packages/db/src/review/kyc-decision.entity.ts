import { defineEntity, p } from '@mikro-orm/postgresql';
import type { RequirementCode } from '@ostiary/domain/requirements';
import type { ReasonCode } from '@ostiary/domain/review';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';

const KycDecisionSchema = defineEntity({
  name: 'KycDecision',
  properties: {
    id: p.uuid().primary(),
    applicationId: p.uuid().$type<ApplicationId>(),
    round: p.integer(),
    stage: p.integer().default(1),
    kind: p.enum(['APPROVE', 'REJECT', 'REQUEST_MORE'] as const),
    /** A second approval was asked for by the reviewer, beyond what the policy asks. */
    isEscalated: p.boolean().default(false),
    decidedBy: p.uuid().$type<UserId>(),
    decidedAt: p.datetime(),
    reasons: p.json<{ requirement: RequirementCode | null; code: ReasonCode }[]>(),
    noteEncrypted: p.text().nullable(),
    applicationVersion: p.integer(),
    /** SHA-256 over the evidence that was judged. */
    evidenceHash: p.blob(),
    voidedAt: p.datetime().nullable(),
    auditId: p.uuid(),
  },
});
export class KycDecision extends KycDecisionSchema.class {}
KycDecisionSchema.setClass(KycDecision);
