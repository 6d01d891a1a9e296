import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startThrowawayCluster } from '@ostiary/db/embedded';
import { CUSTOMER_URL, PORTS, STAFF_URL } from './bank.ts';

const ROOT = join(import.meta.dirname, '..');
const READY_MS = 60_000;

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );
}

async function waitUntilReady(server: ChildProcess, log: string): Promise<void> {
  const end = Date.now() + READY_MS;
  while (Date.now() < end) {
    if (server.exitCode !== null) throw new Error(`The bank did not start; see ${log}`);
    if ((await isReady(CUSTOMER_URL)) && (await isReady(STAFF_URL))) return;
    await sleep(200);
  }
  throw new Error(`The bank was not ready after ${READY_MS / 1000} s; see ${log}`);
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((done) => server.once('exit', done));
  server.kill('SIGTERM');
  await ended;
}

/** Starts the real server on a PostgreSQL and a data folder of its own; everything it prints goes to a file. */
export default async function startBank(): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'ostiary-bank-'));
  const log = join(home, 'server.log');
  const cluster = await startThrowawayCluster();
  process.env.E2E_DATA_DIR = home;
  process.env.E2E_SUPERUSER_URL = cluster.superuserUrl;
  const server = spawn(process.execPath, ['apps/api/src/server.ts'], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...PORTS,
      DATABASE_URL: cluster.appUrl,
      DATABASE_OWNER_URL: cluster.ownerUrl,
      DATA_DIR: join(home, 'data'),
      OSTIARY_ENV: 'local',
      RATE_LIMIT_FACTOR: '1000',
      DEMO: '1',
      LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const file = createWriteStream(log);
  server.stdout?.pipe(file, { end: false });
  server.stderr?.pipe(file, { end: false });
  await waitUntilReady(server, log);
  return async () => {
    await stop(server);
    await cluster.stop();
    rmSync(home, { recursive: true, force: true });
  };
}
