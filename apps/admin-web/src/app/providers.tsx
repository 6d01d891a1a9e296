import { UiProvider } from '@ostiary/ui';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { trpc, type ApiClient } from '../lib/trpc.ts';
import { useUiLabels } from '../lib/ui-labels.ts';

interface ProvidersProps {
  client: ApiClient;
  queryClient: QueryClient;
  env?: 'test';
  children: ReactNode;
}

/** What every screen stands on: data, theme, words. Shared by the app and its tests. */
export function Providers({ client, queryClient, env, children }: ProvidersProps) {
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <UiProvider labels={useUiLabels()} env={env}>
          {children}
        </UiProvider>
      </QueryClientProvider>
    </trpc.Provider>
  );
}
