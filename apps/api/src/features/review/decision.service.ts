import { KycDecision } from '@ostiary/db';
import { type ApplicationEvent, nextStatus, type TimelineKind } from '@ostiary/domain/application';
import { REQUIREMENT_TEXT } from '@ostiary/domain/requirements';
import {
  type ApproveInput,
  assertFinalReason,
  assertMayApprove,
  assertMayRequestMore,
  type DecideInput,
  type DecisionResult,
  type ReasonCode,
  toldReason,
} from '@ostiary/domain/review';
import type { Language } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { inTurn } from '../../turns.ts';
import { openVault, type Vault } from '../../vault.ts';
import { addToTimeline } from '../application/timeline.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { notify } from '../notifications/notifications.service.ts';
import { type CaseFile, evidenceHash, getFile, touch } from '../requirements/case-file.service.ts';
import { assertDecider } from './decider.ts';
import { applyVerdict } from './judgement.service.ts';

type Kind = KycDecision['kind'];
type Reasons = KycDecision['reasons'];

const OUTCOME: Record<
  Kind,
  { event: ApplicationEvent; line: TimelineKind; action: string; template: 'approved' | 'rejected' | 'action_required' }
> = {
  APPROVE: { event: 'approve', line: 'approved', action: 'application.approved', template: 'approved' },
  REJECT: { event: 'reject', line: 'rejected', action: 'application.rejected', template: 'rejected' },
  REQUEST_MORE: {
    event: 'request_more',
    line: 'more_requested',
    action: 'application.more-requested',
    template: 'action_required',
  },
};

/** Documents take the verdict of their row. A page that failed its check keeps its own reason. */
function settleDocuments(ctx: StaffContext, file: CaseFile): void {
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

function endLease(file: CaseFile): void {
  file.application.claimedBy = null;
  file.application.claimedAt = null;
  file.application.leaseExpiresAt = null;
}

/** What the customer is told: each refused row with its sentence, or the reasons of a final decision. */
function toldItems(file: CaseFile, kind: Kind, reasons: Reasons): string {
  const language: Language = file.user.language;
  const told = reasons.map(({ requirement, code }) => {
    const { message, nextStep } = toldReason(code, language);
    const title =
      kind === 'REQUEST_MORE' && requirement !== null ? `${REQUIREMENT_TEXT[requirement].title[language]}: ` : '';
    return `• ${title}${message} ${nextStep}`;
  });
  return [...new Set(told)].join('\n');
}

interface Decision {
  readonly kind: Kind;
  readonly reasons: Reasons;
  readonly note: string | undefined;
  readonly vault: Vault;
}

/** The row that says who decided what on which evidence; it points at its audit row. */
function addDecision(
  ctx: StaffContext,
  file: CaseFile,
  { kind, reasons, note, vault, judgedVersion, auditId }: Decision & { judgedVersion: number; auditId: string },
): void {
  const id = uuidv7();
  const place = { table: 'kyc_decision', column: 'note_encrypted', rowId: id };
  ctx.em.persist(
    ctx.em.create(KycDecision, {
      id,
      applicationId: file.application.id,
      round: file.application.round,
      kind,
      decidedBy: ctx.actor.id,
      decidedAt: ctx.now,
      reasons,
      noteEncrypted: note === undefined || note === '' ? null : vault.seal(place, note),
      applicationVersion: judgedVersion,
      evidenceHash: evidenceHash(file),
      auditId,
    }),
  );
}

/** State, decision row, documents, timeline, audit and message: all in the caller's transaction, each exactly once. */
async function settle(ctx: StaffContext, file: CaseFile, decision: Decision): Promise<DecisionResult> {
  const { application, user } = file;
  const { kind, reasons } = decision;
  const outcome = OUTCOME[kind];
  const judgedVersion = application.version;
  application.status = nextStatus(application.status, outcome.event, 'lease_holder');
  application.decidedAt = kind === 'REQUEST_MORE' ? null : ctx.now;
  endLease(file);
  settleDocuments(ctx, file);
  touch(application, ctx.now);
  addToTimeline(ctx, { applicationId: application.id, kind: outcome.line, actorId: ctx.actor.id });
  const target = { type: 'kyc_application', id: application.id };
  const after = { status: application.status, round: application.round, reasons, version: application.version };
  const auditId = recordAudit(ctx, { action: outcome.action, target, after });
  addDecision(ctx, file, { ...decision, judgedVersion, auditId });
  await notify(ctx, { user, template: outcome.template, params: { items: toldItems(file, kind, reasons) } });
  await ctx.em.flush();
  return { id: application.id, status: application.status, version: application.version };
}

/** Loads and locks the case, checks the order of refusals, and applies refusals that came with the decision. */
async function opened(ctx: StaffContext, input: DecideInput): Promise<{ file: CaseFile; vault: Vault }> {
  let file = await getFile(ctx.em, input.id, { forUpdate: true });
  await assertDecider(ctx, file, input.version);
  const vault = await openVault(ctx, file.customer.id);
  for (const { requirement, code, note } of input.reasons) {
    if (requirement !== undefined)
      file = applyVerdict(ctx, { file, vault }, { requirement, verdict: 'refuse', reason: code, note });
  }
  return { file, vault };
}

const refusedRows = (file: CaseFile): Reasons =>
  // Reason codes of rows come from the catalogue.
  file.rows.flatMap((row) =>
    row.state === 'refused' && row.refusalReason !== null
      ? [{ requirement: row.code, code: row.refusalReason as ReasonCode }]
      : [],
  );

/** Decisions on one case take turns. */
const deciding = <T>(ctx: StaffContext, { id }: DecideInput, work: (tx: StaffContext) => Promise<T>) =>
  inTurn(id, () => inTransaction(ctx, work));

/** PUT /api/kyc/{id}/approve/. `acceptRemaining` accepts rows nobody judged; refused or missing ones forbid approval. */
export async function approveCase(ctx: StaffContext, input: ApproveInput): Promise<DecisionResult> {
  return deciding(ctx, input, async (tx) => {
    const start = await opened(tx, { ...input, reasons: [] });
    assertMayApprove(start.file.rows, input.acceptRemaining);
    let { file } = start;
    for (const row of file.rows.filter(({ state }) => state === 'submitted')) {
      file = applyVerdict(tx, { file, vault: start.vault }, { requirement: row.code, verdict: 'accept' });
    }
    return settle(tx, file, { kind: 'APPROVE', reasons: [], note: input.note, vault: start.vault });
  });
}

/** PUT /api/kyc/{id}/reject/: final, and needs a reason that may be final. */
export async function rejectCase(ctx: StaffContext, input: DecideInput): Promise<DecisionResult> {
  assertFinalReason(input.reasons.map((reason) => reason.code));
  return deciding(ctx, input, async (tx) => {
    const { file, vault } = await opened(tx, input);
    const reasons = input.reasons.map(({ requirement, code }) => ({ requirement: requirement ?? null, code }));
    return settle(tx, file, { kind: 'REJECT', reasons, note: input.note, vault });
  });
}

/** PUT /api/kyc/{id}/request-more/: refused rows become the customer's tasks. Throws `REQUIREMENTS_OPEN` without one. */
export async function requestMore(ctx: StaffContext, input: DecideInput): Promise<DecisionResult> {
  return deciding(ctx, input, async (tx) => {
    const { file, vault } = await opened(tx, input);
    assertMayRequestMore(file.rows);
    return settle(tx, file, { kind: 'REQUEST_MORE', reasons: refusedRows(file), note: input.note, vault });
  });
}
