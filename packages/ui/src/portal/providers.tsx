import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { getUntypedClient, type TRPCClient } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { useMemo, type ComponentType, type ReactNode } from 'react';
import { identity } from '../security/identity-api.ts';
import { UiProvider } from '../ui-provider.tsx';
import { usePortalLabels } from './use-portal-labels.ts';

interface ApiProviderProps<Client> {
  client: Client;
  queryClient: QueryClient;
  children: ReactNode;
}

interface ProvidersProps<Client> extends ApiProviderProps<Client> {
  env?: 'test';
}

/** What every screen stands on: data (through the portal's own `trpc.Provider`, and `identity` for what both share), theme, words. */
export function createProviders<Router extends AnyRouter>(
  ApiProvider: ComponentType<ApiProviderProps<TRPCClient<Router>>>,
) {
  return function Providers({ client, queryClient, env, children }: ProvidersProps<TRPCClient<Router>>) {
    const untyped = useMemo(() => getUntypedClient(client), [client]);
    return (
      <ApiProvider client={client} queryClient={queryClient}>
        <identity.Provider client={untyped} queryClient={queryClient}>
          <QueryClientProvider client={queryClient}>
            <UiProvider labels={usePortalLabels()} env={env}>
              {children}
            </UiProvider>
          </QueryClientProvider>
        </identity.Provider>
      </ApiProvider>
    );
  };
}
