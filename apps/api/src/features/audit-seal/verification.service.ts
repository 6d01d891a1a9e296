import type { SqlEntityManager } from '@ostiary/db';
import { v7 as uuidv7 } from 'uuid';
import type { Context, Deps } from '../../context.ts';
import { asSystem, recordSecurityEvent } from '../audit/audit.service.ts';
import type { Fault } from './faults.ts';
import { outsideFolder } from './outside.ts';
import { verifyAudit } from './verify-tree.ts';

export type VerificationRunState = 'WAITING' | 'RUNNING' | 'PASSED' | 'FAILED' | 'BROKEN_OFF';

/** One run of the verification, as its last step says. */
export interface VerificationRun {
  readonly id: string;
  readonly state: VerificationRunState;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** Records looked at so far. */
  readonly checked: number;
  /** Records there are to look at; null until that is counted. */
  readonly size: number | null;
  /** At most 20, the first bad record first. */
  readonly faults: readonly Fault[];
  /** Null for the daily one. */
  readonly askedBy: string | null;
}

interface Step {
  readonly runId: string;
  readonly state: VerificationRunState;
  readonly at: Date;
  readonly checked?: number;
  readonly size?: number;
  readonly faults?: readonly Fault[];
  readonly askedBy?: string | null;
}

async function addStep(em: SqlEntityManager, step: Step): Promise<void> {
  const { runId, at, state, checked = 0, size = null, faults = [], askedBy = null } = step;
  await em.execute(
    `insert into audit_verification_step (id, run_id, at, state, checked, size, faults, asked_by)
     values (?, ?, ?, ?, ?, ?::bigint, ?::jsonb, ?::uuid)`,
    [uuidv7(), runId, at, state, checked, size, JSON.stringify(faults), askedBy],
  );
}

/** Asks for a verification in the caller's transaction; a job does it. @returns the id of the run */
export async function askVerification(
  { deps, em, now }: Pick<Context, 'deps' | 'em' | 'now'>,
  askedBy: string,
): Promise<string> {
  const runId = uuidv7();
  await addStep(em, { runId, state: 'WAITING', at: now, askedBy });
  await deps.jobs.send(em, 'verify-audit', { id: runId });
  return runId;
}

/** A run that has not said anything for so long was killed. */
const SILENT_MS = 600_000;
const PROGRESS_EVERY_MS = 2_000;

async function askedByOf(em: SqlEntityManager, runId: string): Promise<string | null> {
  const [row] = await em.execute<{ askedBy: string | null }[]>(
    'select asked_by as "askedBy" from audit_verification_step where run_id = ? order by at, id limit 1',
    [runId],
  );
  return row?.askedBy ?? null;
}

function alarm(deps: Deps, tx: SqlEntityManager, first: Fault): void {
  recordSecurityEvent(asSystem(tx, deps.clock()), {
    eventType: 'AUDIT_TAMPERED',
    severity: 'CRITICAL',
    userId: null,
    description: `Verification of the audit record failed at index ${first.index}: ${first.kind}`,
    metadata: { kind: first.kind, index: first.index, to: first.to, detail: first.detail },
  });
}

/**
 * Verifies the whole record and keeps the result for the auditor; a fault is a CRITICAL security event. The job
 * `verify-audit`: `id` is the run that was asked for, empty for the daily one. Throws what kept it from its end.
 */
export async function runVerification(deps: Deps, id: string): Promise<void> {
  const em = deps.orm.em.fork();
  const runId = id || uuidv7();
  const common = { runId, askedBy: await askedByOf(em, runId) };
  const add = (step: Pick<Step, 'state' | 'checked' | 'size' | 'faults'>, into = em) =>
    addStep(into, { ...common, at: deps.clock(), ...step });
  await add({ state: 'RUNNING' });
  let saidAt = 0;
  try {
    const { checked, faults } = await verifyAudit({
      em,
      folder: outsideFolder(deps.env),
      verifiers: deps.keys.checkpoint.verifiers,
      onProgress: async (done, size) => {
        if (done > 0 && Date.now() - saidAt < PROGRESS_EVERY_MS) return;
        saidAt = Date.now();
        await add({ state: 'RUNNING', checked: done, size });
      },
    });
    const [first] = faults;
    await em.transactional(async (tx) => {
      await add({ state: first ? 'FAILED' : 'PASSED', checked, size: checked, faults }, tx);
      if (first) alarm(deps, tx, first);
    });
  } catch (error) {
    await add({ state: 'BROKEN_OFF' });
    throw error;
  }
}

/** When a verification last came to a verdict, whichever it was. */
export async function lastVerdictAt(em: SqlEntityManager): Promise<Date | null> {
  const [row] = await em.execute<{ at: string | null }[]>(
    `select max(at) as at from audit_verification_step where state in ('PASSED', 'FAILED')`,
  );
  return row?.at ? new Date(row.at) : null;
}

type Row = Omit<VerificationRun, 'startedAt' | 'finishedAt'> & { readonly startedAt: string; readonly at: string };

/** The newest runs, newest first; what was killed counts as broken off. */
export async function listVerifications(
  { em, now }: Pick<Context, 'em' | 'now'>,
  limit: number,
): Promise<VerificationRun[]> {
  const rows = await em.execute<Row[]>(
    `select run.id, run."startedAt", step.state, step.at, step.checked::float8 as checked, step.size::float8 as size,
       step.faults, step.asked_by as "askedBy"
     from (select run_id as id, min(at) as "startedAt" from audit_verification_step group by run_id order by 2 desc, 1 desc limit ?) run
     cross join lateral (select * from audit_verification_step s where s.run_id = run.id order by s.at desc, s.id desc limit 1) step
     order by run."startedAt" desc, run.id desc`,
    [limit],
  );
  return rows.map(({ at, startedAt, state, ...rest }) => {
    const isOver = state !== 'WAITING' && state !== 'RUNNING';
    const isSilent = !isOver && now.getTime() - new Date(at).getTime() > SILENT_MS;
    return {
      ...rest,
      state: isSilent ? 'BROKEN_OFF' : state,
      startedAt: new Date(startedAt),
      finishedAt: isOver || isSilent ? new Date(at) : null,
    };
  });
}
