import { defineEntity, p } from '@mikro-orm/postgresql';
import type { UserId } from '@ostiary/domain/shared';

const AuditEventSchema = defineEntity({
  name: 'AuditEvent',
  properties: {
    id: p.uuid().primary(),
    at: p.datetime(),
    actorId: p.uuid().$type<UserId>().nullable(),
    actorRole: p.text(),
    action: p.text(),
    targetType: p.text(),
    targetId: p.text().nullable(),
    requestId: p.text().nullable(),
    ip: p.string().columnType('inet').nullable(),
    userAgent: p.text().nullable(),
    /** RFC 8785 text of the whole record; never re-serialised. */
    canonical: p.text(),
    /** SHA-256(0x00 || canonical), the RFC 6962 leaf hash; a trigger checks it. */
    leaf: p.blob(),
  },
});
export class AuditEvent extends AuditEventSchema.class {}
AuditEventSchema.setClass(AuditEvent);
