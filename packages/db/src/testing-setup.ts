import type { TestProject } from 'vitest/node';
import { startThrowawayCluster } from './embedded.ts';
import { migrate } from './migrate.ts';
import { openOrm } from './mikro-orm.config.ts';

declare module 'vitest' {
  interface ProvidedContext {
    cluster: { superuserUrl: string; ownerUrl: string; appUrl: string };
  }
}

/** SQL's clock in tests: the time the test set, or the real one. */
const TEST_CLOCK = `
  create table test_clock (at timestamptz not null);
  grant select, insert, update, delete on test_clock to ostiary_app;
  create or replace function bank_now() returns timestamptz language sql stable as
    $$ select coalesce((select at from test_clock limit 1), now()) $$;
`;

/** Vitest globalSetup: one throwaway cluster whose database `ostiary` is migrated and then serves as the template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startThrowawayCluster();
  await migrate({ ownerUrl: cluster.ownerUrl, appRole: 'ostiary_app' });
  const orm = await openOrm({ url: cluster.ownerUrl, isOwner: true });
  await orm.em.getConnection().execute(TEST_CLOCK);
  await orm.close(true);
  const { superuserUrl, ownerUrl, appUrl } = cluster;
  project.provide('cluster', { superuserUrl, ownerUrl, appUrl });
  return () => cluster.stop();
}
