import { createTRPCClient, getUntypedClient } from '@trpc/client';
import { http, HttpResponse } from 'msw';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { errorCode, fieldErrors } from '../client/errors.ts';
import { serveApi, server, trpcError, trpcMutation, trpcQuery } from '../portal-testing.tsx';
import { apiLinks } from './api-links.ts';
import { createPortalSession } from './portal-session.ts';

serveApi();

const renewed = vi.fn<(body: unknown) => void>();
const session = createPortalSession({ door: 'customer', onRenewed: renewed });
const headers = () => ({ 'accept-language': 'hi' });
const later = () => new Date(Date.now() + 3_600_000).toISOString();
// Made inside a test: a client keeps the fetch it finds, and msw puts its own there first.
const api = (batch = false) => getUntypedClient(createTRPCClient({ links: apiLinks({ session, batch, headers }) }));
const renewal = () => trpcMutation('auth.refresh', { access: 'new', accessExpiresAt: later(), user: 'Asha' });

function signInFiveSecondsAgo() {
  vi.useFakeTimers({ now: Date.now() - 5_000, toFake: ['Date'] });
  session.startSession('old', later());
  vi.useRealTimers();
}

afterEach(() => {
  session.endSession('signed-out');
  renewed.mockClear();
});

/** Refuses each call with TOKEN_EXPIRED until it carries `accepted`. */
function expiredUntil(accepted: string) {
  const seen: Headers[] = [];
  server.use(
    http.get('*/trpc/demo.hello', ({ request }) => {
      seen.push(request.headers);
      if (request.headers.get('authorization') === accepted) return HttpResponse.json({ result: { data: 'hello' } });
      const data = { errorCode: 'TOKEN_EXPIRED', httpStatus: 401 };
      return HttpResponse.json({ error: { message: 'Expired', code: -32001, data } }, { status: 401 });
    }),
  );
  return seen;
}

describe('apiLinks', () => {
  it('renews an expired token and repeats the call', async () => {
    server.use(renewal());
    const seen = expiredUntil('Bearer new');
    signInFiveSecondsAgo();
    await expect(api().query('demo.hello')).resolves.toBe('hello');
    expect(seen.map((sent) => sent.get('authorization'))).toEqual(['Bearer old', 'Bearer new']);
  });

  it('repeats a call only once', async () => {
    server.use(renewal());
    const seen = expiredUntil('Bearer never');
    signInFiveSecondsAgo();
    await expect(api().query('demo.hello')).rejects.toThrow('Expired');
    expect(seen).toHaveLength(2);
  });

  it('says what the portal says besides, and no token for somebody unknown', async () => {
    const seen = expiredUntil('Bearer never');
    await expect(api().query('demo.hello')).rejects.toThrow('Expired');
    const sent = seen.map((one) => [one.get('x-requested-by'), one.get('accept-language'), one.get('authorization')]);
    expect(sent).toEqual([['ostiary', 'hi', null]]);
  });

  it('sends at most eight calls in one request', async () => {
    const sizes: number[] = [];
    server.use(
      http.get('*/trpc/:paths', ({ params }) => {
        const paths = String(params.paths).split(',');
        sizes.push(paths.length);
        return HttpResponse.json(paths.map((path) => ({ result: { data: path } })));
      }),
    );
    const client = api(true);
    await Promise.all(Array.from({ length: 9 }, () => client.query('demo.hello')));
    expect(new Set(sizes)).toEqual(new Set([1, 8]));
  });

  it('ends the session that the server ended', async () => {
    server.use(trpcError('demo.hello', { errorCode: 'SESSION_ENDED', httpStatus: 401 }));
    signInFiveSecondsAgo();
    await expect(api().query('demo.hello')).rejects.toThrow('Refused');
    expect(session.getAccess()).toBeNull();
  });

  it('hands over the code and the field errors of a refusal', async () => {
    const fields = { email: [{ message: 'Taken', code: 'EMAIL_TAKEN' }] };
    server.use(trpcError('demo.save', { errorCode: 'EMAIL_TAKEN', httpStatus: 409, fieldErrors: fields }));
    const error: unknown = await api()
      .mutation('demo.save', {})
      .catch((reason: unknown) => reason);
    expect(errorCode(error)).toBe('EMAIL_TAKEN');
    expect(fieldErrors(error)).toEqual(fields);
  });

  it('marks what the page asks by itself, and counts only the rest as use', async () => {
    const seen = expiredUntil('Bearer old');
    const now = Date.now();
    session.signIn({ access: 'old', accessExpiresAt: later(), idleMinutes: 60 });
    const end = () => session.getEnd()?.at ?? 0;
    const first = end();
    vi.useFakeTimers({ now: now + 90_000, toFake: ['Date'] });
    await api().query('demo.hello');
    expect(end()).toBe(first);
    window.dispatchEvent(new Event('pointerdown'));
    await api().query('demo.hello');
    vi.useRealTimers();
    expect(seen.map((sent) => sent.get('x-ostiary-background'))).toEqual(['1', null]);
    expect(end()).toBeGreaterThanOrEqual(first + 89_000);
  });

  it('carries input and data', async () => {
    server.use(trpcQuery('demo.echo', (input) => `heard ${String(input)}`));
    await expect(api().query('demo.echo', 'you')).resolves.toBe('heard you');
  });
});

describe('createPortalSession', () => {
  it('renews and repeats a fetch of bytes too', async () => {
    server.use(
      renewal(),
      http.get('*/api/file', ({ request }) =>
        request.headers.get('authorization') === 'Bearer new'
          ? HttpResponse.text('bytes')
          : HttpResponse.json({ detail: 'Expired', code: 'TOKEN_EXPIRED' }, { status: 401 }),
      ),
    );
    signInFiveSecondsAgo();
    await expect((await session.fetchWithSession('/api/file')).text()).resolves.toBe('bytes');
  });

  it('shows the whole answer of a renewal', async () => {
    server.use(renewal());
    await expect(session.renewByCookie()).resolves.toMatchObject({ access: 'new' });
    expect(renewed).toHaveBeenCalledWith(
      expect.objectContaining({ result: { data: expect.objectContaining({ user: 'Asha' }) } }),
    );
  });

  it('tells nobody about a renewal that was refused', async () => {
    server.use(trpcError('auth.refresh', { errorCode: 'SESSION_ENDED', httpStatus: 401 }));
    await expect(session.renewByCookie()).rejects.toMatchObject({ errorCode: 'SESSION_ENDED' });
    expect(renewed).not.toHaveBeenCalled();
  });
});
