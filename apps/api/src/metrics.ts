import type { Door } from '@ostiary/domain/auth';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Backlog } from './backlog.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

type Outcome = 'ok' | 'refused' | 'failed';

interface Call {
  readonly door: Door;
  /** The path of a procedure that exists; never what a caller typed. */
  readonly procedure: string;
  readonly outcome: Outcome;
  readonly ms: number;
}

export type Metrics = ReturnType<typeof openMetrics>;

/** What the process knows of itself: kept in its memory, read by whoever may (http/metrics.route.ts). No label names a person. */
export function openMetrics() {
  const registers = [new Registry()];
  const calls = new Histogram({
    name: 'ostiary_procedure_seconds',
    help: 'Time a procedure took, without the transfer',
    labelNames: ['door', 'procedure'] as const,
    buckets: SECONDS,
    registers,
  });
  const outcomes = new Counter({
    name: 'ostiary_procedure_total',
    help: 'Calls of a procedure: ok, refused (told why) or failed (unexpected)',
    labelNames: ['door', 'procedure', 'outcome'] as const,
    registers,
  });
  const jobs = new Histogram({
    name: 'ostiary_job_seconds',
    help: 'Time a job took',
    labelNames: ['queue', 'outcome'] as const,
    buckets: SECONDS,
    registers,
  });
  return {
    /** Of this process: memory, processor, event loop. Not for tests, where processes are shared. */
    watchProcess: () => collectDefaultMetrics({ register: registers[0] }),
    called({ door, procedure, outcome, ms }: Call): void {
      calls.observe({ door, procedure }, ms / 1000);
      outcomes.inc({ door, procedure, outcome });
    },
    worked(queue: string, { ms, isDone }: { readonly ms: number; readonly isDone: boolean }): void {
      jobs.observe({ queue, outcome: isDone ? 'ok' : 'failed' }, ms / 1000);
    },
    /** The text of Prometheus' format 0.0.4. Figures of the database are absent while it cannot be read. */
    async say(backlog: Backlog | null): Promise<{ type: string; text: string }> {
      const own = await Promise.all(registers.map((registry) => registry.metrics()));
      return { type: Registry.PROMETHEUS_CONTENT_TYPE, text: [...own, await sayBacklog(backlog)].join('\n') };
    },
  };
}

/** Apart from the others: read anew each time, and left out as a whole. */
function sayBacklog(backlog: Backlog | null): Promise<string> {
  const registry = new Registry();
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  gauge('ostiary_database_readable', 'Whether the figures of the database could be read').set(backlog ? 1 : 0);
  if (backlog) {
    gauge('ostiary_outbox_waiting', 'Messages not sent yet').set(backlog.outboxWaiting);
    gauge('ostiary_outbox_oldest_seconds', 'Age of the oldest of them').set(backlog.outboxOldestSeconds);
    gauge('ostiary_outbox_given_up', 'Messages given up within a day').set(backlog.outboxGivenUp);
    gauge('ostiary_seal_behind_seconds', 'Age of the oldest audit record that is not sealed yet').set(
      backlog.sealBehindSeconds,
    );
    gauge('ostiary_documents_unchecked_seconds', 'Age of the oldest document whose check is not done').set(
      backlog.documentsUncheckedSeconds,
    );
    gauge('ostiary_queue_waiting', 'Cases that wait for a reviewer').set(backlog.casesWaiting);
    const jobs = new Gauge({
      name: 'ostiary_jobs_waiting',
      help: 'Jobs that wait for a worker',
      labelNames: ['queue'] as const,
      registers: [registry],
    });
    for (const { queue, n } of backlog.jobs) jobs.set({ queue }, n);
  }
  return registry.metrics();
}
