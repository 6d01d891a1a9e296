import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';

const KycNoteSchema = defineEntity({
  name: 'KycNote',
  properties: {
    id: p.uuid().primary(),
    applicationId: p.uuid().$type<ApplicationId>(),
    authorId: p.uuid().$type<UserId>(),
    bodyEncrypted: p.text(),
    mentions: p.array<UserId>().columnType('uuid[]').default([]),
    createdAt: p.datetime(),
  },
});
export class KycNote extends KycNoteSchema.class {}
KycNoteSchema.setClass(KycNote);
