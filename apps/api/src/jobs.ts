import { JOB_SCHEMA, type QueueName, QUEUES, type SqlEntityManager } from '@ostiary/db';
import { fromKysely, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';

export interface Jobs {
  /**
   * Asks for work inside the caller's transaction; it is done after the commit, at least once. In a queue of the policy
   * `short` nothing is added while the same work waits.
   */
  send(em: SqlEntityManager, queue: QueueName, job: { readonly id: string; readonly notBefore?: Date }): Promise<void>;
  work(
    queue: QueueName,
    /** `batch`: so many are taken at once, one after the other, and the next at once while there are as many. */
    options: { atOnce: number; everySeconds?: number; batch?: number },
    handler: (id: string) => Promise<void>,
  ): Promise<void>;
  everyMinute(queue: QueueName): Promise<void>;
  everyHour(queue: QueueName): Promise<void>;
  everyDay(queue: QueueName): Promise<void>;
  stop(): Promise<void>;
}

const WAIT_ONCE: readonly QueueName[] = QUEUES.flatMap(({ name, options }) =>
  'policy' in options && options.policy === 'short' ? [name] : [],
);

async function measured(metrics: Pick<Metrics, 'worked'>, queue: string, work: () => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  let isDone = false;
  try {
    await work();
    isDone = true;
  } finally {
    metrics.worked(queue, { ms: performance.now() - startedAt, isDone });
  }
}

const OPTIONS = { schema: JOB_SCHEMA, migrate: false, createSchema: false, max: 4, schedule: true } as const;

/** Jobs on PostgreSQL by pg-boss. The schema is made by the migrations; this role may only use it. */
export async function openJobs(url: string, log: Logger, metrics: Pick<Metrics, 'worked'>): Promise<Jobs> {
  const boss = new PgBoss({ ...OPTIONS, connectionString: url });
  boss.on('error', (error: unknown) => log.warn({ err: error }, 'job queue'));
  await boss.start();
  return {
    async send(em, queue, { id, notBefore }) {
      // MikroORM's transaction is a Kysely one; its type is left open there.
      const transaction = em.getTransactionContext() as Parameters<typeof fromKysely>[0] | undefined;
      await boss.send(
        queue,
        { id },
        {
          ...(transaction && { db: fromKysely(transaction) }),
          ...(notBefore && { startAfter: notBefore }),
          ...(WAIT_ONCE.includes(queue) && { singletonKey: id }),
        },
      );
    },
    async work(queue, { atOnce, everySeconds = 0.5, batch = 1 }, handler) {
      await boss.work<{ id?: string }>(
        queue,
        {
          pollingIntervalSeconds: everySeconds,
          localConcurrency: atOnce,
          ...(batch > 1 && { batchSize: batch, burstWhenBatchFull: true }),
        },
        async (jobs) => {
          for (const job of jobs) await measured(metrics, queue, () => handler(job.data?.id ?? ''));
        },
      );
    },
    everyMinute: (queue) => boss.schedule(queue, '* * * * *'),
    // Off the full hour, when everybody else's jobs begin.
    everyHour: (queue) => boss.schedule(queue, '17 * * * *'),
    everyDay: (queue) => boss.schedule(queue, '41 2 * * *'),
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
}
