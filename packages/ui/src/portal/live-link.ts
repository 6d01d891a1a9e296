import { httpSubscriptionLink, type TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { tap } from '@trpc/server/observable';
import { EventSource } from 'eventsource';
import type { Session } from '../client/session.ts';

export type LiveSession = Pick<Session, 'freshAccess' | 'shouldRepeat'>;

interface LiveLinkOptions {
  session: LiveSession;
  url: string;
  headers?: (() => Record<string, string>) | undefined;
}

/**
 * The way of a portal's subscriptions: server-sent events over `fetch`, because the browser's own EventSource can carry no
 * bearer token. The page opens it by itself, so it counts as nobody's use.
 */
export function liveLink({ session, url, headers }: LiveLinkOptions): TRPCLink<AnyRouter> {
  const stream = httpSubscriptionLink<AnyRouter, typeof EventSource>({
    url,
    EventSource,
    eventSourceOptions: {
      fetch: async (input, init) => {
        const access = await session.freshAccess();
        return fetch(input, {
          ...init,
          headers: {
            ...init.headers,
            'x-requested-by': 'ostiary',
            'x-ostiary-background': '1',
            ...headers?.(),
            ...(access ? { authorization: `Bearer ${access}` } : {}),
          },
        });
      },
    },
  });
  return (runtime) => {
    const open = stream(runtime);
    // An ended session shows at once; an expired token is renewed before the next try.
    return (operation) => open(operation).pipe(tap({ error: (error) => void session.shouldRepeat(error) }));
  };
}
