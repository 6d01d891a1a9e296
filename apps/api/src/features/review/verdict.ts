import { fitsRequirement, type JudgeInput, type ReasonCode } from '@ostiary/domain/review';
import { DomainError, invalidField } from '@ostiary/domain/shared';
import type { Vault } from '../../vault.ts';
import { type CaseFile, recount, stateRow } from '../requirements/case-file.service.ts';
import type { DecidingContext } from './decider.ts';

export interface Verdict {
  readonly requirement: JudgeInput['requirement'];
  readonly verdict: JudgeInput['verdict'];
  readonly reason?: ReasonCode | undefined;
  readonly note?: string | undefined;
}

/** Throws `NOT_FOUND` for a row the policy does not have, `INVALID_INPUT` for a refusal without a reason that fits, `REQUIREMENTS_OPEN` for accepting what is not there. */
function assertJudgeable(file: CaseFile, { requirement, verdict, reason }: Verdict): void {
  const row = file.rows.find((candidate) => candidate.code === requirement);
  if (!row) throw new DomainError('NOT_FOUND');
  if (verdict === 'refuse') {
    const problem =
      reason === undefined
        ? 'REASON_NEEDED'
        : fitsRequirement(reason, requirement)
          ? null
          : 'REASON_NOT_FOR_REQUIREMENT';
    if (problem) throw invalidField('reason', problem);
  }
  const isThere =
    row.state === 'submitted' ||
    row.state === 'accepted' ||
    (row.state === 'refused' && file.states.some((state) => state.code === requirement && state.verdict != null));
  if (verdict === 'accept' && (!isThere || row.isChecking))
    throw new DomainError('REQUIREMENTS_OPEN', { details: { open: [requirement] } });
}

/** Writes one verdict onto its row, in the caller's unit of work. The note stays internal and sealed. */
export function applyVerdict(
  ctx: DecidingContext,
  { file, vault }: { file: CaseFile; vault: Vault },
  given: Verdict,
): CaseFile {
  assertJudgeable(file, given);
  const { row, file: withRow } = stateRow(ctx.em, file, given.requirement);
  const isCleared = given.verdict === 'clear';
  row.verdict = isCleared ? null : given.verdict === 'accept' ? 'accepted' : 'refused';
  row.reasonCode = given.verdict === 'refuse' ? (given.reason ?? null) : null;
  row.judgedBy = isCleared ? null : ctx.actor.id;
  row.judgedAt = isCleared ? null : ctx.now;
  row.isReopened = false;
  row.noteEncrypted =
    given.note === undefined || given.note === ''
      ? null
      : vault.seal({ table: 'requirement_state', column: 'note_encrypted', rowId: row.id }, given.note);
  return recount(withRow);
}
