import { defineEntity, p } from '@mikro-orm/postgresql';

const DevMessageSchema = defineEntity({
  name: 'DevMessage',
  properties: {
    id: p.uuid().primary(),
    channel: p.enum(['email', 'sms'] as const),
    recipient: p.text(),
    subject: p.text(),
    body: p.text(),
    html: p.text().nullable(),
    code: p.text().nullable(),
    at: p.datetime(),
  },
});
export class DevMessage extends DevMessageSchema.class {}
DevMessageSchema.setClass(DevMessage);
