import { defineEntity, p } from '@mikro-orm/postgresql';
import type { UserId } from '@ostiary/domain/shared';

const FraudAlertNoteSchema = defineEntity({
  name: 'FraudAlertNote',
  properties: {
    id: p.uuid().primary(),
    alertId: p.uuid(),
    authorId: p.uuid().$type<UserId>(),
    bodyEncrypted: p.text(),
    createdAt: p.datetime(),
  },
});
export class FraudAlertNote extends FraudAlertNoteSchema.class {}
FraudAlertNoteSchema.setClass(FraudAlertNote);
