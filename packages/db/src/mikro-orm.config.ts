import { Migrator } from '@mikro-orm/migrations';
import { defineConfig, MikroORM } from '@mikro-orm/postgresql';
import * as entities from './entities.ts';
import { migrationsList } from './migrations/list.ts';

interface OrmOptions {
  readonly url: string;
  readonly poolMax?: number;
  readonly isOwner?: boolean;
}

const POOL_ACQUIRE_MS = 2_000;

/** Opens the ORM on one database. Timeouts: statement 5 s, lock 3 s, pool 2 s. */
export async function openOrm({ url, poolMax = 20, isOwner = false }: OrmOptions): Promise<MikroORM> {
  const orm = await MikroORM.init(
    defineConfig({
      clientUrl: url,
      entities: Object.values(entities),
      pool: { min: 0, max: poolMax, idleTimeoutMillis: 30_000 },
      driverOptions: isOwner
        ? // What migrations change has nobody who did it (see require_audit).
          { options: '-c ostiary.unattributed=owner' }
        : {
            connectionTimeoutMillis: POOL_ACQUIRE_MS,
            statement_timeout: 5_000,
            lock_timeout: 3_000,
            idle_in_transaction_session_timeout: 10_000,
          },
      forceUtcTimezone: true,
      extensions: [Migrator],
      migrations: {
        silent: true,
        migrationsList,
        tableName: 'schema_migration',
        snapshot: false,
        transactional: true,
        allOrNothing: true,
      },
      discovery: { warnWhenNoEntities: true },
      debug: false,
    }),
  );
  return orm;
}
