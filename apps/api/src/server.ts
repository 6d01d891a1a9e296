import { existsSync } from 'node:fs';
import closeWithGrace from 'close-with-grace';
import type { Logger } from 'pino';
import { createPublicApp, createStaffApp } from './app.ts';
import type { Deps } from './context.ts';
import { openDeps } from './deps.ts';
import { type Env, readEnv, wantsDemo } from './env.ts';
import { assertKeysHeld } from './features/keys/keys-held.service.ts';
import { createReadiness } from './http/health.ts';
import { readKeys } from './keys.ts';
import { migrateIfOwner, openDatabase } from './server-database.ts';
import { closeDoor, openDoor } from './server-listen.ts';
import { logFileOf, openLog } from './server-log.ts';
import { startWorker } from './worker.ts';

/** Lines for the person at the terminal; everything else is structured logging. */
function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function announce(env: Env): void {
  const customers = `http://localhost:${env.PUBLIC_PORT}`;
  say('');
  say(`  Customer portal   ${customers}`);
  say(`  Staff portal      http://localhost:${env.STAFF_PORT}`);
  if (env.OSTIARY_ENV !== 'local') return;
  say(`  Dev mailbox       ${customers}/dev/mailbox`);
  say(`  REST API          ${customers}/api/docs/swagger/`);
  say(`  Log               ${logFileOf(env)}`);
  say('');
  if (wantsDemo(env)) {
    say(`  Staff sign-ins    reviewer, admin, admin2, auditor   password ${env.DEMO_PASSWORD}`);
    say('');
    say('  Everyone in the demo bank is fictional.');
  }
  say('  Ctrl-C stops everything.');
}

async function fillDemo(deps: Deps): Promise<void> {
  const { seedDemo } = await import('./demo/seed.ts');
  let startedAt: number | undefined;
  const onProgress = (line: string) => {
    startedAt ??= performance.now();
    say(`${line}…`);
  };
  await seedDemo(deps, { onProgress });
  if (startedAt !== undefined) say(`Filled the demo bank (${Math.round((performance.now() - startedAt) / 1000)} s)`);
}

type Undo = () => Promise<unknown>;

/** Opens everything in order. What undoes each step is in `undo` before the next begins, newest first. */
async function open(env: Env, log: Logger, undo: Undo[]): Promise<void> {
  const opening = openDatabase(env, say);
  // A database that is still starting when we are asked to stop must be waited for, or it would outlive us.
  undo.unshift(() =>
    opening.then(
      (database) => database.stop(),
      () => undefined,
    ),
  );
  const database = await opening;
  const ran = await migrateIfOwner(database);
  if (ran > 0) say(`Brought the database up to date (${ran} migrations)`);
  const deps = await openDeps(env, database.url, log);
  undo.unshift(() => deps.close());
  await assertKeysHeld(deps);
  if (wantsDemo(env)) await fillDemo(deps);
  await startWorker(deps);
  const readiness = createReadiness(deps);
  const places = [
    { app: createPublicApp(deps, readiness), setting: 'PUBLIC_PORT', port: env.PUBLIC_PORT, host: env.PUBLIC_HOST },
    { app: createStaffApp(deps, readiness), setting: 'STAFF_PORT', port: env.STAFF_PORT, host: env.STAFF_HOST },
  ] as const;
  for (const place of places) {
    const servers = await openDoor(place, { isLocal: env.OSTIARY_ENV === 'local' });
    undo.unshift(() => Promise.all(servers.map(closeDoor)));
  }
  undo.unshift(() => {
    readiness.drain();
    // Streams never finish by themselves: the doors would wait for them until their time is up.
    return deps.live.close();
  });
}

function complain(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}

async function close(undo: Undo[]): Promise<void> {
  // One that fails must not keep the database, which comes last, from stopping.
  for (const step of undo.splice(0)) await step().catch(complain);
}

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const env = readEnv();
  // Before a database is made or touched: production says within a second what it lacks.
  if (env.OSTIARY_ENV === 'production') readKeys(env);
  const log = openLog(env);
  const undo: Undo[] = [];
  let isStopping = false;
  const stopping = closeWithGrace({ delay: 30_000, logger: { error: complain } }, async ({ err }) => {
    isStopping = true;
    if (err) log.fatal({ err }, 'stopping after an unexpected failure');
    await close(undo);
  });
  // The launcher's death closes this channel: nothing may outlive it.
  if (process.send) process.once('disconnect', () => stopping.close());
  try {
    await open(env, log, undo);
    announce(env);
  } catch (error) {
    // Stopping in the middle of a start makes its next step fail; that is no news.
    if (isStopping) return;
    stopping.uninstall();
    await close(undo);
    throw error;
  }
}

main().catch((error: unknown) => {
  complain(error);
  process.exitCode = 1;
  // Whatever still holds the event loop, a start that failed ends.
  setTimeout(() => process.exit(1), 2_000).unref();
});
