import type { LiveEvent } from '@ostiary/domain/application';
import { createLiveFeed } from '@ostiary/ui/client';
import { liveSource } from '@ostiary/ui/portal';
import type { QueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { session } from './session.ts';
import { trpc, type createApiClient } from './trpc.ts';

/** What the bank says of this person's application as it changes. Silent until `startLive`. */
export const live = createLiveFeed<LiveEvent>({ name: 'ostiary.customer', session });

/** What a change of the application may have made stale; never the forms, which somebody may be filling in. */
const stale = [
  getQueryKey(trpc.application),
  getQueryKey(trpc.documents),
  getQueryKey(trpc.notifications),
  getQueryKey(trpc.requirements.list, undefined, 'query'),
];

interface LivePortal {
  client: ReturnType<typeof createApiClient>;
  queryClient: QueryClient;
}

/** Keeps every screen of the portal up to date while somebody is signed in; returns what stops it. */
export function startLive({ client, queryClient }: LivePortal): () => void {
  const forget = live.onEvent(() => {
    for (const queryKey of stale) void queryClient.invalidateQueries({ queryKey });
  });
  const stop = live.start(liveSource((callbacks) => client.application.live.subscribe(undefined, callbacks)));
  return () => {
    forget();
    stop();
  };
}
