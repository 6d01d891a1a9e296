import { defineEntity, p } from '@mikro-orm/postgresql';
import { CustomerNoticeKind, NotificationKind } from '@ostiary/domain/notifications';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';

const NotificationSchema = defineEntity({
  name: 'Notification',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid().$type<UserId>(),
    kind: p.enum([...NotificationKind.options, ...CustomerNoticeKind.options]),
    applicationId: p.uuid().$type<ApplicationId>().nullable(),
    facts: p.json<Record<string, string>>(),
    event: p.text(),
    createdAt: p.datetime(),
    readAt: p.datetime().nullable(),
    mailJudgedAt: p.datetime().nullable(),
  },
});
export class Notification extends NotificationSchema.class {}
NotificationSchema.setClass(Notification);
