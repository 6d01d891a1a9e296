import { useQuery, type QueryClient } from '@tanstack/react-query';
import { act, screen } from '@testing-library/react';
import { createTRPCClient } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { RestError } from '../client/errors.ts';
import { createSession } from '../client/session.ts';
import { createRenderers, serveApi } from '../portal-testing.tsx';
import { QueryView } from '../query-view.tsx';
import { startI18n } from './i18n.ts';
import { mountPortal } from './mount-portal.tsx';
import { createProviders } from './providers.tsx';
import { createQueryClient } from './query-client.ts';

serveApi();

const ui = { skipToContent: 'Skip', requestId: 'Quote {{id}}.', retry: 'Again', close: 'Close' };
const errors = { UNKNOWN: 'Something went wrong.', RATE_LIMITED: 'Too many attempts.' };

beforeAll(async () => {
  await startI18n({
    english: {
      './locales/en/common.json': { appName: 'Portal', ui, errors },
      './locales/en/hall.json': { hello: 'Hello' },
    },
    others: { './locales/hi/common.json': () => Promise.resolve({ appName: 'द्वार', errors: { RATE_LIMITED: 'रुकें।' } }) },
  });
});
afterEach(async () => void (await i18next.changeLanguage('en')));

const Providers = createProviders<AnyRouter>(({ children }) => <>{children}</>);
const client = createTRPCClient<AnyRouter>({ links: [] });
const { renderWithApi } = createRenderers((parts) => <Providers {...parts} client={client} env="test" />);

describe('startI18n', () => {
  it('loads a language when it is chosen, and tells the page', async () => {
    await i18next.changeLanguage('hi-IN');
    expect(i18next.t('appName')).toBe('द्वार');
    expect(document.documentElement.lang).toMatch(/^hi/);
  });

  it('falls back to English where a word or a whole file is not translated', async () => {
    await i18next.changeLanguage('hi');
    expect([i18next.t('ui.retry'), i18next.t('hall:hello')]).toEqual(['Again', 'Hello']);
  });
});

function Refused({ error }: { error: Error }) {
  const query = useQuery({ queryKey: ['demo', error.message], queryFn: () => Promise.reject(error) });
  return <QueryView query={query}>{() => null}</QueryView>;
}

describe('createProviders', () => {
  it('says a refusal in the words of the portal, with the id to quote', async () => {
    await renderWithApi(<Refused error={new RestError('RATE_LIMITED', 429, { requestId: 'req-1' })} />);
    expect(await screen.findByRole('alert')).toHaveTextContent('Too many attempts.');
    expect(screen.getByRole('alert')).toHaveTextContent('Quote req-1.');
  });

  it('says the safe message of a code without words, and never that of an exception', async () => {
    const view = await renderWithApi(<Refused error={new RestError('NEW_CODE', 400, { message: 'Say this' })} />);
    expect(await screen.findByRole('alert')).toHaveTextContent('Say this');
    view.unmount();
    await renderWithApi(<Refused error={new Error('secret stack')} />);
    expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong.');
  });
});

describe('createQueryClient', () => {
  const runMutation = (client: QueryClient, meta?: { isQuiet: true }) =>
    client
      .getMutationCache()
      .build(client, { mutationFn: () => Promise.resolve(1), meta })
      .execute(undefined);

  it('makes every view stale after a mutation, unless that is marked quiet', async () => {
    const client = createQueryClient();
    client.setQueryData(['demo'], 'old');
    await runMutation(client, { isQuiet: true });
    expect(client.getQueryState(['demo'])?.isInvalidated).toBe(false);
    await runMutation(client);
    expect(client.getQueryState(['demo'])?.isInvalidated).toBe(true);
  });

  it('asks twice more after silence or 503, and never again after a refusal', () => {
    const retry = createQueryClient().getDefaultOptions().queries?.retry;
    if (typeof retry !== 'function') throw new Error('retry is not a rule');
    const silence = new TypeError('no answer');
    const busy = new RestError('UNAVAILABLE', 503);
    expect([retry(0, silence), retry(1, busy), retry(2, silence)]).toEqual([true, true, false]);
    expect(retry(0, new RestError('NOT_FOUND', 404))).toBe(false);
  });
});

describe('mountPortal', () => {
  const later = () => new Date(Date.now() + 3_600_000).toISOString();
  const portal = (app: ReactNode) => {
    const session = createSession({ door: 'staff', renew: () => Promise.reject(new Error('no cookie')) });
    const queryClient = createQueryClient();
    const invalidate = vi.fn(() => Promise.resolve());
    return { session, queryClient, router: { invalidate }, ready: Promise.resolve(), app };
  };

  it('puts the app on the page once the session is settled', async () => {
    document.body.innerHTML = '<div id="root"></div>';
    const parts = portal(<p>Open</p>);
    await act(() => mountPortal(parts));
    expect(parts.session.getState().status).toBe('anonymous');
    expect(screen.getByText('Open')).toBeVisible();
    document.body.innerHTML = '';
  });

  it('forgets what the person who signs out has seen, and asks the routes again', async () => {
    const { session, queryClient, router, ...rest } = portal(null);
    await expect(mountPortal({ session, queryClient, router, ...rest })).rejects.toThrow('#root');
    session.startSession('access', later());
    queryClient.setQueryData(['demo'], 'private');
    session.endSession('signed-out');
    expect(queryClient.getQueryData(['demo'])).toBeUndefined();
    expect(router.invalidate).toHaveBeenCalledTimes(2);
  });
});
