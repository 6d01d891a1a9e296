import { createTRPCClient, getUntypedClient } from '@trpc/client';
import { http, HttpResponse } from 'msw';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLiveFeed } from '../client/live-feed.ts';
import { serveApi, server } from '../portal-testing.tsx';
import { apiLinks } from './api-links.ts';
import { liveSource } from './live-source.ts';
import { createPortalSession } from './portal-session.ts';

serveApi();

const session = createPortalSession({ door: 'customer' });
const later = () => new Date(Date.now() + 3_600_000).toISOString();
const headers = () => ({ 'accept-language': 'hi' });

let stop = () => {};
afterEach(() => {
  stop();
  session.endSession('signed-out');
});

/** Answers the subscription with these lines and keeps the stream open. */
function stream(...lines: string[]) {
  const asked: Headers[] = [];
  const body = () =>
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(lines.map((line) => `${line}\n\n`).join('')));
      },
    });
  server.use(
    http.get('*/trpc/demo.live', ({ request }) => {
      asked.push(request.headers);
      return new HttpResponse(body(), { headers: { 'content-type': 'text/event-stream' } });
    }),
  );
  return asked;
}

const connected = 'event: connected\ndata: {}';
const refusal = (errorCode: string) => {
  const error = {
    message: 'Refused',
    code: -32001,
    data: { errorCode, httpStatus: 401, details: { reason: 'REVOKED' } },
  };
  return `event: serialized-error\ndata: ${JSON.stringify(error)}`;
};

function follow() {
  const client = getUntypedClient(createTRPCClient({ links: apiLinks({ session, batch: true, headers }) }));
  const feed = createLiveFeed<unknown>({ name: 'link-test', session });
  const heard = vi.fn<(event: unknown) => void>();
  feed.onEvent(heard);
  session.startSession('token', later());
  stop = feed.start(liveSource((callbacks) => client.subscription('demo.live', undefined, callbacks)));
  return { feed, heard };
}

describe('a subscription of a portal', () => {
  it('carries the bearer token, and the mark of what nobody asked for', async () => {
    const asked = stream(connected, 'data: {"kind":"resync"}');
    const { heard, feed } = follow();
    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith({ kind: 'resync' }));
    const names = ['authorization', 'x-ostiary-background', 'x-requested-by', 'accept-language', 'accept'];
    expect(names.map((name) => asked[0]?.get(name))).toEqual([
      'Bearer token',
      '1',
      'ostiary',
      'hi',
      'text/event-stream',
    ]);
    expect(feed.isLive()).toBe(true);
  });

  it('ends the session that the server ended', async () => {
    stream(connected, 'data: {"kind":"resync"}', refusal('SESSION_ENDED'));
    const { feed } = follow();
    await vi.waitFor(() => expect(session.getAccess()).toBeNull());
    expect(feed.isLive()).toBe(false);
  });

  it('is not live while it is refused', async () => {
    const asked = stream(connected, refusal('RATE_LIMITED'));
    const { feed } = follow();
    await vi.waitFor(() => expect(asked.length).toBe(2), { timeout: 3_000 });
    expect(feed.isLive()).toBe(false);
  });
});
