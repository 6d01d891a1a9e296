import { useAction } from './use-action.ts';
import type { CaseDeskState } from './use-case-desk.ts';

/** The keys of the checklist. */
export function useChecklistKeys(desk: CaseDeskState): void {
  const { row, canJudge } = desk;
  useAction('moveOn', () => desk.move(1));
  useAction('moveBack', () => desk.move(-1));
  useAction('accept', canJudge ? desk.accept : undefined);
  useAction('refuse', canJudge ? () => void desk.startRefusing() : undefined);
  useAction('takeBack', canJudge && row?.state !== 'submitted' ? () => void desk.clear() : undefined);
}
