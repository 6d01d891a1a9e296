import { defineEntity, p } from '@mikro-orm/postgresql';
import type { UserId } from '@ostiary/domain/shared';

const OutboxMessageSchema = defineEntity({
  name: 'OutboxMessage',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid().$type<UserId>(),
    channel: p.enum(['email', 'sms'] as const),
    template: p.text(),
    /** Fernet token under the outbox key; emptied once delivered, because it may hold a one-time code. */
    payloadEncrypted: p.text().nullable(),
    createdAt: p.datetime(),
    sentAt: p.datetime().nullable(),
  },
});
export class OutboxMessage extends OutboxMessageSchema.class {}
OutboxMessageSchema.setClass(OutboxMessage);
