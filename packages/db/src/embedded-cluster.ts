import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { type Account, giveTo } from './embedded-account.ts';
import { signalPostmaster } from './embedded-stale.ts';

export interface Cluster {
  account: Account;
  binaries: string;
  folder: string;
  logFile: string;
  superuserPassword: string;
}

export interface Launch {
  port: number;
  settings: Record<string, string>;
  /** Removed by the guard when the database has ended, even if we were killed. */
  removeAfter?: string;
}

/**
 * The shell between us and the postmaster. When our end of its standard input closes, because we stop or because we
 * were killed, it asks for a fast shutdown (SIGINT): no database outlives its server.
 */
const GUARD = `
exec 3<&0
remove=$1; shift
"$@" 3<&- & postmaster=$!
( read -r _ <&3; kill -INT $postmaster ) 2>/dev/null & watch=$!
wait $postmaster; code=$?
kill $watch 2>/dev/null
[ -z "$remove" ] || rm -rf -- "$remove"
exit $code`;

/** Refused rows must not reach the log: terse leaves out DETAIL, which quotes the values. */
const QUIET_LOG = {
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};

/** Not ours: it holds the server's secrets, and PGPORT or PGDATA would bend what we ask for. */
const BARE_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', TZ: 'UTC' };

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready, fail) => server.once('error', fail).listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('No free port found.');
  return address.port;
}

/** Runs initdb beside the final place and renames, so that a cut-off run leaves nothing half made. */
export async function createCluster(cluster: Cluster, extraArgs: string[] = []): Promise<void> {
  const unfinished = `${cluster.folder}.new`;
  const passwordFile = `${cluster.folder}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(dirname(cluster.folder), { recursive: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, cluster.superuserPassword, { mode: 0o600 });
  giveTo(cluster.account, unfinished);
  giveTo(cluster.account, passwordFile);
  const args = [`--pgdata=${unfinished}`, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  args.push('--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  try {
    await promisify(execFile)(join(cluster.binaries, 'bin/initdb'), [...args, '--no-instructions', ...extraArgs], {
      ...cluster.account,
      cwd: '/',
      env: BARE_ENVIRONMENT,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, cluster.folder);
}

function spawnGuarded(cluster: Cluster, { port, settings, removeAfter = '' }: Launch): ChildProcess {
  const fixed = { ...QUIET_LOG, listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC' };
  const flags = Object.entries({ ...fixed, port: String(port), ...settings }).flatMap(([k, v]) => ['-c', `${k}=${v}`]);
  const command = [join(cluster.binaries, 'bin/postgres'), '-D', cluster.folder, ...flags];
  const log = openSync(cluster.logFile, 'w', 0o600);
  try {
    // Detached: the terminal's Ctrl-C goes to the whole group, and the database must end last, not first.
    return spawn('/bin/sh', ['-c', GUARD, 'ostiary-postgres', removeAfter, ...command], {
      ...cluster.account,
      cwd: '/',
      env: BARE_ENVIRONMENT,
      detached: true,
      stdio: ['pipe', log, log],
    });
  } finally {
    closeSync(log);
  }
}

async function answers(port: number, password: string): Promise<boolean> {
  const to = { host: '127.0.0.1', port, user: 'postgres', database: 'postgres', ssl: false };
  const client = new Client({ ...to, password });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Resolves with true once the database answers, with false when it ended before. */
async function isUp(guard: ChildProcess, port: number, password: string): Promise<boolean> {
  const deadline = performance.now() + 60_000;
  while (guard.exitCode === null && guard.signalCode === null && performance.now() < deadline) {
    if (await answers(port, password)) return true;
    await sleep(25);
  }
  return false;
}

/** Fast shutdown; after 20 s an immediate one, which the next start recovers from. */
async function stopGuard(guard: ChildProcess, folder: string): Promise<void> {
  if (guard.exitCode !== null || guard.signalCode !== null) return;
  const ended = new Promise<void>((done) => guard.once('exit', () => done()));
  guard.stdin?.end();
  const harder = setTimeout(() => signalPostmaster(folder, 'SIGQUIT'), 20_000);
  await ended;
  clearTimeout(harder);
}

/**
 * Starts the postmaster and waits until it answers. Backends of a killed postmaster hold its shared memory for a
 * moment longer than itself, so that refusal is tried again for 10 s.
 *
 * @returns a function that stops it.
 * @throws Error with the end of the server's log when it does not come up.
 */
export async function launchCluster(cluster: Cluster, launch: Launch): Promise<() => Promise<void>> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const guard = spawnGuarded(cluster, launch);
    guard.stdin?.on('error', () => {});
    if (await isUp(guard, launch.port, cluster.superuserPassword)) {
      return () => stopGuard(guard, cluster.folder);
    }
    await stopGuard(guard, cluster.folder);
    const log = readFileSync(cluster.logFile, 'utf8');
    if (!/pre-existing shared memory block/.test(log) || performance.now() > deadline) {
      throw new Error(`The embedded PostgreSQL did not start:\n${log.slice(-2000)}`);
    }
    await sleep(300);
  }
}
