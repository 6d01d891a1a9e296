import type { QueueItem } from '@ostiary/domain/review';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startLive } from '../../lib/live.ts';
import { endSession } from '../../lib/session.ts';
import { createApiClient } from '../../lib/trpc.ts';
import { renderApp, server, signInAs, trpcQuery } from '../../testing.tsx';
import { permissions, reviewer } from './case-fixture.ts';
import { around, asha, omar, page, priya } from './queue-fixture.ts';

beforeEach(() => signInAs(permissions, reviewer));
afterEach(() => endSession('signed-out'));

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
  const headers = { 'content-type': 'text/event-stream' };
  server.use(http.get('*/trpc/review.live', () => new HttpResponse(body, { headers })));
  return (event: object) => send(event);
}

/** The open queue of a bank whose list the test changes. */
async function openQueue(first: readonly QueueItem[]) {
  let rows = first;
  const answer = trpcQuery('review.queue', () => page(rows));
  const { queryClient } = renderApp('/review', [...around(), answer]);
  await screen.findByRole('link', { name: 'Asha Verma' });
  const change = async (next: readonly QueueItem[]) => {
    rows = next;
    await queryClient.invalidateQueries();
  };
  const names = () => screen.getAllByRole('row').flatMap((row) => row.querySelector('a[data-case]')?.textContent ?? []);
  return { change, names, queryClient, set: (next: readonly QueueItem[]) => (rows = next) };
}

describe('a queue that changes while it is being read', () => {
  it('keeps its rows where they are and says that new ones wait', async () => {
    const user = userEvent.setup();
    const { change, names } = await openQueue([asha, priya]);
    await change([omar, priya, asha]);
    expect(await screen.findByText('1 new case')).toHaveAttribute('role', 'status');
    expect(names()).toEqual(['Asha Verma', 'Priya Nair']);
    await user.click(screen.getByRole('button', { name: 'Show' }));
    expect(names()).toEqual(['Omar Haddad', 'Priya Nair', 'Asha Verma']);
    await waitFor(() => expect(screen.getByRole('link', { name: 'Omar Haddad' })).toHaveFocus());
    expect(screen.getByText('3 cases')).toBeVisible();
  });

  it('changes a row in place', async () => {
    const { change } = await openQueue([asha, priya]);
    await change([{ ...asha, status: 'IN_REVIEW' }, priya]);
    await waitFor(() =>
      expect(screen.getByRole('link', { name: 'Asha Verma' }).closest('tr')).toHaveTextContent('In review'),
    );
    expect(screen.queryByRole('button', { name: 'Show' })).not.toBeInTheDocument();
  });

  it('marks a case that left and keeps the focus on it', async () => {
    const user = userEvent.setup();
    const { change, names } = await openQueue([asha, priya]);
    await user.keyboard('j');
    await change([priya]);
    expect(await screen.findByText('1 has left this list')).toBeVisible();
    expect(names()).toEqual(['Asha Verma', 'Priya Nair']);
    expect(screen.getByRole('link', { name: 'Asha Verma' })).toHaveFocus();
    expect(screen.getByRole('link', { name: 'Asha Verma' }).closest('tr')).toHaveTextContent('No longer in this list');
  });

  it('stays readable when every case leaves', async () => {
    const { change, names } = await openQueue([asha]);
    await change([]);
    expect(await screen.findByText('1 has left this list')).toBeVisible();
    expect(names()).toEqual(['Asha Verma']);
  });

  it('shows the answer to another question whole', async () => {
    const user = userEvent.setup();
    const { names, set } = await openQueue([asha, priya]);
    set([omar]);
    await user.selectOptions(screen.getByLabelText('Risk'), 'High risk');
    await waitFor(() => expect(names()).toEqual(['Omar Haddad']));
    expect(screen.queryByRole('button', { name: 'Show' })).not.toBeInTheDocument();
  });

  it('hears of a change from the server without asking', async () => {
    const send = liveStream();
    const { queryClient, set } = await openQueue([asha]);
    onTestFinished(startLive({ client: createApiClient({ batch: false }), queryClient }));
    send({ kind: 'resync' });
    set([priya, asha]);
    send({ kind: 'case', id: priya.id, version: 2, status: 'SUBMITTED' });
    expect(await screen.findByText('1 new case')).toBeVisible();
  });
});
