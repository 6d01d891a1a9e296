import {
  type ApproveInput,
  assertFinalReason,
  type DecideInput,
  type DecisionResult,
  type SecondApproveInput,
} from '@ostiary/domain/review';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { assertFresh } from '../../trpc.ts';
import { inTurn } from '../../turns.ts';
import { type CaseFile, getFile } from '../requirements/case-file.service.ts';
import { examine, type Plan, type Proposal } from './decision-plan.ts';
import { settle } from './decision-settle.ts';
import { findFirst } from './evidence-changed.service.ts';
import { holdDecision } from './held.service.ts';
import { assertClaimer, takeFile } from './lease.service.ts';
import { prepare } from './prepare.ts';

type Sent = Omit<Proposal, 'stage'> & Pick<DecideInput, 'hold'>;

/** Approving what waits for a second approval is that approval, but for a repeat of the first one. */
async function stageOf(ctx: StaffContext, file: CaseFile, { kind, version }: Sent): Promise<Proposal['stage']> {
  if (kind !== 'APPROVE' || file.application.status !== 'PENDING_SECOND_APPROVAL') return 1;
  if (!ctx.actor.permissions.has('review.approve-second')) return 1;
  const first = await findFirst(ctx.em, file);
  const isRepeat = first?.decidedBy === ctx.actor.id && first.applicationVersion === version;
  return isRepeat ? 1 : 2;
}

/** Approving where the risk is high takes the proof of who it is, asked for once nothing else stands in the way. */
async function examineFresh(tx: StaffContext, file: CaseFile, proposal: Proposal): Promise<Plan> {
  const plan = await examine(tx, { file, proposal, now: tx.now });
  if (proposal.kind === 'APPROVE' && file.application.riskBand === 'HIGH') assertFresh(tx);
  return plan;
}

/** Decisions on one case take turns, and each is examined whole before it is held or made. */
async function decide(ctx: StaffContext, { hold, ...sent }: Sent, stage?: Proposal['stage']): Promise<DecisionResult> {
  await prepare(ctx, sent.id);
  return inTurn(sent.id, () =>
    inTransaction(ctx, async (tx) => {
      const file = await getFile(tx.em, sent.id, { forUpdate: true });
      const proposal = { ...sent, stage: stage ?? (await stageOf(tx, file, { ...sent, hold })) };
      const plan = await examineFresh(tx, file, proposal);
      return hold > 0 ? holdDecision(tx, file, { plan, seconds: hold }) : settle(tx, file, plan);
    }),
  );
}

const PLAIN = { acceptRemaining: true, escalate: false } as const;

/**
 * PUT /api/kyc/{id}/approve/. `acceptRemaining` accepts rows nobody judged; refused or missing ones forbid approval. With
 * `escalate`, and where the policy asks for it, the case then waits for a second approval; on such a case, by somebody
 * who may give it, this is the second approval.
 */
export function approveCase(ctx: StaffContext, input: ApproveInput): Promise<DecisionResult> {
  return decide(ctx, { ...input, kind: 'APPROVE' });
}

/** PUT /api/kyc/{id}/reject/: final, and needs a reason that may be final. */
export async function rejectCase(ctx: StaffContext, input: DecideInput): Promise<DecisionResult> {
  assertFinalReason(input.reasons.map((reason) => reason.code));
  return decide(ctx, { ...input, ...PLAIN, kind: 'REJECT' });
}

/** PUT /api/kyc/{id}/request-more/: refused rows become the customer's tasks. Throws `REQUIREMENTS_OPEN` without one. */
export function requestMore(ctx: StaffContext, input: DecideInput): Promise<DecisionResult> {
  return decide(ctx, { ...input, ...PLAIN, kind: 'REQUEST_MORE' });
}

export type AtOnce = Pick<Proposal, 'id' | 'reasons' | 'note'> & { readonly kind: 'APPROVE' | 'REJECT' };

/** A case that nobody holds is claimed first; of any other the examination says what stands in the way. */
async function claimed(tx: StaffContext, file: CaseFile): Promise<CaseFile> {
  const { status, claimedBy, leaseExpiresAt } = file.application;
  const isLapsed = status === 'IN_REVIEW' && leaseExpiresAt != null && leaseExpiresAt <= tx.now;
  const isOwn = status === 'IN_REVIEW' && claimedBy === tx.actor.id;
  return status === 'SUBMITTED' || isLapsed || isOwn ? takeFile(tx, file) : file;
}

/** Claims, reads and decides in one transaction, for who has no screen: no version can be stale. */
export async function decideAtOnce(ctx: StaffContext, sent: AtOnce): Promise<DecisionResult> {
  await prepare(ctx, sent.id);
  return inTurn(sent.id, () =>
    inTransaction(ctx, async (tx) => {
      await assertClaimer(tx);
      const file = await claimed(tx, await getFile(tx.em, sent.id, { forUpdate: true }));
      const read = { ...PLAIN, ...sent, version: file.application.version };
      const proposal = { ...read, stage: await stageOf(tx, file, { ...read, hold: 0 }) };
      return settle(tx, file, await examineFresh(tx, file, proposal));
    }),
  );
}

/** The second pair of eyes agrees. Throws `SECOND_APPROVER_MUST_DIFFER`, and `RECORD_CHANGED` for other evidence. */
export function approveSecond(ctx: StaffContext, input: SecondApproveInput): Promise<DecisionResult> {
  return decide(ctx, { ...input, ...PLAIN, kind: 'APPROVE', reasons: [] }, 2);
}
