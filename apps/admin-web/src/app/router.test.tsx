import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { endSession } from '../lib/session.ts';
import { meera, meeraProfile } from '../testing-person.ts';
import { renderApp, signInAs, trpcError, trpcMutation, trpcQuery } from '../testing.tsx';
import { readReturn } from './return-address.ts';

const signedIn = {
  access: 'access',
  accessExpiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  user: { id: meera.id, displayName: meera.name, permissions: ['self.manage'] },
};

afterEach(() => endSession('signed-out'));

describe('the doors of the portal', () => {
  it('asks for a sign-in and comes back to the page that was asked for', async () => {
    const user = userEvent.setup();
    signInAs(['self.manage'], meera);
    endSession('ended');
    const { router } = renderApp('/profile', [
      trpcMutation('auth.login', signedIn),
      trpcQuery('profile.get', meeraProfile),
    ]);
    expect(await screen.findByRole('heading', { name: 'Sign in to the staff portal' })).toBeVisible();
    await user.type(screen.getByLabelText('Username, e-mail or phone'), 'reviewer');
    await user.type(screen.getByLabelText('Password'), 'correct horse battery');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() => void router.invalidate());
    expect(await screen.findByText('meera@example.com')).toBeVisible();
    expect(router.state.location.pathname).toBe('/profile');
  });

  it('says when a session has ended', async () => {
    signInAs(['self.manage'], meera);
    endSession('ended');
    renderApp('/profile');
    expect(await screen.findByText(/Your session has ended/)).toBeVisible();
  });

  it('keeps wrong details on the sign-in page and says so', async () => {
    const user = userEvent.setup();
    renderApp('/sign-in', [trpcError('auth.login', { errorCode: 'INVALID_CREDENTIALS', httpStatus: 401 })]);
    await user.type(await screen.findByLabelText('Username, e-mail or phone'), 'reviewer');
    await user.type(screen.getByLabelText('Password'), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('These details do not match');
  });

  it('tells a role without cases that nothing is here for it yet', async () => {
    signInAs(['self.manage'], meera);
    renderApp('/review');
    expect(await screen.findByRole('heading', { name: 'Nothing here for your role yet' })).toBeVisible();
  });

  it('signs out', async () => {
    const user = userEvent.setup();
    signInAs(['self.manage'], meera);
    const { router } = renderApp('/profile', [
      trpcMutation('auth.logout', { ok: true }),
      trpcQuery('profile.get', meeraProfile),
    ]);
    await user.click(await screen.findByRole('button', { name: 'Account of Meera Rao' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    await waitFor(() => void router.invalidate());
    expect(await screen.findByText('You are signed out.')).toBeVisible();
  });

  it('says that an address has no page', async () => {
    renderApp('/nowhere');
    expect(await screen.findByRole('heading', { name: 'There is no page at this address' })).toBeVisible();
  });
});

describe('the way back', () => {
  it.each(['/review?tab=mine', '/profile'])('returns to %s', (to) => expect(readReturn({ to })).toEqual({ to }));
  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 7])('does not lead to %s', (to) =>
    expect(readReturn({ to })).toEqual({}),
  );
});
