import { defineEntity, p } from '@mikro-orm/postgresql';
import { TimelineKind } from '@ostiary/domain/application';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';

const ApplicationEventSchema = defineEntity({
  name: 'ApplicationEvent',
  properties: {
    id: p.uuid().primary(),
    applicationId: p.uuid().$type<ApplicationId>(),
    kind: p.enum(TimelineKind.options),
    at: p.datetime(),
    actorId: p.uuid().$type<UserId>().nullable(),
  },
});
export class ApplicationEvent extends ApplicationEventSchema.class {}
ApplicationEventSchema.setClass(ApplicationEvent);
