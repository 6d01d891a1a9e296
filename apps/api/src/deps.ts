import { join } from 'node:path';
import { openOrm } from '@ostiary/db';
import { createWorkQueue } from '@ostiary/domain/crypto';
import type { Logger } from 'pino';
import { ensureCatalogue } from './catalogue.ts';
import type { Deps } from './context.ts';
import type { Env } from './env.ts';
import { openAllowList } from './features/staff-networks/allow-list.ts';
import { parseStaffNetworks } from './features/staff-networks/network-list.ts';
import { openJobs } from './jobs.ts';
import { readKeys } from './keys.ts';
import { openLimits } from './limits/limits.ts';
import { openLiveCases } from './live/live-cases.ts';
import { openMetrics } from './metrics.ts';
import { localDocumentStore } from './ports/document-store.ts';
import { guardedChecks } from './ports/guarded-checks.ts';
import { clamdScanner, noScanner } from './ports/malware-scanner.ts';
import { openEmail, openSms } from './ports/open-messengers.ts';
import type { Ports } from './ports/ports.ts';
import { simulatedChecks } from './ports/simulated-checks.ts';
import { openLog } from './server-log.ts';

const BCRYPT_COST = 12;

function openPorts(env: Env, { orm, log, clock }: Pick<Deps, 'orm' | 'log' | 'clock'>): Ports {
  const isLocal = env.OSTIARY_ENV === 'local';
  const scanner = (env.CLAMD_URL ?? 'none') === 'none' ? noScanner : clamdScanner(env.CLAMD_URL ?? '');
  log.info({ scanner: scanner.name }, 'malware scanner');
  if (!isLocal) log.warn({ identityChecks: env.IDENTITY_CHECKS }, 'IDENTITY CHECKS ARE SIMULATED: nobody is verified');
  return {
    documents: localDocumentStore(join(env.DATA_DIR, 'documents')),
    exports: localDocumentStore(join(env.DATA_DIR, 'exports')),
    scanner,
    email: openEmail(env, { orm, clock }),
    sms: openSms(env, { orm, log, clock }),
    checks: guardedChecks(simulatedChecks()),
  };
}

/** Opens everything a process needs on a migrated database. */
export async function openDeps(
  env: Env,
  databaseUrl: string,
  log: Logger = openLog(env),
): Promise<Deps & { close(): Promise<void> }> {
  const keys = readKeys(env);
  const fixed = parseStaffNetworks(env.STAFF_NETWORKS);
  const clock = () => new Date();
  const orm = await openOrm({ url: databaseUrl });
  await ensureCatalogue(orm, clock());
  const metrics = openMetrics();
  metrics.watchProcess();
  const jobs = await openJobs(databaseUrl, log, metrics);
  const ports = openPorts(env, { orm, log, clock });
  const limits = openLimits({ env, keys, log, databaseUrl });
  const live = openLiveCases({ databaseUrl, log });
  return {
    env,
    orm,
    keys,
    ports,
    jobs,
    log,
    limits,
    live,
    metrics,
    allowList: openAllowList(orm, { fixed, env }),
    clock,
    hashes: createWorkQueue(),
    bcryptCost: BCRYPT_COST,
    async close() {
      await live.close();
      await jobs.stop();
      await limits.close();
      await orm.close(true);
    },
  };
}
