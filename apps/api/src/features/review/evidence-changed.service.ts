import { KycApplication, KycDecision, type SqlEntityManager } from '@ostiary/db';
import { type ApplicationEvent, nextStatus, type TransitionActor } from '@ostiary/domain/application';
import { isDue } from '@ostiary/domain/requirements';
import type { VoidedBecause } from '@ostiary/domain/review';
import type { ApplicationId } from '@ostiary/domain/shared';
import { addToTimeline } from '../application/timeline.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { tellStaff } from '../desk/tell.service.ts';
import { type CaseFile, evidenceHash, getFile, touch } from '../requirements/case-file.service.ts';
import { dropHeld } from './held-drop.service.ts';

type Recorder = Parameters<typeof recordAudit>[0];

/** The first approval that waits for a second one; null where there is none. */
export function findFirst(em: SqlEntityManager, { application }: CaseFile): Promise<KycDecision | null> {
  const { id: applicationId, round } = application;
  return em.findOne(KycDecision, { applicationId, round, stage: 1, kind: 'APPROVE', voidedAt: null });
}

/** Does the case still show what the first approver saw: the same evidence, and nothing due? */
export async function isSameEvidence(em: SqlEntityManager, file: CaseFile): Promise<boolean> {
  const first = await findFirst(em, file);
  if (!first || file.rows.some(isDue)) return false;
  return Buffer.from(first.evidenceHash).equals(evidenceHash(file));
}

interface Ending {
  readonly event: Extract<ApplicationEvent, 'evidence_changed' | 'second_disagree'>;
  readonly by: TransitionActor;
  readonly because: VoidedBecause;
  /** For whoever gave the first approval: names of staff. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** The first approval counts no more, and the case waits for a reviewer again, as a new round. The caller holds the row's lock. */
export async function voidFirst(ctx: Recorder, file: CaseFile, { event, by, because, facts }: Ending): Promise<void> {
  const { application, customer } = file;
  const first = await findFirst(ctx.em, file);
  await dropHeld(ctx, application.id, 'CHANGED');
  application.status = nextStatus(application.status, event, by);
  application.round += 1;
  touch(application, ctx.now);
  addToTimeline(ctx, { applicationId: application.id, kind: 'approval_voided', actorId: ctx.actor?.id ?? null });
  const { id, status, round, version } = application;
  const target = { type: 'kyc_application', id };
  recordAudit(ctx, { action: 'application.approval-voided', target, after: { because, status, round, version } });
  if (first) {
    first.voidedAt = ctx.now;
    first.voidedBecause = because;
    first.voidedBy = because === 'DISAGREED' ? (ctx.actor?.id ?? null) : null;
    await tellStaff(ctx, {
      users: [first.decidedBy],
      kind: 'SECOND_APPROVAL_VOIDED',
      applicationId: id,
      facts: { customer: customer.customerNumber, because, ...facts },
      event: `approval-voided:${first.id}`,
    });
  }
  await ctx.em.flush();
}

/** What was accepted on other evidence cannot stay accepted. */
function takeBackAcceptances({ states }: CaseFile): void {
  for (const state of states) {
    if (state.verdict !== 'accepted') continue;
    state.verdict = null;
    state.judgedBy = null;
    state.judgedAt = null;
  }
}

/**
 * Call it, in the same transaction, after whatever can change evidence of a case that was submitted: a first approval of
 * other evidence is void. Does nothing in any other state. @returns whether one was
 */
export async function voidIfChanged(ctx: Recorder, id: ApplicationId): Promise<boolean> {
  const application = await ctx.em.findOne(KycApplication, { id });
  if (application?.status !== 'PENDING_SECOND_APPROVAL') return false;
  await ctx.em.flush();
  const file = await getFile(ctx.em, id, { forUpdate: true });
  if (file.application.status !== 'PENDING_SECOND_APPROVAL' || (await isSameEvidence(ctx.em, file))) return false;
  takeBackAcceptances(file);
  await voidFirst(ctx, file, { event: 'evidence_changed', by: 'system', because: 'EVIDENCE_CHANGED' });
  return true;
}
