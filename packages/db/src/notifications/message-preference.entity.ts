import { defineEntity, p } from '@mikro-orm/postgresql';
import { MessageChannel, MessageTopic } from '@ostiary/domain/notifications';
import type { UserId } from '@ostiary/domain/shared';

const MessagePreferenceSchema = defineEntity({
  name: 'MessagePreference',
  properties: {
    userId: p.uuid().$type<UserId>().primary(),
    topic: p.enum(MessageTopic.options).primary(),
    channel: p.enum(MessageChannel.options).primary(),
    isOn: p.boolean(),
    updatedAt: p.datetime(),
  },
});
export class MessagePreference extends MessagePreferenceSchema.class {}
MessagePreferenceSchema.setClass(MessagePreference);
