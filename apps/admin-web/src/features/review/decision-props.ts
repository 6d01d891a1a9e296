import type { CaseView, DecisionKind, DecisionResult } from '@ostiary/domain/review';

/** The desk always leaves the ten seconds in which a decision may be undone. */
export const HOLD = { hold: 10 } as const;

/** What every deciding button needs. */
export interface DecisionProps {
  view: CaseView;
  /** A verdict is still on its way: the version on the screen is about to change. */
  isBusy: boolean;
  onDecided: (kind: DecisionKind, result: DecisionResult) => void;
  onRefused: (error: unknown) => void;
}
