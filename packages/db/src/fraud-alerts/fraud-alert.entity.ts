import { defineEntity, p } from '@mikro-orm/postgresql';
import { AlertResolution, AlertStatus, AlertType, Severity } from '@ostiary/domain/fraud-alerts';
import type { RaisedSignal } from '@ostiary/domain/risk';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';

const FraudAlertSchema = defineEntity({
  name: 'FraudAlert',
  properties: {
    id: p.uuid().primary(),
    alertNumber: p.text(),
    applicationId: p.uuid().$type<ApplicationId>().nullable(),
    customerId: p.uuid().$type<UserId>(),
    alertType: p.enum(AlertType.options),
    severity: p.enum(Severity.options),
    status: p.enum(AlertStatus.options).default('OPEN'),
    resolution: p.enum(AlertResolution.options).nullable(),
    riskScore: p.integer(),
    signals: p.json<RaisedSignal[]>(),
    version: p.integer().default(1),
    ownerId: p.uuid().$type<UserId>().nullable(),
    ownedAt: p.datetime().nullable(),
    resolvedBy: p.uuid().$type<UserId>().nullable(),
    resolvedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});
export class FraudAlert extends FraudAlertSchema.class {}
FraudAlertSchema.setClass(FraudAlert);
