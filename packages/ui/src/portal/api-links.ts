import { httpBatchLink, httpLink, retryLink, type TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import type { Session } from '../client/session.ts';

// The server refuses longer batches.
const maxBatchItems = 8;

interface ApiLinksOptions {
  session: Pick<Session, 'freshAccess' | 'shouldRepeat'>;
  /** Tests answer one call at a time. */
  batch: boolean;
  /** What this portal says besides, asked anew for every request. */
  headers?: () => Record<string, string>;
}

/** The way of a portal's tRPC calls. One refused with TOKEN_EXPIRED is repeated once; its headers wait for the renewal. */
export function apiLinks({ session, batch, headers }: ApiLinksOptions): TRPCLink<AnyRouter>[] {
  const options = {
    url: new URL('/trpc', window.location.origin).href,
    headers: async () => {
      const access = await session.freshAccess();
      return { 'x-requested-by': 'ostiary', ...headers?.(), ...(access ? { authorization: `Bearer ${access}` } : {}) };
    },
  };
  return [
    retryLink({ retry: ({ error, attempts }) => attempts <= 1 && session.shouldRepeat(error) }),
    batch ? httpBatchLink({ ...options, maxItems: maxBatchItems }) : httpLink(options),
  ];
}
