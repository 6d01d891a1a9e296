import { OVERDUE_MS, type VerificationState, type VerificationView } from '@ostiary/domain/audit';
import { encodeBase64 } from '@ostiary/domain/checkpoint';
import { DomainError } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { listVerifications, type VerificationRun, askVerification } from '../audit-seal/verification.service.ts';
import { readBacklog, readRefusal } from '../audit-seal/watch.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { type Known, knownPeople, shownName } from './people.ts';

const SHOWN = 20;
/** Looked through for the last verdict. */
const READ = 100;

const isOver = ({ finishedAt }: VerificationRun) => finishedAt !== null;
const isVerdict = ({ state }: VerificationRun) => state === 'PASSED' || state === 'FAILED';

function viewOf(
  { id, state, startedAt, finishedAt, checked, size, faults, askedBy }: VerificationRun,
  known: Known,
): VerificationView {
  const [first] = faults;
  return {
    id,
    state,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    checked,
    size,
    fault: first ?? null,
    faults: faults.length,
    startedBy: shownName(known, askedBy),
  };
}

async function checkpoints({ em }: StaffContext): Promise<VerificationState['checkpoints']> {
  const rows = await em.execute<{ size: number; root: Buffer; note: string; signed_at: string }[]>(
    'select size::float8 as size, root, note, signed_at from audit_checkpoint order by size desc limit ?',
    [SHOWN],
  );
  return rows.map(({ size, root, note, signed_at }) => ({
    size,
    root: encodeBase64(root),
    note,
    signedAt: new Date(signed_at).toISOString(),
  }));
}

/** What was last found out about the log, and how it is sealed now. */
export async function getVerification(ctx: StaffContext): Promise<VerificationState> {
  const runs = await listVerifications(ctx, READ);
  const known = await knownPeople(
    ctx.em,
    runs.map(({ askedBy }) => askedBy),
  );
  const last = runs.find(isVerdict);
  const over = runs.filter(isOver);
  const running = runs.find((run) => !isOver(run));
  const { records, oldestAt } = await readBacklog(ctx.em);
  const refusal = await readRefusal(ctx.em);
  return {
    last: last ? viewOf(last, known) : null,
    isOverdue: last?.finishedAt != null && ctx.now.getTime() - last.finishedAt.getTime() > OVERDUE_MS,
    runs: over.slice(0, SHOWN).map((run) => viewOf(run, known)),
    running: running ? viewOf(running, known) : null,
    checkpoints: await checkpoints(ctx),
    backlog: { records, oldestAt: oldestAt?.toISOString() ?? null },
    refusal: refusal && { at: refusal.at.toISOString(), reason: refusal.reason },
    verifierKey: ctx.deps.keys.checkpoint.signer.verifierKey,
  };
}

/** Asks for a verification of the whole log, or joins the one that runs. */
export async function startVerification(ctx: StaffContext): Promise<VerificationView> {
  return inTransaction(ctx, async (tx) => {
    // Two auditors who press at once ask for one.
    await tx.em.execute(`select pg_advisory_xact_lock(hashtextextended('audit-verification', 0))`);
    const isRunning = (await listVerifications(tx, SHOWN)).find((run) => !isOver(run));
    if (!isRunning) {
      const verification = await askVerification(tx, tx.actor.id);
      recordAudit(tx, {
        action: 'audit.verification-asked',
        target: { type: 'audit_log', id: null },
        after: { verification },
      });
      await tx.em.flush();
    }
    const run = isRunning ?? (await listVerifications(tx, 1))[0];
    if (!run) throw new DomainError('UNAVAILABLE');
    return viewOf(run, await knownPeople(tx.em, [run.askedBy]));
  });
}
