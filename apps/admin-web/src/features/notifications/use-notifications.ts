import { live } from '../../lib/live.ts';
import { trpc } from '../../lib/trpc.ts';

/** The newest of what the desk told this person. Without the stream the bell asks by itself. */
export function useNotifications() {
  const askMs = live.useIsLive() ? 60_000 : 10_000;
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
