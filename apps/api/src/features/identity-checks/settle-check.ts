import type { IdentityCheck, SqlEntityManager } from '@ostiary/db';
import type { CheckAnswer } from '@ostiary/domain/identity-checks';
import type { ApplicationId } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';
import { addToTimeline } from '../application/timeline.service.ts';
import { asSystem, recordAudit } from '../audit/audit.service.ts';
import { getFile, recount, touch } from '../requirements/case-file.service.ts';
import { voidIfChanged } from '../review/evidence-changed.service.ts';
import { assessLate } from '../risk/assess-late.service.ts';
import { assessFile } from '../risk/assess-risk.service.ts';

interface Settling {
  readonly id: string;
  readonly applicationId: ApplicationId;
  /** Null where the provider could not be asked. */
  readonly answer: CheckAnswer | null;
}

const SETTLED: readonly IdentityCheck['state'][] = ['MATCH', 'MISMATCH', 'NOT_FOUND'];

function store(check: IdentityCheck, answer: CheckAnswer | null, now: Date): void {
  check.state = answer?.outcome ?? 'UNAVAILABLE';
  check.reference = answer?.reference ?? null;
  check.evidence = answer?.evidence ?? null;
  check.finishedAt = now;
}

async function settle(deps: Deps, em: SqlEntityManager, { id, applicationId, answer }: Settling): Promise<void> {
  const ctx = asSystem(em, deps.clock());
  const file = await getFile(em, applicationId, { forUpdate: true });
  const check = file.checks.find((candidate) => candidate.id === id);
  if (!check || SETTLED.includes(check.state)) return;
  // Another try in vain changes nothing that anybody could see.
  if (answer === null && check.state === 'UNAVAILABLE') return;
  const before = file.rows.find(({ code }) => code === check.requirement)?.state;
  store(check, answer, ctx.now);
  touch(file.application, ctx.now);
  const after = recount(file).rows.find(({ code }) => code === check.requirement)?.state;
  const { status } = file.application;
  const mustAct = status === 'INCOMPLETE' || status === 'ACTION_REQUIRED';
  if (mustAct && after === 'refused' && before !== 'refused')
    addToTimeline(ctx, { applicationId, kind: 'check_failed', actorId: null });
  recordAudit(ctx, {
    action: 'check.finished',
    target: { type: 'kyc_application', id: applicationId },
    after: {
      check: id,
      kind: check.kind,
      requirement: check.requirement,
      state: check.state,
      version: file.application.version,
    },
  });
  await assessFile({ ...ctx, deps }, file, 'check-finished');
  if (status === 'APPROVED' && check.kind === 'screening') await assessLate({ ...ctx, deps }, file);
  await voidIfChanged(ctx, applicationId);
}

/** Writes down what came of a check, once: an answer stands, and a check without one waits to be tried again. */
export async function settleCheck(deps: Deps, settling: Settling): Promise<void> {
  await deps.orm.em.fork().transactional((em) => settle(deps, em, settling));
}
