import { KycDecision } from '@ostiary/db';
import {
  type ApplicationEvent,
  nextStatus,
  type TimelineKind,
  type TransitionActor,
} from '@ostiary/domain/application';
import type { AuditAction } from '@ostiary/domain/audit';
import { REQUIREMENT_TEXT } from '@ostiary/domain/requirements';
import { type DecisionResult, type ReasonCode, toldReason } from '@ostiary/domain/review';
import type { Language } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import { addToTimeline } from '../application/timeline.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { type CaseFile, evidenceHash, touch } from '../requirements/case-file.service.ts';
import type { DecidingContext } from './decider.ts';
import { applyVerdicts, groundsOf, type Plan, type Reasons } from './decision-plan.ts';
import { askSecondApprovers } from './second-approvers.ts';

interface Outcome {
  readonly event: ApplicationEvent;
  readonly by: TransitionActor;
  readonly action: AuditAction;
  /** What the applicant reads and gets; null while a second person must agree, for they are still under review. */
  readonly told: { readonly line: TimelineKind; readonly template: 'approved' | 'rejected' | 'action_required' } | null;
}

const APPROVED = { action: 'application.approved', told: { line: 'approved', template: 'approved' } } as const;
const FIRST: Outcome = {
  event: 'approve_needs_second',
  by: 'lease_holder',
  action: 'application.first-approved',
  told: null,
};
const SECOND: Outcome = { event: 'second_approve', by: 'second_approver', ...APPROVED };
const ALONE: Record<KycDecision['kind'], Outcome> = {
  APPROVE: { event: 'approve', by: 'lease_holder', ...APPROVED },
  REJECT: {
    event: 'reject',
    by: 'lease_holder',
    action: 'application.rejected',
    told: { line: 'rejected', template: 'rejected' },
  },
  REQUEST_MORE: {
    event: 'request_more',
    by: 'lease_holder',
    action: 'application.more-requested',
    told: { line: 'more_requested', template: 'action_required' },
  },
};

function outcomeOf({ proposal, because }: Plan): Outcome {
  if (proposal.stage === 2) return SECOND;
  return because === null ? ALONE[proposal.kind] : FIRST;
}

/** Documents take the verdict of their row. A page that failed its check keeps its own reason. */
function settleDocuments(ctx: DecidingContext, file: CaseFile): void {
  for (const document of file.documents) {
    const row = file.rows.find((candidate) => candidate.code === document.requirement);
    if (document.status !== 'PENDING' && document.status !== 'VERIFIED') continue;
    if (row?.state !== 'accepted' && row?.state !== 'refused') continue;
    document.status = row.state === 'accepted' ? 'VERIFIED' : 'REJECTED';
    // Reason codes of rows come from the catalogue.
    document.rejectionReason = row.state === 'refused' ? (row.refusalReason as ReasonCode | null) : null;
    document.verifiedBy = ctx.actor.id;
    document.verifiedAt = ctx.now;
    document.updatedAt = ctx.now;
  }
}

function endLease({ application }: CaseFile): void {
  application.claimedBy = null;
  application.claimedAt = null;
  application.leaseExpiresAt = null;
}

/** What the customer is told: each refused row with its sentence, or the reasons of a final decision. */
function toldItems(file: CaseFile, kind: KycDecision['kind'], grounds: Reasons): string {
  const language: Language = file.user.language;
  const told = grounds.map(({ requirement, code }) => {
    const { message, nextStep } = toldReason(code, language);
    const title =
      kind === 'REQUEST_MORE' && requirement !== null ? `${REQUIREMENT_TEXT[requirement].title[language]}: ` : '';
    return `• ${title}${message} ${nextStep}`;
  });
  return [...new Set(told)].join('\n');
}

interface Recorded {
  readonly plan: Plan;
  readonly grounds: Reasons;
  readonly judgedVersion: number;
  readonly evidence: Buffer;
  readonly auditId: string;
}

export const decisionNotePlace = (rowId: string) => ({ table: 'kyc_decision', column: 'note_encrypted', rowId });

/** What colleagues read of the decision: its note, and those of reasons that are about no row; a row keeps its own. */
function noteOf({ note = '', reasons }: Plan['proposal']): string {
  const others = reasons.flatMap((reason) => (reason.requirement === undefined ? (reason.note ?? '') : []));
  return [note, ...others].filter((text) => text !== '').join('\n');
}

/** The row that says who decided what on which evidence; it points at its audit row. */
function addDecision(ctx: DecidingContext, file: CaseFile, recorded: Recorded): string {
  const { kind, stage } = recorded.plan.proposal;
  const note = noteOf(recorded.plan.proposal);
  const id = uuidv7();
  const place = decisionNotePlace(id);
  ctx.em.persist(
    ctx.em.create(KycDecision, {
      id,
      applicationId: file.application.id,
      round: file.application.round,
      stage,
      kind,
      isEscalated: recorded.plan.proposal.escalate,
      secondBecause: recorded.plan.because,
      decidedBy: ctx.actor.id,
      decidedAt: ctx.now,
      reasons: recorded.grounds,
      noteEncrypted: note === '' ? null : recorded.plan.vault.seal(place, note),
      applicationVersion: recorded.judgedVersion,
      evidenceHash: recorded.evidence,
      auditId: recorded.auditId,
    }),
  );
  return id;
}

/** State, decision row, documents, timeline, audit and message: all in the caller's transaction, each exactly once. */
export async function settle(ctx: DecidingContext, given: CaseFile, plan: Plan): Promise<DecisionResult> {
  const file = applyVerdicts(ctx, given, plan);
  const { application, user } = file;
  const { kind, stage } = plan.proposal;
  const outcome = outcomeOf(plan);
  const grounds = groundsOf(file, plan.proposal);
  const judgedVersion = application.version;
  const evidence = evidenceHash(file);
  application.status = nextStatus(application.status, outcome.event, outcome.by);
  application.decidedAt = application.status === 'APPROVED' || kind === 'REJECT' ? ctx.now : null;
  endLease(file);
  if (outcome.told) settleDocuments(ctx, file);
  touch(application, ctx.now);
  const { id, status, round, version } = application;
  const target = { type: 'kyc_application', id };
  const after = { status, round, stage, reasons: grounds, version };
  const auditId = recordAudit(ctx, { action: outcome.action, target, after });
  const decisionId = addDecision(ctx, file, { plan, grounds, judgedVersion, evidence, auditId });
  if (outcome.told) {
    addToTimeline(ctx, { applicationId: id, kind: outcome.told.line, actorId: ctx.actor.id });
    const params = { items: toldItems(file, kind, grounds) };
    await notify(ctx, { user, template: outcome.told.template, params });
  } else await askSecondApprovers(ctx, file, decisionId);
  await ctx.em.flush();
  return { id, status, version, heldUntil: null };
}
