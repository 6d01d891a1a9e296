import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { databaseAccount, giveTo } from './embedded-account.ts';
import { clusterFolder, enterableTmp, usableBinaries } from './embedded-binaries.ts';
import { type Cluster, createCluster, freePort, launchCluster } from './embedded-cluster.ts';
import { ensureDatabase, newPasswords, readPasswords, type Urls, urlsFor, writePasswords } from './embedded-roles.ts';
import { claimFolder, clearStale } from './embedded-stale.ts';

export { findRunning } from './embedded-running.ts';

export interface EmbeddedDatabase extends Urls {
  port: number;
  /** Fast shutdown; resolves when the last database process has ended. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Passwords go to `keys/postgres.json` in here (mode 0600), the cluster to `postgres/` where it can be entered. */
  dataDir: string;
  /** Loopback port; a free one by default. */
  port?: number;
  /** One line for people about what takes time. */
  onProgress?: (line: string) => void;
}

const FAST_AND_FORGETFUL = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
};

/** Passwords gone means the data folder was emptied: a cluster outside it is set aside (one deep), not reused. */
function setAside(folder: string): void {
  if (!existsSync(folder)) return;
  rmSync(`${folder}.old`, { recursive: true, force: true });
  renameSync(folder, `${folder}.old`);
}

/**
 * Starts PostgreSQL 18 on `dataDir`, as the user `postgres` when we are root; the first time it also makes the cluster,
 * the roles and the database `ostiary`. Survives kill -9: stale locks and orphans of an earlier run are cleared.
 *
 * @throws Error fit for people: no binaries for this system, data folder in use, or the end of the server's log.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const release = claimFolder(dataDir);
  try {
    const account = databaseAccount();
    const folder = clusterFolder(account, dataDir);
    await clearStale(folder);
    const passwordFile = join(dataDir, 'keys/postgres.json');
    const known = readPasswords(passwordFile);
    const passwords = known ?? newPasswords();
    if (!known) {
      setAside(folder);
      writePasswords(passwordFile, passwords);
    }
    const superuserPassword = passwords.superuser;
    const logFile = join(dataDir, 'postgres.log');
    const cluster: Cluster = { account, binaries: usableBinaries(account), folder, logFile, superuserPassword };
    if (!existsSync(folder)) {
      options.onProgress?.('Creating the embedded PostgreSQL 18');
      await createCluster(cluster);
    }
    options.onProgress?.('Starting PostgreSQL');
    const port = options.port ?? (await freePort());
    const stopCluster = await launchCluster(cluster, { port, settings: {} });
    const urls = urlsFor(port, passwords);
    await ensureDatabase(urls, passwords);
    return { port, ...urls, stop: () => stopCluster().finally(release) };
  } catch (error) {
    release();
    throw error;
  }
}

/** A cluster for tests: no durability, in a temporary folder that is removed when it stops or its starter dies. */
export async function startThrowawayCluster(): Promise<EmbeddedDatabase> {
  const account = databaseAccount();
  const home = mkdtempSync(join(enterableTmp(account), 'ostiary-test-'));
  giveTo(account, home);
  const passwords = newPasswords();
  const cluster: Cluster = {
    account,
    binaries: usableBinaries(account),
    folder: join(home, 'cluster'),
    logFile: join(home, 'postgres.log'),
    superuserPassword: passwords.superuser,
  };
  await createCluster(cluster, ['--no-sync']);
  const port = await freePort();
  const stop = await launchCluster(cluster, { port, settings: FAST_AND_FORGETFUL, removeAfter: home });
  const urls = urlsFor(port, passwords);
  await ensureDatabase(urls, passwords);
  return { port, ...urls, stop };
}
