import type { LiveEvent } from '@ostiary/domain/application';
import { createLiveFeed } from '@ostiary/ui/client';
import { liveSource } from '@ostiary/ui/portal';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { inSteps } from './in-steps.ts';
import { getPerson } from './person.ts';
import { session } from './session.ts';
import { trpc, type createApiClient } from './trpc.ts';

/** What changes at the desk, as it changes. Silent until `startLive`. */
export const live = createLiveFeed<LiveEvent>({ name: 'ostiary.desk', session });

/** Half a second from the event to the screen, and no more than some questions a second on a busy day. */
const stepMs = 400;

const notifications = [getQueryKey(trpc.notifications)];
const alerts = [getQueryKey(trpc.fraudAlerts)];
/** Not the open event itself: each look at one is on record. */
const security = [getQueryKey(trpc.securityEvents.list), getQueryKey(trpc.securityEvents.counts)];
const lists = [getQueryKey(trpc.review.queue), getQueryKey(trpc.review.counts), getQueryKey(trpc.desk.day)];

/** What each event may have made stale. A screen of one case listens for itself, to changes and to notes. */
const stale = {
  case: lists,
  notification: notifications,
  alerts,
  security,
  notes: [],
  resync: [...lists, ...notifications, ...alerts, ...security],
} satisfies Record<LiveEvent['kind'], QueryKey[]>;

interface LivePortal {
  client: ReturnType<typeof createApiClient>;
  queryClient: QueryClient;
}

/** Keeps lists, counts and the bell up to date while somebody who may read cases is signed in; returns what stops it. */
export function startLive({ client, queryClient }: LivePortal): () => void {
  const refresh = (keys: QueryKey[]) =>
    inSteps(stepMs, () => {
      for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey });
    });
  const refreshAfter = {
    case: refresh(stale.case),
    notification: refresh(stale.notification),
    alerts: refresh(stale.alerts),
    security: refresh(stale.security),
    notes: refresh(stale.notes),
    resync: refresh(stale.resync),
  };
  const forget = live.onEvent(({ kind }) => refreshAfter[kind]());
  const cases = liveSource<LiveEvent>((callbacks) => client.review.live.subscribe(undefined, callbacks));
  const stop = live.start((listener) => {
    if (getPerson()?.permissions.includes('review.read')) return cases(listener);
    // Their role hears nothing; asked again after the feed's pause, for roles change and the name arrives after the token.
    listener.onDown();
    return () => undefined;
  });
  return () => {
    forget();
    stop();
  };
}
