import type { CaseView } from '@ostiary/domain/review';
import { createContext, use, useState } from 'react';
import { trpc } from '../../lib/trpc.ts';

interface Shown {
  view: CaseView | undefined;
  /** The newest version that came, seen or not. */
  newest: number;
  /** The reviewer made this version, or asked to see it. */
  see: (version: number) => void;
}

/**
 * What came of a case, but for changes of one that the reviewer holds: those wait until they ask, however the news came.
 * Until then every verdict and decision goes with the version they saw, and the server says what changed.
 */
export function useShownCase(came: CaseView | undefined): Shown {
  const [seen, see] = useState(0);
  const [shown, setShown] = useState(came);
  const isKept =
    came !== undefined &&
    shown?.id === came.id &&
    shown.isMine &&
    came.isMine &&
    came.version > Math.max(seen, shown.version);
  if (!isKept && shown !== came) setShown(came);
  // What is no news of the case: how long it is held, and what colleagues wrote.
  const view = isKept ? { ...shown, leaseExpiresAt: came.leaseExpiresAt, notes: came.notes } : came;
  const seeMore = (version: number) => see((known) => Math.max(known, version));
  return { view, newest: came?.version ?? 0, see: seeMore };
}

export const SeeCase = createContext<(version: number) => void>(() => undefined);

/** Ways to show a held case as it is now: the version that one's own verdict left, or whatever is newest. */
export function useSee(id: CaseView['id']) {
  const see = use(SeeCase);
  const utils = trpc.useUtils();
  const look = () => {
    const fresh = utils.review.case.fetch({ id }, { staleTime: 0 });
    // Without an answer everything stays as it was, and so does the notice.
    fresh.then(({ version }) => see(version)).catch(() => undefined);
  };
  return { see, look };
}
