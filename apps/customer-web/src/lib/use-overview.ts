import type { ApplicationOverview } from '@ostiary/domain/application';
import { live } from './live.ts';
import { trpc } from './trpc.ts';

const busyMs = 4_000;
const calmMs = 30_000;
/** The bank tells of changes by itself: this is for the one that got lost. */
const liveMs = 120_000;
const movingStatuses = ['SUBMITTED', 'IN_REVIEW', 'PENDING_SECOND_APPROVAL'];

/** Something may change without the applicant's doing. */
function isMoving({ isChecking, status }: ApplicationOverview): boolean {
  return isChecking || movingStatuses.includes(status);
}

interface OverviewOptions {
  /** Ask again although an answer is at hand. */
  isFresh?: boolean;
}

/** Where the application stands, live; where nothing is heard it asks by itself, often while somebody works on it. */
export function useOverview({ isFresh = false }: OverviewOptions = {}) {
  const isLive = live.useIsLive();
  return trpc.application.overview.useQuery(undefined, {
    refetchInterval: ({ state }) => (isLive ? liveMs : state.data && isMoving(state.data) ? busyMs : calmMs),
    refetchOnWindowFocus: 'always',
    refetchOnMount: isFresh ? 'always' : true,
  });
}
