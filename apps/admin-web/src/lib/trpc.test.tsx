import { getUntypedClient } from '@trpc/client';
import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { useQuery } from '@tanstack/react-query';
import { QueryView } from '@ostiary/ui';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderWithApi, server, trpcError, trpcMutation, trpcQuery } from '../testing.tsx';
import { errorCode, fieldErrors } from './errors.ts';
import { endSession, fetchWithSession, getAccess, startSession } from './session.ts';
import { createApiClient } from './trpc.ts';

const later = () => new Date(Date.now() + 3_600_000).toISOString();
// Made inside a test: a client keeps the fetch it finds, and msw puts its own there first.
const api = () => getUntypedClient(createApiClient({ batch: false }));
const renewal = () => trpcMutation('auth.refresh', { access: 'new', accessExpiresAt: later() });

function signInFiveSecondsAgo() {
  vi.useFakeTimers({ now: Date.now() - 5_000, toFake: ['Date'] });
  startSession('old', new Date(Date.now() + 3_600_000).toISOString());
  vi.useRealTimers();
}

afterEach(() => endSession('signed-out'));

describe('the api client', () => {
  it('renews an expired token and repeats the call', async () => {
    const seen: (string | null)[] = [];
    server.use(
      renewal(),
      http.get('*/trpc/demo.hello', ({ request }) => {
        seen.push(request.headers.get('authorization'));
        if (seen.length > 1) return HttpResponse.json({ result: { data: 'hello' } });
        const data = { errorCode: 'TOKEN_EXPIRED', httpStatus: 401 };
        return HttpResponse.json({ error: { message: 'Expired', code: -32001, data } }, { status: 401 });
      }),
    );
    signInFiveSecondsAgo();
    await expect(api().query('demo.hello')).resolves.toBe('hello');
    expect(seen).toEqual(['Bearer old', 'Bearer new']);
  });

  it('ends the session that the server ended', async () => {
    server.use(trpcError('demo.hello', { errorCode: 'SESSION_ENDED', httpStatus: 401 }));
    signInFiveSecondsAgo();
    await expect(api().query('demo.hello')).rejects.toThrow('Refused');
    expect(getAccess()).toBeNull();
  });

  it('hands over the code and the field errors of a refusal', async () => {
    const fields = { email: [{ message: 'Taken', code: 'EMAIL_TAKEN' }] };
    server.use(trpcError('demo.save', { errorCode: 'EMAIL_TAKEN', httpStatus: 409, fieldErrors: fields }));
    const error: unknown = await api().mutation('demo.save', {}).catch((reason: unknown) => reason);
    expect(errorCode(error)).toBe('EMAIL_TAKEN');
    expect(fieldErrors(error)).toEqual(fields);
  });
});

describe('fetchWithSession', () => {
  it('renews and repeats for bytes too', async () => {
    server.use(
      renewal(),
      http.get('*/api/file', ({ request }) =>
        request.headers.get('authorization') === 'Bearer new'
          ? HttpResponse.text('bytes')
          : HttpResponse.json({ detail: 'Expired', code: 'TOKEN_EXPIRED' }, { status: 401 }),
      ),
    );
    signInFiveSecondsAgo();
    await expect((await fetchWithSession('/api/file')).text()).resolves.toBe('bytes');
  });
});

function Greeting() {
  const greeting = useQuery({ queryKey: ['demo'], queryFn: () => api().query('demo.hello') });
  return <QueryView query={greeting}>{(data) => <p>{String(data)}</p>}</QueryView>;
}

describe('renderWithApi', () => {
  it('shows a screen with the data of its handlers', async () => {
    await renderWithApi(<Greeting />, [trpcQuery('demo.hello', 'Good day')]);
    expect(await screen.findByText('Good day')).toBeVisible();
  });

  it('shows a refusal in the words of the portal', async () => {
    await renderWithApi(<Greeting />, [trpcError('demo.hello', { errorCode: 'RATE_LIMITED', httpStatus: 429 })]);
    expect(await screen.findByRole('alert')).toHaveTextContent('Too many attempts');
    expect(screen.getByRole('alert')).toHaveTextContent('req-test');
  });
});
