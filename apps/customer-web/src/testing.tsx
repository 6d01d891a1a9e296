import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { render, screen } from '@testing-library/react';
import { http, HttpResponse, type RequestHandler } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactNode } from 'react';
import './app/i18n.ts';
import { Providers } from './app/providers.tsx';
import { createQueryClient } from './lib/query-client.ts';
import { createApiClient } from './lib/trpc.ts';

export const server = setupServer();

type Json = string | number | boolean | null | { readonly [key: string]: Json | undefined } | readonly Json[];
/** Either the data itself or a function of the call's input. */
type Respond = Json | ((input: unknown) => Json);

const reply = (respond: Respond, input: unknown) =>
  HttpResponse.json({ result: { data: typeof respond === 'function' ? respond(input) : respond } });

/** Answers a query: `trpcQuery('profile.get', { … })` or `trpcQuery('review.queue', (input) => …)`. */
export function trpcQuery(path: string, respond: Respond): RequestHandler {
  return http.get(`*/trpc/${path}`, ({ request }) => {
    const input = new URL(request.url).searchParams.get('input');
    return reply(respond, input === null ? undefined : JSON.parse(input));
  });
}

/** Answers a mutation in the same way. */
export function trpcMutation(path: string, respond: Respond): RequestHandler {
  return http.post(`*/trpc/${path}`, async ({ request }) => reply(respond, await request.json().catch(() => undefined)));
}

interface Refusal {
  errorCode: string;
  message?: string;
  httpStatus?: number;
  fieldErrors?: Record<string, { message: string; code: string }[]>;
  details?: unknown;
  requestId?: string;
}

/** Refuses a query or a mutation as the server would. */
export function trpcError(path: string, refusal: Refusal): RequestHandler {
  const { message = 'Refused', httpStatus = 400, requestId = 'req-test', ...rest } = refusal;
  const data = { ...rest, httpStatus, requestId, code: 'BAD_REQUEST', path };
  return http.all(`*/trpc/${path}`, () =>
    HttpResponse.json({ error: { message, code: -32600, data } }, { status: httpStatus }),
  );
}

interface RenderOptions {
  /** Where the router stands. */
  path?: string;
}

/** Renders a screen with data, theme, words and a router; waits until the router has put it on the page. */
export async function renderWithApi(ui: ReactNode, handlers: RequestHandler[] = [], { path = '/' }: RenderOptions = {}) {
  server.use(...handlers);
  const queryClient = createQueryClient();
  queryClient.setDefaultOptions({ queries: { retry: false } });
  const rootRoute = createRootRoute({
    component: () => <div data-testid="screen">{ui}</div>,
    notFoundComponent: () => null,
  });
  const router = createRouter({ routeTree: rootRoute, history: createMemoryHistory({ initialEntries: [path] }) });
  const view = render(
    <Providers client={createApiClient({ batch: false })} queryClient={queryClient} env="test">
      <RouterProvider router={router} />
    </Providers>,
  );
  await screen.findByTestId('screen');
  return { ...view, router, queryClient };
}
