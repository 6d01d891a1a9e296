import '@ostiary/ui/styles.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from '../lib/query-client.ts';
import { session } from '../lib/session.ts';
import { createApiClient } from '../lib/trpc.ts';
import { i18nReady } from './i18n.ts';
import { Providers } from './providers.tsx';
import { router } from './router.tsx';

const queryClient = createQueryClient();
const client = createApiClient({ batch: true });

let wasSignedIn = false;
session.subscribe(() => {
  const isSignedIn = session.getState().status === 'signed-in';
  // Nothing of the person who left may show to the next one at this device.
  if (wasSignedIn && !isSignedIn) queryClient.clear();
  if (wasSignedIn !== isSignedIn) void router.invalidate();
  wasSignedIn = isSignedIn;
});

// Routes may ask getState() at once: by the time they load, the session is settled.
await Promise.all([i18nReady, session.bootstrap()]);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <Providers client={client} queryClient={queryClient}>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
