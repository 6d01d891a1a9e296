import { createProviders } from '@ostiary/ui/portal';
import { trpc } from '../lib/trpc.ts';

/** What every screen stands on. Shared by the app and its tests. */
export const Providers = createProviders(trpc.Provider);
