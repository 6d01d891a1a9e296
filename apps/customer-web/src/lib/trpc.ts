import type { PublicRouter } from '@ostiary/api/router';
import { httpBatchLink, httpLink, retryLink } from '@trpc/client';
import { createTRPCReact } from '@trpc/react-query';
import i18next from 'i18next';
import { session } from './session.ts';

export const trpc = createTRPCReact<PublicRouter>();

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
      const language = i18next.resolvedLanguage ?? 'en';
      return { 'x-requested-by': 'ostiary', 'accept-language': language, ...(access ? { authorization: `Bearer ${access}` } : {}) };
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
