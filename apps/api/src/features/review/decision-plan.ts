import type { KycDecision } from '@ostiary/db';
import {
  assertFinalReason,
  assertMayApprove,
  assertMayRequestMore,
  assertReasonsFit,
  type DecideInput,
  type DecisionKind,
  type ReasonCode,
  type SecondBecause,
} from '@ostiary/domain/review';
import { DomainError, type Permission } from '@ostiary/domain/shared';
import { openVault, type Vault } from '../../vault.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';
import { assertDecider, assertSecondApprover, type DecidingContext } from './decider.ts';
import { readPast, whySecond } from './doubts.service.ts';
import { isSameEvidence } from './evidence-changed.service.ts';
import { applyVerdict, type Verdict } from './verdict.ts';

/** A decision as it was sent. Stage 2 is the second pair of eyes. */
export interface Proposal extends Pick<DecideInput, 'id' | 'version' | 'reasons' | 'note'> {
  readonly kind: DecisionKind;
  readonly stage: 1 | 2;
  readonly acceptRemaining: boolean;
  readonly escalate: boolean;
}

/** What a proposal comes to on this case: nothing is changed yet. */
export interface Plan {
  readonly proposal: Proposal;
  readonly verdicts: readonly Verdict[];
  /** Why a second person must agree; null where this decision is enough. */
  readonly because: SecondBecause | null;
  readonly vault: Vault;
}

export type Reasons = KycDecision['reasons'];

export const permissionFor = ({ kind, stage }: Pick<Proposal, 'kind' | 'stage'>): Permission =>
  stage === 2 ? 'review.approve-second' : kind === 'REQUEST_MORE' ? 'review.request-more' : 'review.decide';

const refusals = ({ reasons }: Proposal): Verdict[] =>
  reasons.flatMap(({ requirement, code, note }) =>
    requirement === undefined ? [] : [{ requirement, verdict: 'refuse', reason: code, note }],
  );

const acceptances = ({ rows }: CaseFile): Verdict[] =>
  rows.flatMap(({ code, state }) => (state === 'submitted' ? [{ requirement: code, verdict: 'accept' }] : []));

/** Rows and reasons, once it is certain that this person may decide. */
function verdictsOf(file: CaseFile, proposal: Proposal): Verdict[] {
  const { kind, reasons, acceptRemaining } = proposal;
  assertReasonsFit(kind, file.rows, reasons);
  if (kind === 'APPROVE') {
    assertMayApprove(file.rows, acceptRemaining);
    return acceptances(file);
  }
  if (kind === 'REJECT') assertFinalReason(reasons.map(({ code }) => code));
  else if (reasons.length === 0) assertMayRequestMore(file.rows);
  return refusals(proposal);
}

/** The case and what was sent about it. `now` is when the decision counts: a held one was made before it is carried out. */
interface Examined {
  readonly file: CaseFile;
  readonly proposal: Proposal;
  readonly now: Date;
}

/** Everything a decision can be refused for, in order; the caller holds the application's row lock. */
export async function examine(ctx: DecidingContext, { file, proposal, now }: Examined): Promise<Plan> {
  const seen = { version: proposal.version, now };
  if (proposal.stage === 2) {
    await assertSecondApprover(ctx, file, seen);
    assertReasonsFit(proposal.kind, file.rows, proposal.reasons);
    if (!(await isSameEvidence(ctx.em, file)))
      throw new DomainError('RECORD_CHANGED', { details: { changed: ['evidence'] } });
    return { proposal, verdicts: [], because: null, vault: await openVault(ctx, file.customer.id) };
  }
  await assertDecider(ctx, file, seen);
  const verdicts = verdictsOf(file, proposal);
  const because = proposal.kind === 'APPROVE' ? whySecond(file, await readPast(ctx, file), proposal.escalate) : null;
  return { proposal, verdicts, because, vault: await openVault(ctx, file.customer.id) };
}

/** The file with the plan's verdicts on its rows. */
export function applyVerdicts(ctx: DecidingContext, file: CaseFile, { verdicts, vault }: Plan): CaseFile {
  return verdicts.reduce((judged, verdict) => applyVerdict(ctx, { file: judged, vault }, verdict), file);
}

/** What is written down as the grounds: a rejection's own reasons, or those of each refused row. */
export function groundsOf(file: CaseFile, { kind, reasons }: Proposal): Reasons {
  if (kind === 'APPROVE') return [];
  if (kind === 'REJECT') return reasons.map(({ requirement, code }) => ({ requirement: requirement ?? null, code }));
  return file.rows.flatMap((row) =>
    row.state === 'refused' && row.refusalReason !== null
      ? // Reason codes of rows come from the catalogue.
        [{ requirement: row.code, code: row.refusalReason as ReasonCode }]
      : [],
  );
}
