import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import closeWithGrace from 'close-with-grace';
import type { Express } from 'express';
import { createPublicApp, createStaffApp } from './app.ts';
import { openDeps } from './deps.ts';
import { type Env, readEnv, wantsDemo } from './env.ts';
import { createReadiness } from './http/health.ts';
import { startWorker } from './worker.ts';

const DRAIN_MS = 25_000;

/** Lines for the person at the terminal; everything else is structured logging. */
function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

interface Database {
  readonly url: string;
  readonly ownerUrl: string | undefined;
  stop(): Promise<void>;
}

async function openDatabase(env: Env): Promise<Database> {
  if (env.DATABASE_URL !== undefined) return { url: env.DATABASE_URL, ownerUrl: env.DATABASE_OWNER_URL, stop: () => Promise.resolve() };
  const { startEmbedded } = await import('@ostiary/db/embedded');
  const embedded = await startEmbedded({ dataDir: resolve(env.DATA_DIR), onProgress: say });
  return { url: embedded.appUrl, ownerUrl: embedded.ownerUrl, stop: () => embedded.stop() };
}

async function migrateIfOwner({ url, ownerUrl }: Database): Promise<void> {
  if (ownerUrl === undefined) return;
  const { migrate } = await import('@ostiary/db/migrate');
  const ran = await migrate({ ownerUrl, appRole: decodeURIComponent(new URL(url).username) });
  if (ran.length > 0) say(`Brought the database up to date (${ran.length} migrations)`);
}

interface Listening {
  readonly server: Server;
  readonly setting: 'PUBLIC_PORT' | 'STAFF_PORT';
  readonly port: number;
}

function listen(app: Express, { setting, port, host }: { setting: Listening['setting']; port: number; host: string | undefined }): Promise<Listening> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 120_000, keepAliveTimeout: 10_000 }, app);
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      fail(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is in use. Stop what uses it, or start with ${setting}=<another port>.`) : error);
    });
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => done({ server, setting, port: (server.address() as AddressInfo).port })); // a TCP server has a TCP address
  });
}

/** Local listens on both loopback addresses, because browsers may take either for `localhost`; IPv6 may be switched off. */
async function listenOn(app: Express, options: { setting: Listening['setting']; port: number; host: string | undefined; isLocal: boolean }): Promise<Server[]> {
  const { setting, port, host, isLocal } = options;
  if (host !== undefined || !isLocal) return [(await listen(app, { setting, port, host })).server];
  const { server } = await listen(app, { setting, port, host: '127.0.0.1' });
  const six = await listen(app, { setting, port, host: '::1' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') return null;
    throw error;
  });
  return six ? [server, six.server] : [server];
}

function announce(env: Env): void {
  const customers = `http://localhost:${env.PUBLIC_PORT}`;
  say('');
  say(`  Customer portal   ${customers}`);
  say(`  Staff portal      http://localhost:${env.STAFF_PORT}`);
  if (env.OSTIARY_ENV !== 'local') return;
  say(`  Dev mailbox       ${customers}/dev/mailbox`);
  say(`  REST API          ${customers}/api/docs/swagger/`);
  if (!wantsDemo(env)) return;
  say('');
  say(`  Staff sign-ins    reviewer, admin, admin2, auditor   password ${env.DEMO_PASSWORD}`);
  say('  Second factor     off in the local demo (STAFF_MFA=required is the rule in production)');
  say('');
  say('  Everyone in the demo bank is fictional. Ctrl-C stops everything.');
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed.finally(() => clearTimeout(cut));
}

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const env = readEnv();
  const database = await openDatabase(env);
  try {
    await migrateIfOwner(database);
    const deps = await openDeps(env, database.url);
    if (wantsDemo(env)) {
      const { seedDemo } = await import('./demo/seed.ts');
      await seedDemo(deps, { onProgress: say });
    }
    await startWorker(deps);
    const readiness = createReadiness(deps.orm);
    const isLocal = env.OSTIARY_ENV === 'local';
    const servers = [
      ...(await listenOn(createPublicApp(deps, readiness), { setting: 'PUBLIC_PORT', port: env.PUBLIC_PORT, host: env.PUBLIC_HOST, isLocal })),
      ...(await listenOn(createStaffApp(deps, readiness), { setting: 'STAFF_PORT', port: env.STAFF_PORT, host: env.STAFF_HOST, isLocal })),
    ];
    const stopping = closeWithGrace({ delay: 30_000, logger: deps.log }, async ({ err }) => {
      if (err) deps.log.fatal({ err }, 'stopping after an unexpected failure');
      readiness.drain();
      await Promise.all(servers.map(close));
      await deps.close();
      await database.stop();
    });
    // The launcher's death closes this channel: nothing may outlive it.
    if (process.send) process.once('disconnect', () => void stopping.close());
    announce(env);
  } catch (error) {
    await database.stop();
    throw error;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
  setTimeout(() => process.exit(1), 2_000).unref();
});
