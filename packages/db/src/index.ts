export {
  type EntityDictionary,
  LockMode,
  MikroORM,
  type SqlEntityManager,
  UniqueConstraintViolationException,
} from '@mikro-orm/postgresql';
export * from './entities.ts';
export { openOrm } from './mikro-orm.config.ts';
export { JOB_SCHEMA, type QueueName, QUEUES } from './queues.ts';
export { MIGRATION_NAMES } from './migrations/list.ts';
