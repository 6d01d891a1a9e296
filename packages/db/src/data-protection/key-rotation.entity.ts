import { defineEntity, p } from '@mikro-orm/postgresql';

const KeyRotationSchema = defineEntity({
  name: 'KeyRotation',
  properties: {
    id: p.uuid().primary(),
    kind: p.enum(['kek', 'index'] as const),
    toVersion: p.integer(),
    total: p.integer(),
    done: p.integer().default(0),
    startedAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
  },
});
export class KeyRotation extends KeyRotationSchema.class {}
KeyRotationSchema.setClass(KeyRotation);
