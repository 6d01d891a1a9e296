import { keepPreviousData } from '@tanstack/react-query';
import { trpc } from '../../lib/trpc.ts';
import { usePollMs } from './poll.ts';
import { toQueueInput, type QueueSearch } from './queue-search.ts';

/** The page that the address asks for, and the counts; the page before stays until the next one is there. */
export function useQueue(search: QueueSearch) {
  const refetchInterval = usePollMs();
  const queue = trpc.review.queue.useQuery(toQueueInput(search), {
    refetchInterval,
    placeholderData: keepPreviousData,
  });
  const counts = trpc.review.counts.useQuery(undefined, { refetchInterval });
  return { queue, counts };
}
