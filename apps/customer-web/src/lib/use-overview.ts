import type { ApplicationOverview } from '@ostiary/domain/application';
import { trpc } from './trpc.ts';

const busyMs = 4_000;
const calmMs = 30_000;
const movingStatuses = ['SUBMITTED', 'IN_REVIEW', 'PENDING_SECOND_APPROVAL'];

/** Something may change without the applicant's doing. */
function isMoving({ isChecking, status }: ApplicationOverview): boolean {
  return isChecking || movingStatuses.includes(status);
}

interface OverviewOptions {
  /** Ask again although an answer is at hand. */
  isFresh?: boolean;
}

/** Where the application stands; asks again by itself, often while somebody or something is working on it. */
export function useOverview({ isFresh = false }: OverviewOptions = {}) {
  return trpc.application.overview.useQuery(undefined, {
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? busyMs : calmMs),
    refetchOnWindowFocus: 'always',
    refetchOnMount: isFresh ? 'always' : true,
  });
}
