import { defineEntity, p } from '@mikro-orm/postgresql';
import { RiskBand } from '@ostiary/domain/application';
import { AssessedBand, OverrideState } from '@ostiary/domain/risk';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';

const RiskOverrideSchema = defineEntity({
  name: 'RiskOverride',
  properties: {
    id: p.uuid().primary(),
    applicationId: p.uuid().$type<ApplicationId>(),
    fromBand: p.enum(RiskBand.options),
    band: p.enum(AssessedBand.options),
    reasonEncrypted: p.text(),
    endsAt: p.datetime(),
    state: p.enum(OverrideState.options),
    askedBy: p.uuid().$type<UserId>(),
    askedAt: p.datetime(),
    judgedBy: p.uuid().$type<UserId>().nullable(),
    judgedAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
  },
});
export class RiskOverride extends RiskOverrideSchema.class {}
RiskOverrideSchema.setClass(RiskOverride);
