import { QueryView } from '@ostiary/ui';
import { useQuery } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { getUntypedClient } from '@trpc/client';
import i18next from 'i18next';
import { http, HttpResponse } from 'msw';
import { afterEach, describe, expect, it } from 'vitest';
import { renderWithApi, server, trpcError } from '../testing.tsx';
import { endSession, getAccess, startSession } from './session.ts';
import { createApiClient } from './trpc.ts';

// Made inside a test: a client keeps the fetch it finds, and msw puts its own there first.
const api = () => getUntypedClient(createApiClient({ batch: false }));

afterEach(async () => {
  endSession('signed-out');
  await i18next.changeLanguage('en');
});

function Greeting() {
  const greeting = useQuery({ queryKey: ['demo'], queryFn: () => api().query('demo.hello') });
  return <QueryView query={greeting}>{(data) => <p>{String(data)}</p>}</QueryView>;
}

describe('the api client', () => {
  it("says who asks, in the reader's language", async () => {
    server.use(
      http.get('*/trpc/demo.hello', ({ request: { headers } }) =>
        HttpResponse.json({ result: { data: `${headers.get('authorization')}, ${headers.get('accept-language')}` } }),
      ),
    );
    startSession('token', new Date(Date.now() + 3_600_000).toISOString());
    await i18next.changeLanguage('hi');
    await renderWithApi(<Greeting />);
    expect(await screen.findByText('Bearer token, hi')).toBeVisible();
  });

  it('ends this session when the server ended it', async () => {
    startSession('token', new Date(Date.now() + 3_600_000).toISOString());
    await renderWithApi(<Greeting />, [trpcError('demo.hello', { errorCode: 'SESSION_ENDED', httpStatus: 401 })]);
    expect(await screen.findByRole('alert')).toHaveTextContent('Your session has ended.');
    expect(getAccess()).toBeNull();
  });
});
