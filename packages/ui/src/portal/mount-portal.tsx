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
  let wasSignedIn = false;
  session.subscribe(() => {
    const isSignedIn = session.getState().status === 'signed-in';
    // Nothing of the person who left may show to the next one at this device.
    if (wasSignedIn && !isSignedIn) queryClient.clear();
    if (wasSignedIn !== isSignedIn) void router.invalidate();
    wasSignedIn = isSignedIn;
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
