import { defineEntity, p } from '@mikro-orm/postgresql';
import type { UserId } from '@ostiary/domain/shared';

const OutboxMessageSchema = defineEntity({
  name: 'OutboxMessage',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid().$type<UserId>(),
    /** Null: the person's own. */
    lane: p.uuid().nullable(),
    channel: p.enum(['email', 'sms'] as const),
    template: p.text(),
    /** Fernet token under the outbox key; emptied once delivered or given up, because it may hold a one-time code. */
    payloadEncrypted: p.text().nullable(),
    createdAt: p.datetime(),
    sentAt: p.datetime().nullable(),
    /** Tries so far, the one that is running included. */
    attempts: p.smallint().default(0),
    nextTryAt: p.datetime().nullable(),
    leasedUntil: p.datetime().nullable(),
    givenUpAt: p.datetime().nullable(),
    givenUpBecause: p.enum(['REFUSED', 'TOO_OLD'] as const).nullable(),
  },
});
export class OutboxMessage extends OutboxMessageSchema.class {}
OutboxMessageSchema.setClass(OutboxMessage);
