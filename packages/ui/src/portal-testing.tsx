import type { QueryClient } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
  type AnyRouter,
} from '@tanstack/react-router';
import { render, screen } from '@testing-library/react';
import { delay, http, HttpResponse, type RequestHandler } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactElement, ReactNode } from 'react';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { createQueryClient } from './portal/query-client.ts';

export const server = setupServer();

/**
 * For a set-up file or one test file: `server` answers, and each test starts without storage and with the handlers of
 * what the portal asks or says on every page, `always`.
 */
export function serveApi(...always: RequestHandler[]): void {
  beforeAll(() => {
    server.listen({ onUnhandledFrame: 'error' });
    server.resetHandlers(...always);
  });
  afterEach(() => {
    server.resetHandlers(...always);
    localStorage.clear();
  });
  afterAll(() => server.close());
}

type Json = string | number | boolean | null | { readonly [key: string]: Json | undefined } | readonly Json[];
/** Either the data itself or a function of the call's input. */
type Respond = Json | ((input: unknown) => Json);

const reply = (respond: Respond, input: unknown) =>
  HttpResponse.json({ result: { data: typeof respond === 'function' ? respond(input) : respond } });

/** Answers a query: `trpcQuery('thing.get', { … })` or `trpcQuery('thing.list', (input) => …)`. */
export function trpcQuery(path: string, respond: Respond): RequestHandler {
  return http.get(`*/trpc/${path}`, ({ request }) => {
    const input = new URL(request.url).searchParams.get('input');
    return reply(respond, input === null ? undefined : JSON.parse(input));
  });
}

/** A query whose answer does not come. */
export const trpcSilence = (path: string): RequestHandler => http.get(`*/trpc/${path}`, () => delay('infinite'));

/** Answers a mutation in the same way. */
export function trpcMutation(path: string, respond: Respond): RequestHandler {
  return http.post(`*/trpc/${path}`, async ({ request }) =>
    reply(respond, await request.json().catch(() => undefined)),
  );
}

interface Refusal {
  errorCode: string;
  message?: string;
  httpStatus?: number;
  fieldErrors?: Record<string, { message: string; code: string }[]>;
  details?: unknown;
  retryAfterSeconds?: number;
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

/** Stands a portal's own providers around `children`. */
type Wrap = (parts: { queryClient: QueryClient; children: ReactNode }) => ReactElement;

interface RenderOptions {
  /** Where the router stands. */
  path?: string;
}

/** The two ways to render in a portal's tests: one screen, or the portal's real routes. */
export function createRenderers(wrap: Wrap) {
  function renderRouter(router: AnyRouter, handlers: RequestHandler[] = []) {
    server.use(...handlers);
    const queryClient = createQueryClient();
    queryClient.setDefaultOptions({ queries: { retry: false } });
    return { ...render(wrap({ queryClient, children: <RouterProvider router={router} /> })), router, queryClient };
  }
  /** Renders a screen with data, theme, words and a router; waits until the router has put it on the page. */
  async function renderWithApi(ui: ReactNode, handlers: RequestHandler[] = [], { path = '/' }: RenderOptions = {}) {
    const rootRoute = createRootRoute({
      component: () => <div data-testid="screen">{ui}</div>,
      notFoundComponent: () => null,
    });
    const router = createRouter({ routeTree: rootRoute, history: createMemoryHistory({ initialEntries: [path] }) });
    const view = renderRouter(router, handlers);
    await screen.findByTestId('screen');
    return view;
  }
  return { renderRouter, renderWithApi };
}
