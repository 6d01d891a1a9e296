import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';

const HeldDecisionSchema = defineEntity({
  name: 'HeldDecision',
  properties: {
    applicationId: p.uuid().$type<ApplicationId>().primary(),
    kind: p.enum(['APPROVE', 'REJECT', 'REQUEST_MORE'] as const),
    decidedBy: p.uuid().$type<UserId>(),
    inputEncrypted: p.text(),
    heldAt: p.datetime(),
    commitsAt: p.datetime(),
  },
});
export class HeldDecision extends HeldDecisionSchema.class {}
HeldDecisionSchema.setClass(HeldDecision);
