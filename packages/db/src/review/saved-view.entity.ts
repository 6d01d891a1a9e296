import { defineEntity, p } from '@mikro-orm/postgresql';
import type { QueueView } from '@ostiary/domain/review';
import type { UserId } from '@ostiary/domain/shared';

const SavedViewSchema = defineEntity({
  name: 'SavedView',
  properties: {
    id: p.uuid().primary(),
    ownerId: p.uuid().$type<UserId>(),
    name: p.text(),
    query: p.json<QueueView>(),
    isShared: p.boolean().default(false),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});
export class SavedView extends SavedViewSchema.class {}
SavedViewSchema.setClass(SavedView);
