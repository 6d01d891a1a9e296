import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { createTRPCClient } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRenderers, serveApi, trpcMutation } from '../portal-testing.tsx';
import { apiLinks } from './api-links.ts';
import { startI18n } from './i18n.ts';
import { createPortalSession } from './portal-session.ts';
import { createProviders } from './providers.tsx';
import { SessionEndNote } from './session-end-note.tsx';
import { SessionGuard } from './session-guard.tsx';

serveApi();
beforeAll(async () => {
  await startI18n({ english: { './locales/en/common.json': { appName: 'Portal', ui: {}, errors: {} } }, others: {} });
  // The dialogs arrive late; not during a test that stops the clock.
  await Promise.all([import('./session-warning.tsx'), import('./session-overlay.tsx')]);
});
beforeEach(() => void vi.stubGlobal('BroadcastChannel', undefined));
afterEach(() => void vi.useRealTimers());

const minutes = (count: number) => count * 60_000;
const inMinutes = (count: number) => new Date(Date.now() + minutes(count)).toISOString();
const answer = (id: string, idleMinutes: number | null = 60, sessionEndsAt = inMinutes(24 * 60)) => ({
  access: `access-${id}`,
  accessExpiresAt: inMinutes(60),
  sessionEndsAt,
  idleMinutes,
  user: { id, username: id, mustEnrol: false },
});

type Portal = ReturnType<typeof createPortalSession>;

async function open(signedIn: ReturnType<typeof answer>, note: (session: Portal) => ReactNode = () => null) {
  const session = createPortalSession({ door: 'staff' });
  const onLeave = vi.fn<() => void>();
  session.signIn(signedIn);
  const Providers = createProviders<AnyRouter>(({ children }) => <>{children}</>);
  const { renderWithApi } = createRenderers((parts) => (
    <Providers
      {...parts}
      client={createTRPCClient<AnyRouter>({ links: apiLinks({ session, batch: false }) })}
      env="test"
    />
  ));
  await renderWithApi(
    <>
      <input aria-label="note" />
      {note(session)}
      <SessionGuard session={session} isBehindSignIn onLeave={onLeave} forgotLink="Forgot?" />
    </>,
    [
      trpcMutation('auth.refresh', () => answer('asha')),
      trpcMutation('auth.login', (input) => answer(JSON.stringify(input).includes('bela') ? 'bela' : 'asha')),
    ],
  );
  return { session, onLeave };
}

/** The clock alone: timers of the page go on. */
const setClock = (ms: number) => vi.useFakeTimers({ now: ms, toFake: ['Date'] });

describe('SessionGuard', () => {
  it('warns two minutes before idleness ends the session, and not sooner', async () => {
    const start = Date.now();
    setClock(start);
    await open(answer('asha', 60));
    setClock(start + minutes(57) - 5_000);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(screen.queryByRole('dialog')).toBeNull();
    setClock(start + minutes(57));
    expect(await screen.findByRole('timer')).toHaveTextContent('2:00');
  });

  it('stays when asked to', async () => {
    const start = Date.now();
    setClock(start);
    const { session } = await open(answer('asha', 60));
    setClock(start + minutes(57) + 1_000);
    fireEvent.pointerDown(await screen.findByRole('button', { name: 'Stay signed in' }));
    fireEvent.click(screen.getByRole('button', { name: 'Stay signed in' }));
    await waitFor(() => expect(screen.queryByRole('timer')).toBeNull());
    expect(session.getEnd()?.at).toBe(start + minutes(57) + 1_000 + minutes(59));
  });

  it('says when the end cannot be moved', async () => {
    await open(answer('asha', null, inMinutes(1)));
    expect(await screen.findByText(/cannot be made longer/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Stay signed in' })).toBeNull();
  });

  it.each([-2 * 24 * 60, 2 * 24 * 60])(
    'counts by the server’s clock on a device that is %i minutes wrong',
    async (wrong) => {
      const server = Date.now();
      const by = (count: number) => new Date(server + minutes(count)).toISOString();
      setClock(server + minutes(wrong));
      const signedIn = { ...answer('asha', null, by(24 * 60)), issuedAt: by(0), accessExpiresAt: by(60) };
      const { session } = await open(signedIn);
      expect(session.getEnd()).toEqual({ at: server + minutes(wrong + 24 * 60), isFixed: true });
      expect(session.getState()).toMatchObject({ status: 'signed-in' });
      setClock(server + minutes(wrong + 24 * 60 - 1));
      expect(await screen.findByRole('timer')).toHaveTextContent('1:00');
    },
  );

  it('says after a report that a link is in the mail', async () => {
    const { session } = await open(answer('asha'), (own) => <SessionEndNote session={own} />);
    act(() => session.endSession('signed-out', 'REPORTED'));
    expect(screen.getByRole('status')).toHaveTextContent('We have sent you a link for a new one by e-mail.');
  });

  it('ends an idle session by its clock', async () => {
    const start = Date.now();
    setClock(start);
    const { session } = await open(answer('asha', 60));
    setClock(start + minutes(59));
    await waitFor(() => expect(session.getState()).toMatchObject({ ended: 'ended', reason: 'IDLE' }));
  });

  const endAndReturn = async (session: { endSession: (ended: 'ended', reason: string) => void }, username: string) => {
    fireEvent.change(screen.getByLabelText('note'), { target: { value: 'half a thought' } });
    act(() => session.endSession('ended', 'SIGNED_IN_ELSEWHERE'));
    expect(await screen.findByText(/signed in to on another device/)).toBeVisible();
    fireEvent.change(screen.getByLabelText(/username/i), { target: { value: username } });
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'Quiet-River-77' } });
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  };

  it('covers the page until the same person is back, and keeps what was typed', async () => {
    const { session, onLeave } = await open(answer('asha'));
    await endAndReturn(session, 'asha');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByLabelText('note')).toHaveValue('half a thought');
    expect(document.querySelector('[inert]')).toBeNull();
    expect(onLeave).not.toHaveBeenCalled();
  });

  it('puts the page out of reach while it is covered', async () => {
    const { session } = await open(answer('asha'));
    act(() => session.endSession('ended', 'REVOKED'));
    await screen.findByRole('dialog');
    expect(screen.getByLabelText('note').closest('[inert]')).not.toBeNull();
  });

  it('leaves the page when somebody else signs in there', async () => {
    const { session, onLeave } = await open(answer('asha'));
    await endAndReturn(session, 'bela');
    await waitFor(() => expect(onLeave).toHaveBeenCalled());
  });
});
