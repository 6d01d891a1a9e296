import { type MikroORM, MIGRATION_NAMES } from '@ostiary/db';
import { Router } from 'express';

const PING_MS = 500;
const KEPT_MS = 1_000;

type Unready = 'draining' | 'database' | 'migrations';

export interface Readiness {
  /** From now on `/readyz` answers 503, so that the proxy sends no more work. */
  drain(): void;
  /** Why this process should get no work, or null when it may. */
  reason(): Promise<Unready | null>;
}

async function judge(orm: MikroORM): Promise<Unready | null> {
  const timer = Promise.withResolvers<never>();
  const late = setTimeout(() => timer.reject(new Error('late')), PING_MS);
  try {
    const query = orm.em.getConnection().execute<{ name: string }[]>('select name from schema_migration');
    const rows = await Promise.race([query, timer.promise]);
    const ran = new Set(rows.map((row) => row.name));
    return MIGRATION_NAMES.every((name) => ran.has(name)) ? null : 'migrations';
  } catch {
    return 'database';
  } finally {
    clearTimeout(late);
  }
}

/** Database within 500 ms and at the newest migration; the verdict is kept for a second, so that probes cost nothing. */
export function createReadiness(orm: MikroORM): Readiness {
  let isDraining = false;
  let kept: { verdict: Promise<Unready | null>; until: number } | undefined;
  return {
    drain() {
      isDraining = true;
    },
    reason() {
      if (isDraining) return Promise.resolve('draining');
      if (!kept || kept.until <= performance.now()) kept = { verdict: judge(orm), until: performance.now() + KEPT_MS };
      return kept.verdict;
    },
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
    res
      .set('cache-control', 'no-store')
      .status(reason ? 503 : 200)
      .json(reason ? { status: 'unready', reason } : { status: 'ready' });
  });
  return routes;
}
