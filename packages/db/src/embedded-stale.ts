import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

interface RunningProcess {
  command: string;
  startedAt: string;
}

function fromProc(pid: number): RunningProcess | null {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the name in brackets, may itself hold blanks: fields count from the last bracket.
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    // In a container without an init a killed process stays a zombie, and kill(pid, 0) still finds it.
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return { command: readFileSync(`/proc/${pid}/cmdline`, 'utf8'), startedAt: fields[19] ?? '' };
  } catch {
    return null;
  }
}

function fromPs(pid: number): RunningProcess | null {
  const { stdout } = spawnSync('ps', ['-o', 'stat=,lstart=,command=', '-p', String(pid)], { encoding: 'utf8' });
  const [, state, startedAt, command] = /^(\S+)\s+((?:\S+\s+){5})(.*)$/m.exec(stdout ?? '') ?? [];
  if (!state || state.startsWith('Z')) return null;
  return { command: command ?? '', startedAt: startedAt?.trim() ?? '' };
}

const runningProcess = (pid: number) => (existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid));

function postmasterPid(cluster: string): number | null {
  const lock = join(cluster, 'postmaster.pid');
  const pid = existsSync(lock) ? Number.parseInt(readFileSync(lock, 'utf8'), 10) : Number.NaN;
  return pid > 1 ? pid : null;
}

/** The pid of the cluster's living postmaster: the number in a stale lock may long belong to another program. */
export function livingPostmaster(cluster: string): number | null {
  const pid = postmasterPid(cluster);
  return pid !== null && runningProcess(pid)?.command.includes('postgres') ? pid : null;
}

/** Sends `signal` to the cluster's postmaster; false when none is alive. */
export function signalPostmaster(cluster: string, signal: NodeJS.Signals): boolean {
  const pid = livingPostmaster(cluster);
  return pid !== null && process.kill(pid, signal);
}

async function goneWithin(cluster: string, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (livingPostmaster(cluster) !== null) {
    if (performance.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}

/**
 * Makes the cluster startable after a crash: ends an orphan that still runs, removes a lock whose owner is dead.
 *
 * @throws Error when an orphan survives even an immediate shutdown.
 */
export async function clearStale(cluster: string): Promise<void> {
  if (signalPostmaster(cluster, 'SIGINT') && !(await goneWithin(cluster, 15_000))) {
    signalPostmaster(cluster, 'SIGQUIT');
    if (!(await goneWithin(cluster, 5_000))) throw new Error(`An old PostgreSQL still runs on ${cluster}.`);
  }
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

/**
 * Claims the data folder for this process, so that a second start never stops the database under a living one.
 *
 * @throws Error naming the process that holds the folder.
 */
export function claimFolder(dataDir: string): () => void {
  const claim = join(dataDir, 'embedded.pid');
  if (existsSync(claim)) {
    const [pid, startedAt] = readFileSync(claim, 'utf8').split('\n');
    const holder = runningProcess(Number(pid));
    if (holder && holder.startedAt === startedAt) {
      throw new Error(`The data folder ${dataDir} is in use by process ${pid}. Stop it, or set another DATA_DIR.`);
    }
  }
  writeFileSync(claim, `${process.pid}\n${runningProcess(process.pid)?.startedAt ?? ''}\n`);
  return () => rmSync(claim, { force: true });
}
