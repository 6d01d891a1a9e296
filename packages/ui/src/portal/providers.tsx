import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import type { ComponentType, ReactNode } from 'react';
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

/** What every screen stands on: data (through the portal's own `trpc.Provider`), theme, words. */
export function createProviders<Client>(ApiProvider: ComponentType<ApiProviderProps<Client>>) {
  return function Providers({ client, queryClient, env, children }: ProvidersProps<Client>) {
    return (
      <ApiProvider client={client} queryClient={queryClient}>
        <QueryClientProvider client={queryClient}>
          <UiProvider labels={usePortalLabels()} env={env}>
            {children}
          </UiProvider>
        </QueryClientProvider>
      </ApiProvider>
    );
  };
}
