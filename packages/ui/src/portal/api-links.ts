import { httpBatchLink, httpLink, retryLink, splitLink, type TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { tap } from '@trpc/server/observable';
import type { Session } from '../client/session.ts';
import { liveLink } from './live-link.ts';

// The server refuses longer batches.
const maxBatchItems = 8;

type LinkSession = Pick<Session, 'freshAccess' | 'shouldRepeat' | 'isBackground' | 'noteUse'>;

interface ApiLinksOptions {
  session: LinkSession;
  /** Tests answer one call at a time. */
  batch: boolean;
  /** What this portal says besides, asked anew for every request. */
  headers?: () => Record<string, string>;
}

interface MarkedOperation {
  context: Record<string, unknown>;
}

// What is sent while the page goes away must outlive it; a browser allows that for small bodies only.
const keepaliveBytes = 30_000;
const fetchToTheEnd = (input: RequestInfo | URL | string, init: RequestInit = {}): Promise<Response> => {
  const isSmall = typeof init.body !== 'string' || init.body.length < keepaliveBytes;
  return fetch(input, { ...init, keepalive: document.visibilityState === 'hidden' && isSmall });
};

const isBackground = ({ context }: MarkedOperation) => context.isBackground === true;

/** Marks what the page asks by itself; what the person asked, and was answered, keeps the session alive. */
function usageLink(session: LinkSession): TRPCLink<AnyRouter> {
  return () =>
    ({ op, next }) => {
      const background = session.isBackground();
      const answer = next({ ...op, context: { ...op.context, isBackground: background } });
      return background ? answer : answer.pipe(tap({ next: session.noteUse }));
    };
}

/** The way of a portal's tRPC calls. One refused with TOKEN_EXPIRED is repeated once; its headers wait for the renewal. */
export function apiLinks({ session, batch, headers }: ApiLinksOptions): TRPCLink<AnyRouter>[] {
  const url = new URL('/trpc', window.location.origin).href;
  const headersOf = async (operations: readonly MarkedOperation[]) => {
    const access = await session.freshAccess();
    return {
      'x-requested-by': 'ostiary',
      ...headers?.(),
      ...(operations.every(isBackground) ? { 'x-ostiary-background': '1' } : {}),
      ...(access ? { authorization: `Bearer ${access}` } : {}),
    };
  };
  const calls = [
    retryLink<AnyRouter>({ retry: ({ error, attempts }) => attempts <= 1 && session.shouldRepeat(error) }),
    usageLink(session),
    batch
      ? httpBatchLink<AnyRouter>({
          url,
          fetch: fetchToTheEnd,
          maxItems: maxBatchItems,
          headers: ({ opList }) => headersOf(opList),
        })
      : httpLink<AnyRouter>({ url, fetch: fetchToTheEnd, headers: ({ op }) => headersOf([op]) }),
  ];
  return [
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: liveLink({ session, url, headers }),
      false: calls,
    }),
  ];
}
