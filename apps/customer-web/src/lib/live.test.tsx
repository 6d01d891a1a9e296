import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { overview } from '../testing-overview.ts';
import { renderWithApi, server, trpcQuery } from '../testing.tsx';
import { live, startLive } from './live.ts';
import { endSession, startSession } from './session.ts';
import { createApiClient } from './trpc.ts';
import { useOverview } from './use-overview.ts';

afterEach(() => endSession('signed-out'));

function Standing() {
  const { data } = useOverview();
  return <p>{data?.status}</p>;
}

/** The bank's end of the stream. */
function liveStream() {
  let send: (event: object) => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => controller.enqueue(new TextEncoder().encode(`${text}\n\n`));
      write('event: connected\ndata: {}');
      send = (event) => write(`data: ${JSON.stringify(event)}`);
    },
  });
  server.use(
    http.get(
      '*/trpc/application.live',
      () => new HttpResponse(body, { headers: { 'content-type': 'text/event-stream' } }),
    ),
  );
  return { send: (event: object) => send(event) };
}

describe('a portal that hears of changes', () => {
  it('shows them without being asked', async () => {
    let status: 'SUBMITTED' | 'IN_REVIEW' = 'SUBMITTED';
    const stream = liveStream();
    const { queryClient } = await renderWithApi(<Standing />, [
      trpcQuery('application.overview', () => overview({ status })),
    ]);
    expect(await screen.findByText('SUBMITTED')).toBeVisible();
    startSession('token', new Date(Date.now() + 3_600_000).toISOString());
    onTestFinished(startLive({ client: createApiClient({ batch: true }), queryClient }));
    stream.send({ kind: 'resync' });
    await expect.poll(() => live.isLive()).toBe(true);
    status = 'IN_REVIEW';
    stream.send({ kind: 'case', id: overview().id, version: 2, status });
    expect(await screen.findByText('IN_REVIEW')).toBeVisible();
    endSession('signed-out');
    expect(live.isLive()).toBe(false);
  });
});
