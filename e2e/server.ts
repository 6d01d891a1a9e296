import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '..');
const READY_MS = Number(process.env.E2E_READY_MS ?? 60_000);

interface Doors {
  readonly PUBLIC_PORT: string;
  readonly STAFF_PORT: string;
}

async function isReady(port: string): Promise<boolean> {
  return fetch(`http://localhost:${port}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );
}

async function waitUntilReady(server: ChildProcess, { PUBLIC_PORT, STAFF_PORT }: Doors, log: string): Promise<void> {
  const end = Date.now() + READY_MS;
  while (Date.now() < end) {
    if (server.exitCode !== null) throw new Error(`The bank did not start; see ${log}`);
    if ((await isReady(PUBLIC_PORT)) && (await isReady(STAFF_PORT))) return;
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

/** Starts the real server; everything it prints goes to the file `log`. Resolves, once both doors are open, to its end. */
export async function startServer(
  doors: Doors,
  log: string,
  env: Readonly<Record<string, string>>,
): Promise<() => Promise<void>> {
  const server = spawn(process.execPath, ['apps/api/src/server.ts'], {
    cwd: ROOT,
    env: { ...process.env, OSTIARY_ENV: 'local', RATE_LIMIT_FACTOR: '1000', LOG_LEVEL: 'info', ...doors, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const file = createWriteStream(log);
  server.stdout?.pipe(file, { end: false });
  server.stderr?.pipe(file, { end: false });
  try {
    await waitUntilReady(server, doors, log);
  } catch (error) {
    await stop(server);
    throw error;
  }
  return () => stop(server);
}
