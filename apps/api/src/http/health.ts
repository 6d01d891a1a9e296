import { MIGRATION_NAMES } from '@ostiary/db';
import { Router } from 'express';
import type { Deps } from '../context.ts';
import { missingKeys } from '../features/keys/keys-held.service.ts';

const PING_MS = 500;
const KEPT_MS = 1_000;

type Unready = 'draining' | 'database' | 'migrations' | 'keys';
type Judged = Pick<Deps, 'orm' | 'keys'>;

export interface Readiness {
  /** From now on `/readyz` answers 503, so that the proxy sends no more work. */
  drain(): void;
  /** Why this process should get no work, or null when it may. */
  reason(): Promise<Unready | null>;
  /** What works badly, and would in any other process too. */
  degraded(): Promise<readonly 'document-checks'[]>;
}

interface Verdict {
  readonly reason: Unready | null;
  readonly degraded: readonly 'document-checks'[];
}

const unready = (reason: Unready): Verdict => ({ reason, degraded: [] });

/** Documents that have waited for five minutes: the malware scanner is down, or no worker runs. */
const STALLED = `select from kyc_document where status = 'QUARANTINED' and file_removed_at is null
  and uploaded_at < bank_now() - interval '5 minutes' limit 1`;

async function look(deps: Judged): Promise<Verdict> {
  const connection = deps.orm.em.getConnection();
  const rows = await connection.execute<{ name: string }[]>('select name from schema_migration');
  const ran = new Set(rows.map((row) => row.name));
  if (!MIGRATION_NAMES.every((name) => ran.has(name))) return unready('migrations');
  if ((await missingKeys(deps)).length > 0) return unready('keys');
  const isStalled = (await connection.execute<unknown[]>(STALLED)).length > 0;
  return { reason: null, degraded: isStalled ? ['document-checks'] : [] };
}

async function judge(deps: Judged): Promise<Verdict> {
  const timer = Promise.withResolvers<never>();
  const late = setTimeout(() => timer.reject(new Error('late')), PING_MS);
  try {
    return await Promise.race([look(deps), timer.promise]);
  } catch {
    return unready('database');
  } finally {
    clearTimeout(late);
  }
}

/** Database within 500 ms, at the newest migration, with no key that is not held here; the verdict is kept for a second, so that probes cost nothing. */
export function createReadiness(deps: Judged): Readiness {
  let isDraining = false;
  let kept: { verdict: Promise<Verdict>; until: number } | undefined;
  const verdict = () => {
    if (!kept || kept.until <= performance.now()) kept = { verdict: judge(deps), until: performance.now() + KEPT_MS };
    return kept.verdict;
  };
  return {
    drain() {
      isDraining = true;
    },
    reason: async () => (isDraining ? 'draining' : (await verdict()).reason),
    degraded: async () => (await verdict()).degraded,
  };
}

/** `/healthz`: the process lives. `/readyz`: it may be given work. */
export function healthRoutes(readiness: Readiness): Router {
  const routes = Router();
  routes.get('/healthz', (_req, res) => {
    res.set('cache-control', 'no-store').json({ status: 'ok' });
  });
  routes.get('/readyz', async (_req, res) => {
    const reason = await readiness.reason();
    const degraded = await readiness.degraded();
    const ready = { status: 'ready', ...(degraded.length > 0 && { degraded }) };
    res
      .set('cache-control', 'no-store')
      .status(reason ? 503 : 200)
      .json(reason ? { status: 'unready', reason } : ready);
  });
  return routes;
}
