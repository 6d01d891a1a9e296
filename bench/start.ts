// From a bare clone to two open doors, and again: how long `npm start` takes, and whether it leaves anything behind.
//   node bench/start.ts [repository]
// Clones the committed state, so commit first. PUBLIC_PORT and STAFF_PORT move the ports (8730, 8731).
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A start is judged by the median of so many. */
const STARTS = 3;
const LIMITS_S = { first: 150, second: 8, 'after kill -9': 8 } as const;
const { PUBLIC_PORT = '8730', STAFF_PORT = '8731' } = process.env;
const PORTALS = [`http://localhost:${PUBLIC_PORT}`, `http://localhost:${STAFF_PORT}`];
const [repository = join(import.meta.dirname, '..')] = process.argv.slice(2);

const home = mkdtempSync(join(tmpdir(), 'ostiary-bench-start-'));
// Open to the database's own user when root measures.
chmodSync(home, 0o755);
const clone = join(home, 'clone');
const logFile = join(home, 'start.log');

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Nothing that was downloaded or built before may help. */
const emptyCaches = {
  npm_config_cache: join(home, 'npm'),
  XDG_DATA_HOME: join(home, 'data'),
  XDG_CACHE_HOME: join(home, 'cache'),
  XDG_STATE_HOME: join(home, 'state'),
  PNPM_HOME: join(home, 'pnpm'),
  pnpm_config_store_dir: join(home, 'store'),
};

/** The environment without what a surrounding npm or the settings of another bank would add. */
function environment(): Record<string, string | undefined> {
  const foreign = /^(npm_(lifecycle|package|node|command|execpath)|NODE_|DATABASE_|DATA_DIR|DEMO|OSTIARY_)/;
  const ours = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const path = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  return { ...Object.fromEntries(ours), ...emptyCaches, PATH: path.join(':'), PUBLIC_PORT, STAFF_PORT };
}

/** Asked with node:http, because fetch() says that it is no navigation, and would be given no page. */
function isOk(url: string): Promise<boolean> {
  return new Promise((done) => {
    const asking = get(url, { headers: { accept: 'text/html' }, agent: false }, (answer) => {
      answer.resume();
      done(answer.statusCode === 200);
    });
    asking.once('error', () => done(false));
  });
}

const isOpen = async (portal: string): Promise<boolean> => (await isOk(`${portal}/readyz`)) && isOk(portal);

async function start(): Promise<{ npm: ChildProcess; seconds: number }> {
  // Another bank on these ports, or the last server still closing, would be measured in place of the new one.
  const answering = await Promise.all(PORTALS.map((portal) => isOk(`${portal}/healthz`)));
  if (answering.some(Boolean) || processes().length > 0)
    throw new Error('Something answers already, or the last start has not ended.');
  const startedAt = performance.now();
  const npm = spawn('npm', ['start'], {
    cwd: clone,
    env: environment(),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(logFile);
  npm.stdout?.pipe(log, { end: false });
  npm.stderr?.pipe(log, { end: false });
  while (npm.exitCode === null) {
    const open = await Promise.all(PORTALS.map(isOpen));
    if (open.every(Boolean)) {
      const seconds = (performance.now() - startedAt) / 1000;
      if (processes('apps/api/src/server.ts').length !== 1)
        throw new Error('The portals answer, but not from the clone that was started.');
      return { npm, seconds };
    }
    await sleep(50);
  }
  throw new Error(`npm start ended with code ${npm.exitCode}:\n${readFileSync(logFile, 'utf8')}`);
}

/** Processes that belong to the clone, by the paths in their command lines. */
function processes(pattern = clone): { pid: number; command: string }[] {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8' }).trim().split('\n');
  const all = lines.map((line) => ({ pid: Number.parseInt(line, 10), command: line.trim().replace(/^\d+\s+/, '') }));
  return all.filter(({ pid, command }) => pid !== process.pid && command.includes(clone) && command.includes(pattern));
}

/** Ctrl-C: the terminal sends SIGINT to the whole group. */
async function interrupt(npm: ChildProcess): Promise<number> {
  const startedAt = performance.now();
  const ended = once(npm, 'exit');
  if (npm.pid !== undefined && npm.exitCode === null) process.kill(-npm.pid, 'SIGINT');
  await ended;
  return (performance.now() - startedAt) / 1000;
}

async function killServer(npm: ChildProcess): Promise<void> {
  const ended = once(npm, 'exit');
  for (const { pid } of processes('apps/api/src/server.ts')) process.kill(pid, 'SIGKILL');
  await ended;
  // PostgreSQL notices that its starter is gone and shuts down by itself.
  for (let tries = 0; tries < 100 && processes().length > 0; tries++) await sleep(100);
}

/** The same machine at the same moment: how long npm takes to do nothing. */
function idleNpm(): number {
  const startedAt = performance.now();
  execFileSync('npm', ['--version'], { env: environment(), stdio: 'ignore' });
  return (performance.now() - startedAt) / 1000;
}

interface Timed {
  readonly seconds: number;
  readonly baseline: number;
}

const middle = (runs: readonly Timed[]) =>
  runs.toSorted((left, right) => left.seconds - right.seconds)[Math.floor(runs.length / 2)];

let failures = 0;
function report(what: keyof typeof LIMITS_S, runs: readonly Timed[]): void {
  const { seconds = Number.NaN, baseline = Number.NaN } = middle(runs) ?? {};
  const limit = LIMITS_S[what];
  const isOk = seconds <= limit;
  if (!isOk) failures += 1;
  const each = runs.length > 1 ? `, median of ${runs.map((run) => run.seconds.toFixed(1)).join(', ')}` : '';
  say(
    `${`npm start, ${what}`.padEnd(26)} ${seconds.toFixed(1).padStart(6)} s   limit ${limit} s   ${isOk ? 'ok' : 'TOO SLOW'}${each}; × ${(seconds / baseline).toFixed(1)} of npm --version (${baseline.toFixed(1)} s)`,
  );
}

function reportLeft(): void {
  const left = processes();
  failures += left.length;
  say(
    `processes after Ctrl-C     ${String(left.length).padStart(6)}     limit 0       ${left.length === 0 ? 'ok' : left.map(({ command }) => command).join('; ')}`,
  );
}

async function timedStart(): Promise<Timed & { readonly npm: ChildProcess }> {
  const baseline = idleNpm();
  return { baseline, ...(await start()) };
}

async function measure(): Promise<void> {
  execFileSync('git', ['clone', '--quiet', repository, clone]);
  say(`load before ${loadavg()[0]?.toFixed(1)} (other work on this machine makes every figure longer)`);
  const first = await timedStart();
  report('first', [first]);
  say(`Ctrl-C to the end          ${(await interrupt(first.npm)).toFixed(1).padStart(6)} s`);
  reportLeft();
  const [second, third]: [Timed[], Timed[]] = [[], []];
  for (let run = 0; run < STARTS; run++) {
    const after = await timedStart();
    second.push(after);
    await killServer(after.npm);
    const again = await timedStart();
    third.push(again);
    await interrupt(again.npm);
  }
  report('second', second);
  report('after kill -9', third);
  reportLeft();
}

try {
  await measure();
} finally {
  for (const { pid } of processes()) process.kill(pid, 'SIGKILL');
  rmSync(home, { recursive: true, force: true });
}
process.exitCode = failures > 0 ? 1 : 0;
