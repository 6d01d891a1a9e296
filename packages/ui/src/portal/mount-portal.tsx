import type { QueryClient } from '@tanstack/react-query';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Session } from '../client/session.ts';

interface Portal {
  session: Pick<Session, 'subscribe' | 'getState' | 'bootstrap'>;
  queryClient: QueryClient;
  router: { invalidate: () => Promise<unknown> };
  /** What must have arrived before the first screen, such as the words. */
  ready: Promise<unknown>;
  app: ReactNode;
}

function followSession({ session, queryClient, router }: Pick<Portal, 'session' | 'queryClient' | 'router'>) {
  let isOpen = false;
  let isInterrupted = false;
  let userId: string | undefined;
  session.subscribe(() => {
    const state = session.getState();
    // The page stays, covered by `SessionGuard`, for the same person to come back to.
    if (state.status === 'anonymous' && state.isInterrupted) {
      isInterrupted = true;
      return;
    }
    const isSignedIn = state.status === 'signed-in';
    const isOther = isSignedIn && userId !== undefined && state.userId !== undefined && state.userId !== userId;
    // Nothing of the person who left may show to the next one at this device.
    if ((isOpen && !isSignedIn) || isOther) queryClient.clear();
    else if (isSignedIn && isInterrupted) void queryClient.invalidateQueries();
    if (isOpen !== isSignedIn) void router.invalidate();
    isOpen = isSignedIn;
    isInterrupted = false;
    userId = isSignedIn ? (state.userId ?? userId) : undefined;
  });
}

/** Settles the session, then puts the app into `#root`: routes may ask `session.getState()` at once. */
export async function mountPortal({ session, queryClient, router, ready, app }: Portal): Promise<void> {
  followSession({ session, queryClient, router });
  await Promise.all([ready, session.bootstrap()]);
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(<StrictMode>{app}</StrictMode>);
}
