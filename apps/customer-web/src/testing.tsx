import { createRenderers } from '@ostiary/ui/portal-testing';
import './app/i18n.ts';
import { Providers } from './app/providers.tsx';
import { createApiClient } from './lib/trpc.ts';

export { server, trpcError, trpcMutation, trpcQuery } from '@ostiary/ui/portal-testing';

export const { renderWithApi } = createRenderers((parts) => (
  <Providers {...parts} client={createApiClient({ batch: false })} env="test" />
));
