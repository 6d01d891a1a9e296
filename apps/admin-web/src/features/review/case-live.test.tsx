import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startLive } from '../../lib/live.ts';
import { endSession } from '../../lib/session.ts';
import { createApiClient } from '../../lib/trpc.ts';
import { server, signInAs } from '../../testing.tsx';
import { aCase, caseId, colleague, permissions, reviewer } from './case-fixture.ts';
import { openCase } from './case-harness.tsx';

/** The bank's end of the stream: whoever asks hears the same. */
function liveStream() {
  const listeners: ((event: object) => void)[] = [];
  const open = () =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        const write = (text: string) => controller.enqueue(new TextEncoder().encode(`${text}\n\n`));
        write('event: connected\ndata: {}');
        listeners.push((event) => write(`data: ${JSON.stringify(event)}`));
      },
    });
  const headers = { 'content-type': 'text/event-stream' };
  server.use(http.get('*/trpc/review.live', () => new HttpResponse(open(), { headers })));
  const send = (event: object) => listeners.forEach((listener) => listener(event));
  return { send, isHeard: () => listeners.length > 0 };
}

// The feed of an earlier test listens again as soon as somebody signs in.
let stream: ReturnType<typeof liveStream>;
beforeEach(() => {
  stream = liveStream();
  signInAs(permissions, reviewer);
});
afterEach(() => endSession('signed-out'));

const changed = { kind: 'case', id: caseId, version: 8, status: 'IN_REVIEW' };
const news = aCase({ version: 8, name: 'Asha M. Verma' });

async function listen(view = aCase()) {
  const desk = await openCase(view);
  onTestFinished(startLive({ client: createApiClient({ batch: false }), queryClient: desk.queryClient }));
  await waitFor(() => expect(stream.isHeard()).toBe(true));
  return { ...desk, send: stream.send };
}

describe('a case that changes while it is open', () => {
  it('is not changed under the eyes of who holds it, but shown when they ask', async () => {
    const { become, send, user } = await listen();
    become(news);
    send(changed);
    const notice = within(await screen.findByRole('alert'));
    expect(screen.getByRole('heading', { level: 1, name: 'Asha Verma' })).toBeVisible();
    await user.click(notice.getByRole('button', { name: 'Show it as it is now' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Asha M. Verma' })).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument());
  });

  it('stays as it was seen, whatever makes the screen read again, and is judged so', async () => {
    const { become, sent, queryClient, user } = await listen();
    become(news);
    await queryClient.invalidateQueries();
    expect(await screen.findByRole('button', { name: 'Show it as it is now' })).toBeVisible();
    expect(screen.getByRole('heading', { level: 1, name: 'Asha Verma' })).toBeVisible();
    await user.keyboard('a');
    await waitFor(() => expect(sent).toMatchObject([{ version: 7 }]));
  });

  it('is read again at once by who only looks', async () => {
    const { become, send } = await listen(aCase({ isMine: false, claimedBy: colleague }));
    become({ ...news, isMine: false, claimedBy: colleague });
    send(changed);
    expect(await screen.findByRole('heading', { level: 1, name: 'Asha M. Verma' })).toBeVisible();
  });
});
