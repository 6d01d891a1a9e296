import { createRenderers } from '@ostiary/ui/portal-testing';
import { createMemoryHistory } from '@tanstack/react-router';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { endSession, session, signIn } from '../lib/session.ts';
import { createApiClient } from '../lib/trpc.ts';
import { trpcError } from '../testing.tsx';
import { Providers } from './providers.tsx';
import { createAppRouter } from './router.tsx';

const { renderRouter } = createRenderers((parts) => (
  <Providers {...parts} client={createApiClient({ batch: false })} env="test" />
));
const later = () => new Date(Date.now() + 3_600_000).toISOString();
const patiently = { timeout: 10_000 };

function open(path: string, mustEnrol: boolean) {
  signIn({
    access: 'a',
    accessExpiresAt: later(),
    sessionEndsAt: later(),
    idleMinutes: null,
    user: { id: 'asha', mustEnrol },
  });
  const unavailable = { errorCode: 'UNAVAILABLE', httpStatus: 503 };
  const answers = ['secondFactor.status', 'profile.get', 'application.overview', 'sessions.list'].map((call) =>
    trpcError(call, unavailable),
  );
  renderRouter(createAppRouter(createMemoryHistory({ initialEntries: [path] })), answers);
}

// The gate's screen arrives late; not while a test waits for it.
beforeAll(() => Promise.all([import('../features/security/enrol-screen.tsx'), import('@ostiary/ui/security')]), 60_000);
afterEach(() => {
  // A page that saw the end would open behind the gate.
  cleanup();
  endSession('signed-out');
});

const enrolTitle = () => screen.queryByRole('heading', { name: 'Set up your second factor' });

describe('the pages of the portal', { timeout: 30_000 }, () => {
  it.each(['/', '/profile', '/security', '/steps/ssn', '/check-answers'])(
    'wait at %s until a required second factor is set up',
    async (path) => {
      open(path, true);
      await waitFor(() => expect(enrolTitle()).toBeVisible(), patiently);
      expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
    },
  );

  it('wait for nothing where none is required', async () => {
    open('/profile', false);
    await screen.findByRole('main', undefined, patiently);
    await waitFor(() => expect(screen.getAllByRole('heading').length).toBeGreaterThan(0), patiently);
    expect(enrolTitle()).toBeNull();
  });

  it('are covered when the session ends', async () => {
    open('/profile', false);
    await screen.findByRole('main', undefined, patiently);
    act(() => session.endSession('ended', 'REVOKED'));
    await waitFor(() => expect(screen.getByRole('dialog')).toBeVisible(), patiently);
  });
});
