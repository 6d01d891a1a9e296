import type { StaffRouter } from '@ostiary/api/router';
import { httpBatchLink, httpLink, retryLink } from '@trpc/client';
import { createTRPCReact } from '@trpc/react-query';
import { session } from './session.ts';

export const trpc = createTRPCReact<StaffRouter>();

// The server refuses longer batches.
const maxBatchItems = 8;

interface ClientOptions {
  /** Tests answer one call at a time. */
  batch: boolean;
}

/** A call refused with TOKEN_EXPIRED is repeated once; its headers wait for the renewal. */
export function createApiClient({ batch }: ClientOptions) {
  const options = {
    url: new URL('/trpc', window.location.origin).href,
    headers: async () => {
      const access = await session.freshAccess();
      return { 'x-requested-by': 'ostiary', ...(access ? { authorization: `Bearer ${access}` } : {}) };
    },
  };
  return trpc.createClient({
    links: [
      retryLink({ retry: ({ error, attempts }) => attempts <= 1 && session.shouldRepeat(error) }),
      batch ? httpBatchLink({ ...options, maxItems: maxBatchItems }) : httpLink(options),
    ],
  });
}

export type ApiClient = ReturnType<typeof createApiClient>;
