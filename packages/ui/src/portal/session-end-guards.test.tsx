import { act, screen, waitFor } from '@testing-library/react';
import { createTRPCClient } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRenderers, serveApi } from '../portal-testing.tsx';
import { apiLinks } from './api-links.ts';
import { startI18n } from './i18n.ts';
import { createPortalSession } from './portal-session.ts';
import { createProviders } from './providers.tsx';
import { SessionGuard } from './session-guard.tsx';

serveApi();
beforeAll(async () => {
  await startI18n({ english: { './locales/en/common.json': { appName: 'Portal', ui: {}, errors: {} } }, others: {} });
  // The dialogs arrive late; not during a test that stops the clock.
  await Promise.all([import('./session-warning.tsx'), import('./session-overlay.tsx')]);
}, 60_000);
beforeEach(() => void vi.stubGlobal('BroadcastChannel', undefined));
afterEach(() => void vi.useRealTimers());

const minuteMs = 60_000;
const secondMs = 1_000;
/** The clock alone: timers of the page go on. */
const setClock = (ms: number) => vi.useFakeTimers({ now: ms, toFake: ['Date'] });
const patiently = { timeout: 10_000 };

interface Life {
  start: number;
  idleMinutes: number | null;
  lastsMs: number;
}

async function open({ start, idleMinutes, lastsMs }: Life) {
  const session = createPortalSession({ door: 'staff' });
  session.signIn({
    access: 'access',
    accessExpiresAt: new Date(start + 60 * minuteMs).toISOString(),
    sessionEndsAt: new Date(start + lastsMs).toISOString(),
    idleMinutes,
    user: { id: 'asha', username: 'asha', mustEnrol: false },
  });
  const Providers = createProviders<AnyRouter>(({ children }) => <>{children}</>);
  const { renderWithApi } = createRenderers((parts) => (
    <Providers
      {...parts}
      client={createTRPCClient<AnyRouter>({ links: apiLinks({ session, batch: false }) })}
      env="test"
    />
  ));
  const leave = () => undefined;
  await renderWithApi(<SessionGuard session={session} isBehindSignIn onLeave={leave} forgotLink="Forgot?" />);
  return session;
}

describe('the end of a session', { timeout: 60_000 }, () => {
  it('is counted down second by second', async () => {
    const start = Date.now();
    setClock(start);
    await open({ start, idleMinutes: 60, lastsMs: 24 * 60 * minuteMs });
    for (const [left, text] of [
      [120, '2:00'],
      [61, '1:01'],
      [60, '1:00'],
      [9, '0:09'],
    ] as const) {
      setClock(start + 59 * minuteMs - left * secondMs);
      await waitFor(() => expect(screen.getByRole('timer')).toHaveTextContent(text), patiently);
    }
  });

  it('comes by idleness even while the session itself would last', async () => {
    const start = Date.now();
    setClock(start);
    const session = await open({ start, idleMinutes: 60, lastsMs: 24 * 60 * minuteMs });
    setClock(start + 59 * minuteMs - secondMs);
    await screen.findByRole('timer', undefined, patiently);
    expect(session.getState()).toMatchObject({ status: 'signed-in' });
    setClock(start + 59 * minuteMs);
    await waitFor(() => expect(session.getState()).toMatchObject({ ended: 'ended', reason: 'IDLE' }), patiently);
    expect(screen.queryByRole('timer')).toBeNull();
  });

  it('comes by age, and says so, whatever was used', async () => {
    const start = Date.now();
    setClock(start);
    const session = await open({ start, idleMinutes: 60, lastsMs: 3 * minuteMs });
    setClock(start + 3 * minuteMs - secondMs);
    await screen.findByRole('timer', undefined, patiently);
    act(() => session.noteUse());
    setClock(start + 3 * minuteMs);
    await waitFor(() => expect(session.getState()).toMatchObject({ ended: 'ended', reason: 'EXPIRED' }), patiently);
  });

  it('is no longer counted down the moment they have signed out', async () => {
    const start = Date.now();
    setClock(start);
    const session = await open({ start, idleMinutes: null, lastsMs: minuteMs });
    await screen.findByRole('timer', undefined, patiently);
    act(() => session.endSession('signed-out'));
    // At once: the clock looks only every second.
    expect(screen.queryByRole('timer')).toBeNull();
  });
});
