import '@ostiary/ui/styles.css';
import { createQueryClient, mountPortal } from '@ostiary/ui/portal';
import { RouterProvider } from '@tanstack/react-router';
import { startLive } from '../lib/live.ts';
import { session } from '../lib/session.ts';
import { createApiClient } from '../lib/trpc.ts';
import { i18nReady } from './i18n.ts';
import { Providers } from './providers.tsx';
import { router } from './router.tsx';

const queryClient = createQueryClient();
const client = createApiClient({ batch: true });

await mountPortal({
  session,
  queryClient,
  router,
  ready: i18nReady,
  app: (
    <Providers client={client} queryClient={queryClient}>
      <RouterProvider router={router} />
    </Providers>
  ),
});
startLive({ client, queryClient });
