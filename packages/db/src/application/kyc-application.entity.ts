import { defineEntity, p } from '@mikro-orm/postgresql';
import { ApplicationStatus, RiskBand } from '@ostiary/domain/application';
import type { ApplicationId, PolicyVersionId, UserId } from '@ostiary/domain/shared';

const KycApplicationSchema = defineEntity({
  name: 'KycApplication',
  properties: {
    id: p.uuid().$type<ApplicationId>().primary(),
    customerId: p.uuid().$type<UserId>(),
    policyVersionId: p.uuid().$type<PolicyVersionId>(),
    status: p.enum(ApplicationStatus.options).default('INCOMPLETE'),
    /** Counts up whenever evidence, judgement or state changes, under the row's lock. */
    version: p.integer().default(1),
    round: p.integer().default(1),
    /** The band that counts: of the newest assessment, or of a live override. */
    riskBand: p.enum(RiskBand.options).default('UNASSESSED'),
    /** 0 to 100, of the newest assessment. */
    riskScore: p.integer().nullable(),
    riskAssessedAt: p.datetime().nullable(),
    signalCodes: p.array<string>().columnType('text[]').default([]),
    consentVersion: p.text().nullable(),
    consentAt: p.datetime().nullable(),
    submittedAt: p.datetime().nullable(),
    dueAt: p.datetime().nullable(),
    decidedAt: p.datetime().nullable(),
    claimedBy: p.uuid().$type<UserId>().nullable(),
    claimedAt: p.datetime().nullable(),
    leaseExpiresAt: p.datetime().nullable(),
    /** Who should take it next; a wish, while the lease is a lock. */
    assignedTo: p.uuid().$type<UserId>().nullable(),
    assignedBy: p.uuid().$type<UserId>().nullable(),
    assignedAt: p.datetime().nullable(),
    branchId: p.uuid().nullable(),
    dueSoonToldAt: p.datetime().nullable(),
    lateToldAt: p.datetime().nullable(),
    newToldAt: p.datetime().nullable(),
    leaseLapses: p.integer().default(0),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});
export class KycApplication extends KycApplicationSchema.class {}
KycApplicationSchema.setClass(KycApplication);
