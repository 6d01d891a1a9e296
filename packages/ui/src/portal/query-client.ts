import { MutationCache, QueryClient } from '@tanstack/react-query';
import { errorCode, httpStatus } from '../client/errors.ts';

const maxRetries = 2;

/** Refusals are answers; only silence and 503 are worth asking again. */
function isWorthRetrying(failures: number, error: unknown): boolean {
  return failures < maxRetries && (errorCode(error) === 'NETWORK' || httpStatus(error) === 503);
}

/** The one global rule: a mutation that succeeded makes every query stale; `meta: { isQuiet: true }` marks one that changes no view. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    mutationCache: new MutationCache({
      onSuccess: (...[, , , { meta }]) => void (meta?.isQuiet || client.invalidateQueries()),
    }),
    defaultOptions: { queries: { retry: isWorthRetrying, staleTime: 10_000 }, mutations: { retry: false } },
  });
  return client;
}
