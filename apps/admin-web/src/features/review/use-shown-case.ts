import type { CaseView } from '@ostiary/domain/review';
import { createContext, use, useState } from 'react';
import { trpc } from '../../lib/trpc.ts';

interface Shown {
  view: CaseView | undefined;
  /** The newest version that came, seen or not. */
  newest: number;
  /** The reviewer made this version, or asked to see it. */
  see: (view: CaseView) => void;
}

/**
 * What came of a case, but for changes of one that the reviewer holds: those wait until they ask, however the news came.
 * Until then every verdict and decision goes with the version they saw, and the server says what changed.
 */
export function useShownCase(came: CaseView | undefined): Shown {
  const [shown, setShown] = useState(came);
  const isSame = came !== undefined && shown?.id === came.id;
  const isKept = isSame && shown.isMine && came.isMine && came.version > shown.version;
  // What was seen last may be ahead of what all screens share.
  const isBehind = isSame && came.version < shown.version;
  if (!isKept && !isBehind && shown !== came) setShown(came);
  // What is no news of the case: how long it is held, and what colleagues wrote.
  const view = isKept ? { ...shown, leaseExpiresAt: came.leaseExpiresAt, notes: came.notes } : isBehind ? shown : came;
  const see = (made: CaseView) =>
    setShown((known) => (known?.id === made.id && known.version > made.version ? known : made));
  return { view, newest: came?.version ?? 0, see };
}

export const SeeCase = createContext<(view: CaseView) => void>(() => undefined);

/** Ways to show a held case as it is now: as one's own verdict left it, or whatever is newest. */
export function useSee(id: CaseView['id']) {
  const see = use(SeeCase);
  const utils = trpc.useUtils();
  const look = () => {
    const fresh = utils.review.case.fetch({ id }, { staleTime: 0 });
    // Without an answer everything stays as it was, and so does the notice.
    fresh.then(see).catch(() => undefined);
  };
  return { see, look };
}
