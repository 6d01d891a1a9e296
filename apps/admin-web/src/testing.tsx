import { createRenderers } from '@ostiary/ui/portal-testing';
import { createMemoryHistory } from '@tanstack/react-router';
import type { RequestHandler } from 'msw';
import './app/i18n.ts';
import { Providers } from './app/providers.tsx';
import { createAppRouter } from './app/router.tsx';
import { setPerson } from './lib/person.ts';
import { startSession } from './lib/session.ts';
import { createApiClient } from './lib/trpc.ts';

export { server, trpcError, trpcMutation, trpcQuery, trpcSilence } from '@ostiary/ui/portal-testing';

const { renderRouter, renderWithApi } = createRenderers((parts) => (
  <Providers {...parts} client={createApiClient({ batch: false })} env="test" />
));
export { renderWithApi };

/** Signs somebody in without asking the server; `endSession` in an `afterEach` takes it back. */
export function signInAs(permissions: readonly string[], { id, name }: { id: string; name: string }) {
  // Anew: who signs in has lost nothing yet.
  setPerson(null);
  setPerson({ id, displayName: name, permissions });
  startSession('access', new Date(Date.now() + 3_600_000).toISOString());
}

/** The whole portal at an address, with its real routes. */
export const renderApp = (path: string, handlers: RequestHandler[] = []) =>
  renderRouter(createAppRouter(createMemoryHistory({ initialEntries: [path] })), handlers);
