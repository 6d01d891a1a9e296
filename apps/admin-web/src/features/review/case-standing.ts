import type { RequirementCode } from '@ostiary/domain/requirements';
import type { CaseRequirement, CaseView } from '@ostiary/domain/review';

/**
 * What the reader may do with a case at this moment. `sending`: a decision is made and may still be undone; `second`: it
 * waits for a second approval.
 */
export type CaseStanding = 'mine' | 'lapsed' | 'waiting' | 'held' | 'sending' | 'second' | 'closed';

export function standingOf(view: CaseView, now: Date): CaseStanding {
  if (view.held) return 'sending';
  if (view.status === 'SUBMITTED') return 'waiting';
  if (view.status === 'PENDING_SECOND_APPROVAL') return 'second';
  if (view.status !== 'IN_REVIEW') return 'closed';
  const isLive = view.leaseExpiresAt !== null && Date.parse(view.leaseExpiresAt) > now.getTime();
  if (view.isMine) return isLive ? 'mine' : 'lapsed';
  return isLive ? 'held' : 'lapsed';
}

/** Rows that still need an eye: neither accepted nor refused. */
export const openRows = (rows: readonly CaseRequirement[]) =>
  rows.filter(({ state }) => state !== 'accepted' && state !== 'refused');

export const refusedRows = (rows: readonly CaseRequirement[]) => rows.filter(({ state }) => state === 'refused');

/** Only what was given can be judged, and what a code settled stays settled. */
export function isJudgeable(row: CaseRequirement): boolean {
  if (row.isChecking) return false;
  return row.state === 'submitted' || ((row.state === 'accepted' || row.state === 'refused') && row.judgedBy !== null);
}

/** The next row to look at after `from`, going round; `from` itself when nothing else is open. */
export function nextOpen(
  rows: readonly CaseRequirement[],
  from: RequirementCode | undefined,
): RequirementCode | undefined {
  const start = rows.findIndex(({ code }) => code === from);
  const round = [...rows.slice(start + 1), ...rows.slice(0, start + 1)];
  return (
    (round.find((row) => row.code !== from && row.state === 'submitted' && !row.isChecking)?.code ?? from) ||
    rows[0]?.code
  );
}
