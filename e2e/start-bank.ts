import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startThrowawayCluster } from '@ostiary/db/embedded';
import { PORTS } from './bank.ts';
import { startServer } from './server.ts';

/** Starts the real server on a PostgreSQL and a data folder of its own. */
export default async function startBank(): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'ostiary-bank-'));
  const cluster = await startThrowawayCluster();
  process.env.E2E_DATA_DIR = home;
  process.env.E2E_SUPERUSER_URL = cluster.superuserUrl;
  process.env.E2E_DATABASE_URL = cluster.appUrl;
  const stopServer = await startServer(PORTS, join(home, 'server.log'), {
    DATABASE_URL: cluster.appUrl,
    DATABASE_OWNER_URL: cluster.ownerUrl,
    DATA_DIR: join(home, 'data'),
    DEMO: '1',
  });
  return async () => {
    await stopServer();
    await cluster.stop();
    rmSync(home, { recursive: true, force: true });
  };
}
