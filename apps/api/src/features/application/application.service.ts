import { KycDecision } from '@ostiary/db';
import {
  type ApplicationOverview,
  type ApplicationStatus,
  canTransact,
  kycStatusOf,
  type KycStatusView,
  mayStartAgain,
  nextStatus,
  toldStatus,
  TRANSITIONS,
} from '@ostiary/domain/application';
import { canSubmit, completion, isDue, isOpenTo } from '@ostiary/domain/requirements';
import { toldReason } from '@ostiary/domain/review';
import { DomainError } from '@ostiary/domain/shared';
import type { CustomerContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { openVault } from '../../vault.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { branchOf, type Place } from '../branches/branch.service.ts';
import { endUploads } from '../kyc-documents/kyc-documents.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { type CaseFile, getOwnFile, touch } from '../requirements/case-file.service.ts';
import { addressOf, presentRows } from '../requirements/present.service.ts';
import { dropHeld } from '../review/held-drop.service.ts';
import { assessFile } from '../risk/assess-risk.service.ts';
import { receivedAt } from './received.ts';
import { addToTimeline, readTimeline } from './timeline.service.ts';
import { waitingTime } from './waiting-time.ts';

type Reasons = KycStatusView['reasons'];

/** Why it was declined, in the reader's language; nothing while no final decision stands. */
async function finalReasons(ctx: CustomerContext, file: CaseFile): Promise<Reasons> {
  if (file.application.status !== 'REJECTED') return [];
  const decision = await ctx.em.findOne(
    KycDecision,
    { applicationId: file.application.id, kind: 'REJECT', voidedAt: null },
    { orderBy: { decidedAt: 'desc' } },
  );
  const told = (decision?.reasons ?? []).map((reason) => toldReason(reason.code, ctx.request.language));
  return told.filter((reason, index) => told.findIndex((other) => other.message === reason.message) === index);
}

async function statusOf(ctx: CustomerContext, file: CaseFile): Promise<KycStatusView> {
  const { status, submittedAt, decidedAt } = file.application;
  return {
    kycStatus: kycStatusOf(status),
    status: toldStatus(status),
    canTransact: canTransact(status, file.user.isBlocked),
    completion: completion(file.rows),
    submittedAt: submittedAt?.toISOString() ?? null,
    decidedAt: decidedAt?.toISOString() ?? null,
    reasons: await finalReasons(ctx, file),
  };
}

/** GET /api/kyc/status/. Throws `NOT_FOUND` where the person has no application. */
export async function getStatus(ctx: CustomerContext): Promise<KycStatusView> {
  return statusOf(ctx, await getOwnFile(ctx.em, ctx.actor.id));
}

const canEdit = (status: ApplicationStatus) => status === 'INCOMPLETE' || status === 'ACTION_REQUIRED';

function nextAction({ application, rows }: CaseFile): ApplicationOverview['nextAction'] {
  if (canEdit(application.status)) return rows.find(isDue)?.code ?? 'submit';
  return rows.find((row) => isOpenTo(application.status, row))?.code ?? null;
}

/** Everything the customer's home shows, in one read. */
export async function getOverview(ctx: CustomerContext): Promise<ApplicationOverview> {
  const file = await getOwnFile(ctx.em, ctx.actor.id);
  const vault = await openVault(ctx, ctx.actor.id);
  const { language } = ctx.request;
  const { application } = file;
  return {
    ...(await statusOf(ctx, file)),
    id: application.id,
    customerNumber: file.customer.customerNumber,
    country: file.policy.country,
    applicantKind: file.policy.applicantKind,
    rows: presentRows(file, { vault, language }),
    receivedAt: receivedAt(file),
    nextAction: nextAction(file),
    isChecking: file.rows.some((row) => row.isChecking),
    canWithdraw: TRANSITIONS.some(({ from, event }) => from === application.status && event === 'withdraw'),
    canStartAgain: mayStartAgain(application, ctx.now),
    timeline: await readTimeline(ctx.em, application.id, { reader: 'customer', language }),
    waiting: await waitingTime(ctx.em, application.policyVersionId),
  };
}

/** Refusals that are still visible have been answered once the applicant submits again; new evidence is unjudged. */
function clearAnswered(file: CaseFile): void {
  for (const state of file.states) {
    if (state.verdict !== 'refused') continue;
    state.verdict = null;
    state.reasonCode = null;
    state.judgedBy = null;
    state.judgedAt = null;
    state.isReopened = false;
  }
}

const HOUR = 3_600_000;

async function placeOf(ctx: CustomerContext, file: CaseFile): Promise<Place> {
  const address = addressOf(file, await openVault(ctx, file.customer.id));
  return address === null || 'text' in address
    ? { country: file.customer.country, region: null }
    : { country: address.country, region: address.region };
}

/**
 * POST /api/kyc/submit/: INCOMPLETE or ACTION_REQUIRED to SUBMITTED. Throws `REQUIREMENTS_OPEN` naming the rows that
 * are due, `CHECKS_RUNNING` while a document or its data is being checked, `INVALID_TRANSITION` from any other state.
 */
export async function submitApplication(ctx: CustomerContext): Promise<KycStatusView> {
  return inTransaction(ctx, async (tx) => {
    const file = await getOwnFile(tx.em, tx.actor.id, { forUpdate: true });
    const { application } = file;
    const event = application.status === 'ACTION_REQUIRED' ? 'resubmit' : 'submit';
    const status = nextStatus(application.status, event, 'applicant');
    const verdict = canSubmit(file.rows);
    if (verdict === 'rows_due')
      throw new DomainError('REQUIREMENTS_OPEN', { details: { open: file.rows.filter(isDue).map((row) => row.code) } });
    if (verdict === 'checks_running') throw new DomainError('CHECKS_RUNNING', { retryAfterSeconds: 2 });
    if (event === 'resubmit') {
      clearAnswered(file);
      application.round += 1;
    }
    application.status = status;
    application.submittedAt = tx.now;
    application.dueAt = new Date(tx.now.getTime() + file.policy.dueHours * HOUR);
    application.branchId = await branchOf(tx.em, await placeOf(tx, file));
    touch(application, tx.now);
    addToTimeline(tx, {
      applicationId: application.id,
      kind: event === 'resubmit' ? 'resubmitted' : 'submitted',
      actorId: tx.actor.id,
    });
    recordAudit(tx, {
      action: 'application.submitted',
      target: { type: 'kyc_application', id: application.id },
      after: { status, round: application.round },
    });
    await notify(tx, { user: file.user, template: 'application_received' });
    await tx.em.flush();
    await assessFile(tx, file, event === 'resubmit' ? 'resubmitted' : 'submitted');
    return getStatus(tx);
  });
}

/** POST /api/kyc/withdraw/: from any open state; a reviewer's lease on it ends, and so does what is still being sent. Throws `INVALID_TRANSITION`. */
export async function withdrawApplication(ctx: CustomerContext): Promise<KycStatusView> {
  const { view, removeParts } = await inTransaction(ctx, async (tx) => {
    const { application } = await getOwnFile(tx.em, tx.actor.id, { forUpdate: true });
    await dropHeld(tx, application.id, 'WITHDRAWN');
    application.status = nextStatus(application.status, 'withdraw', 'applicant');
    application.claimedBy = null;
    application.claimedAt = null;
    application.leaseExpiresAt = null;
    touch(application, tx.now);
    addToTimeline(tx, { applicationId: application.id, kind: 'withdrawn', actorId: tx.actor.id });
    recordAudit(tx, {
      action: 'application.withdrawn',
      target: { type: 'kyc_application', id: application.id },
      after: { status: 'WITHDRAWN' },
    });
    const removeParts = await endUploads(tx, application.id);
    await tx.em.flush();
    return { view: await getStatus(tx), removeParts };
  });
  await removeParts();
  return view;
}
