import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOrm } from '@ostiary/db';
import { createTestDatabase } from '@ostiary/db/testing';
import { createWorkQueue } from '@ostiary/domain/crypto';
import { pino } from 'pino';
import { ensureCatalogue } from '../catalogue.ts';
import type { Deps } from '../context.ts';
import { readEnv } from '../env.ts';
import { openAllowList } from '../features/staff-networks/allow-list.ts';
import { parseStaffNetworks } from '../features/staff-networks/network-list.ts';
import { openJobs } from '../jobs.ts';
import { readKeys } from '../keys.ts';
import { openLimits } from '../limits/limits.ts';
import { openLiveCases } from '../live/live-cases.ts';
import { openMetrics } from '../metrics.ts';
import { localDocumentStore } from '../ports/document-store.ts';
import { guardedChecks } from '../ports/guarded-checks.ts';
import { noScanner } from '../ports/malware-scanner.ts';
import { devMailbox } from '../ports/messenger.ts';
import { simulatedChecks } from '../ports/simulated-checks.ts';

const CHEAPEST_BCRYPT = 4;
/** Whole suites register from one address; a test of the limits sets its own factor. */
const LAX = '100000';
/** Checks of a test neither wait long nor spoil one another's provider. */
const QUICK = { timeoutMs: 300, tries: 3, firstDelayMs: 1, failuresToRest: 10_000, restMs: 1_000 };

export interface TestDeps {
  readonly deps: Deps;
  /** Runs SQL as the database's owner; parameters are `?`. */
  readonly owner: <Row = Record<string, unknown>>(sql: string, params?: readonly unknown[]) => Promise<Row[]>;
  readonly now: () => Date;
  /** Moves the clock of the application and of SQL's `bank_now()`. */
  readonly setNow: (date: Date) => Promise<void>;
  /** The same database for another process, as the application. */
  readonly databaseUrl: string;
  readonly close: () => Promise<void>;
}

export interface TestChanges {
  readonly env?: Record<string, string>;
  readonly deps?: Partial<Deps>;
  /** How often a live stream asks whether its session still stands. */
  readonly liveRecheckMs?: number;
}

/** A database, keys and ports of its own, with a clock that stands still. `changes` replaces parts, e.g. a scanner. */
export async function openTestDeps(changes: TestChanges = {}): Promise<TestDeps> {
  const folder = mkdtempSync(join(tmpdir(), 'ostiary-test-'));
  const env = readEnv({ DATA_DIR: folder, LOG_LEVEL: 'silent', RATE_LIMIT_FACTOR: LAX, ...changes.env });
  const fixed = parseStaffNetworks(env.STAFF_NETWORKS);
  const database = await createTestDatabase();
  const log = pino({ level: env.LOG_LEVEL });
  let now = new Date();
  const clock = () => now;
  const orm = await openOrm({ url: database.appUrl, poolMax: 10 });
  const ownerOrm = await openOrm({ url: database.ownerUrl, poolMax: 2, isOwner: true });
  const owner = <Row>(sql: string, params: readonly unknown[] = []) =>
    ownerOrm.em.getConnection().execute<Row[]>(sql, [...params]);
  const setNow = async (date: Date) => {
    now = date;
    await owner('delete from test_clock');
    await owner('insert into test_clock (at) values (?)', [date]);
  };
  await setNow(now);
  await ensureCatalogue(orm, now);
  const metrics = openMetrics();
  const jobs = await openJobs(database.appUrl, log, metrics);
  const ports = {
    documents: localDocumentStore(join(folder, 'documents')),
    exports: localDocumentStore(join(folder, 'exports')),
    scanner: noScanner,
    email: devMailbox(orm, 'email', clock),
    sms: devMailbox(orm, 'sms', clock),
    checks: guardedChecks(simulatedChecks({ slowMs: 5 }), QUICK),
  };
  const hashes = createWorkQueue();
  const keys = readKeys(env);
  const limits = openLimits({ env, keys, log: changes.deps?.log ?? log, databaseUrl: database.appUrl });
  const deps: Deps = {
    env,
    orm,
    keys,
    ports,
    jobs,
    hashes,
    metrics,
    bcryptCost: CHEAPEST_BCRYPT,
    log,
    limits,
    live: openLiveCases({ databaseUrl: database.appUrl, log, recheckMs: changes.liveRecheckMs }),
    allowList: openAllowList(orm, { fixed, env }),
    clock,
    ...changes.deps,
  };
  const close = async () => {
    await deps.live.close();
    await jobs.stop();
    await limits.close();
    await orm.close(true);
    await ownerOrm.close(true);
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { deps, owner, now: clock, setNow, databaseUrl: database.appUrl, close };
}
