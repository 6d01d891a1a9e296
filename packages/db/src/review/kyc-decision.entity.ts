import { defineEntity, p } from '@mikro-orm/postgresql';
import type { RequirementCode } from '@ostiary/domain/requirements';
import { type ReasonCode, SecondBecause, VoidedBecause } from '@ostiary/domain/review';
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
    /** Why one approval was not enough; null on every other decision. */
    secondBecause: p.enum(SecondBecause.options).nullable(),
    decidedBy: p.uuid().$type<UserId>(),
    decidedAt: p.datetime(),
    reasons: p.json<{ requirement: RequirementCode | null; code: ReasonCode }[]>(),
    noteEncrypted: p.text().nullable(),
    applicationVersion: p.integer(),
    /** SHA-256 over the evidence that was judged. */
    evidenceHash: p.blob(),
    voidedAt: p.datetime().nullable(),
    voidedBecause: p.enum(VoidedBecause.options).nullable(),
    /** Who disagreed; null where the evidence changed. */
    voidedBy: p.uuid().$type<UserId>().nullable(),
    auditId: p.uuid(),
  },
});
export class KycDecision extends KycDecisionSchema.class {}
KycDecisionSchema.setClass(KycDecision);
