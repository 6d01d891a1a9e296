import { defineEntity, p } from '@mikro-orm/postgresql';
import { AssessedBand, type RaisedSignal } from '@ostiary/domain/risk';
import type { ApplicationId } from '@ostiary/domain/shared';

const RiskAssessmentSchema = defineEntity({
  name: 'RiskAssessment',
  properties: {
    id: p.uuid().primary(),
    applicationId: p.uuid().$type<ApplicationId>(),
    score: p.integer(),
    band: p.enum(AssessedBand.options),
    rulesVersion: p.integer(),
    signals: p.json<RaisedSignal[]>(),
    cause: p.text(),
    assessedAt: p.datetime(),
  },
});
export class RiskAssessment extends RiskAssessmentSchema.class {}
RiskAssessmentSchema.setClass(RiskAssessment);
