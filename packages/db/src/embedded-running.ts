import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseAccount } from './embedded-account.ts';
import { clusterFolder } from './embedded-binaries.ts';
import { readPasswords, type Urls, urlsFor } from './embedded-roles.ts';
import { livingPostmaster } from './embedded-stale.ts';

/** Which line of `postmaster.pid` says the port (PostgreSQL's miscadmin.h, LOCK_FILE_LINE_PORT). */
const PORT_LINE = 4;

/** The embedded database that a bank on this data folder is running right now, for commands beside it; null when none is. */
export function findRunning(dataDir: string): Urls | null {
  const passwords = existsSync(dataDir) ? readPasswords(join(dataDir, 'keys/postgres.json')) : null;
  if (passwords === null) return null;
  const folder = clusterFolder(databaseAccount(), dataDir);
  if (livingPostmaster(folder) === null) return null;
  const port = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[PORT_LINE - 1]);
  return port > 0 ? urlsFor(port, passwords) : null;
}
