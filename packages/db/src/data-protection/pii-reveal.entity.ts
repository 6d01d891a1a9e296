import { defineEntity, p } from '@mikro-orm/postgresql';
import type { DocumentId, UserId } from '@ostiary/domain/shared';

const PiiRevealSchema = defineEntity({
  name: 'PiiReveal',
  properties: {
    id: p.uuid().primary(),
    customerId: p.uuid().$type<UserId>(),
    field: p.text(),
    documentId: p.uuid().$type<DocumentId>().nullable(),
    purpose: p.text(),
    note: p.text().nullable(),
    revealedBy: p.uuid().$type<UserId>(),
    revealedAt: p.datetime(),
    expiresAt: p.datetime(),
    auditId: p.uuid(),
  },
});
export class PiiReveal extends PiiRevealSchema.class {}
PiiRevealSchema.setClass(PiiReveal);
