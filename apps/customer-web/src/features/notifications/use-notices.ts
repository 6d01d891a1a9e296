import { live } from '../../lib/live.ts';
import { trpc } from '../../lib/trpc.ts';

/** What the bank told this person in the portal. Without the stream the bell asks by itself. */
export function useNotices() {
  const askMs = live.useIsLive() ? 120_000 : 30_000;
  const list = trpc.notifications.list.useQuery(undefined, { refetchInterval: askMs });
  const mark = trpc.notifications.markRead.useMutation();
  return {
    list,
    markRead: (id: string) => mark.mutate({ ids: [id] }),
    markAllRead: () => mark.mutate({ all: true }),
    isPending: mark.isPending,
    error: mark.error,
  };
}
